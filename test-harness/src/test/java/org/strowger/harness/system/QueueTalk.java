package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.IncomingCall;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.SwitchProcess;

/** A caller of queue support and an agent who talk on, whatever else happens to the switch. */
record QueueTalk(PhoneCall caller, IncomingCall agent) {

    private static final double HERTZ = 660;

    /**
     * The caller hears the agent.
     *
     * @param agent not registered yet, the only one
     */
    static QueueTalk begin(SwitchProcess strowger, Phone agent, Phone caller) {
        agent.answering(Answering.afterMillis(0)).register();
        strowger.awaitAgents(1, "ready", Loopback.SOON);
        var talk = new QueueTalk(caller.dial("4002"), agent.awaitCall(Loopback.SOON));
        talk.agent.audio().say(HERTZ);
        talk.caller.awaitTone(HERTZ, Loopback.SOON);
        return talk;
    }

    /** He still does, and hangs up. */
    void end() {
        assertEquals(PhoneCall.State.ANSWERED, caller.state());
        caller.awaitTone(HERTZ, Loopback.SOON);
        caller.hangUp();
        agent.awaitEnd(Loopback.SOON);
    }
}
