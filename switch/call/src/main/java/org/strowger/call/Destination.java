package org.strowger.call;

import org.strowger.ivr.Script;

/** Where a number leads. */
public sealed interface Destination {

    /** A script; queueing and echo are scripts of one node. */
    record RunScript(Script script) implements Destination {}

    /** Out through a trunk. */
    record ThroughTrunk(String trunk, String number) implements Destination {}

    /** A local user's phone. */
    record RingUser(String user) implements Destination {}

    /** Something the agent who dials it wants done. */
    record AgentFeature(Feature feature, Script confirmation) implements Destination {}

    /** The feature codes. */
    enum Feature {
        LOG_IN,
        LOG_OUT,
        BREAK,
        READY
    }
}
