package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.IncomingCall;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.SwitchProcess;

/** A caller of queue support and an agent who talk on, whatever else happens to the switch. */
record QueueTalk(PhoneCall caller, IncomingCall agent) {

    private static final double AGENTS_HERTZ = 660;
    private static final double CALLERS_HERTZ = 440;
    private static final double MOST = 0.9;

    /** How many packets of sound either has sent and got so far. */
    record Exchange(long byAgent, long toCaller, long byCaller, long toAgent) {

        Exchange since(Exchange before) {
            return new Exchange(
                    byAgent - before.byAgent,
                    toCaller - before.toCaller,
                    byCaller - before.byCaller,
                    toAgent - before.toAgent);
        }
    }

    /**
     * Each hears the other.
     *
     * @param agent not registered yet, the only one
     */
    static QueueTalk begin(SwitchProcess strowger, Phone agent, Phone caller) {
        agent.answering(Answering.afterMillis(0)).register();
        strowger.awaitAgents(1, "ready", Loopback.SOON);
        var talk = new QueueTalk(caller.dial("4002"), agent.awaitCall(Loopback.SOON));
        talk.agent.audio().say(AGENTS_HERTZ);
        talk.caller.audio().say(CALLERS_HERTZ);
        talk.hear();
        return talk;
    }

    private void hear() {
        caller.awaitTone(AGENTS_HERTZ, Loopback.SOON);
        agent.awaitTone(CALLERS_HERTZ, Loopback.SOON);
    }

    Exchange exchanged() {
        return new Exchange(
                agent.audio().packetsSent(),
                caller.audio().packetsReceived(),
                caller.audio().packetsSent(),
                agent.audio().packetsReceived());
    }

    /** What was said since then was said for seconds, and most of it was heard, on both sides. */
    void wentOnSince(Exchange then) {
        var meanwhile = exchanged().since(then);
        assertTrue(meanwhile.byAgent > 100 && meanwhile.byCaller > 100, meanwhile::toString);
        assertTrue(meanwhile.toCaller > MOST * meanwhile.byAgent, meanwhile::toString);
        assertTrue(meanwhile.toAgent > MOST * meanwhile.byCaller, meanwhile::toString);
        assertEquals(PhoneCall.State.ANSWERED, caller.state());
        assertEquals(PhoneCall.State.ANSWERED, agent.state());
        hear();
    }

    /** They still hear each other, and the caller hangs up. */
    void end() {
        assertEquals(PhoneCall.State.ANSWERED, caller.state());
        hear();
        caller.hangUp();
        agent.awaitEnd(Loopback.SOON);
    }
}
