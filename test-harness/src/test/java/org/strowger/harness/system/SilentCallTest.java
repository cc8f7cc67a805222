package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;

/**
 * A party whose voice has stopped, and who never said a word of it: the call ends, and says why.
 */
@Tag("loopback")
class SilentCallTest {

    private static final int SECONDS = 3;
    private static final long LIMIT_NANOS = SECONDS * 1_000_000_000L;

    /** A packet may come just before its voice stops, and the switch looks five times a second. */
    private static final long SLACK_NANOS = 500_000_000L;

    /** RFC 3326 and Q.850: recovery on timer expiry. */
    private static final int CAUSE = 102;

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch(
                    "silent",
                    () ->
                            ConfFolder.create()
                                    .agents(1)
                                    .t1Millis(Loopback.SHORT_T1_MILLIS)
                                    .rtp("silent-without-rtcp-s: " + SECONDS),
                    Loopback.AT_REST);

    @Test
    void anAgentWhoIsGoneEndsTheConversation() {
        try (var agent = Phone.of("1001", "demo-1001", SWITCH.strowger().sip());
                var caller = Phone.anonymous("5556001", SWITCH.strowger().sip())) {
            var talk = QueueTalk.begin(SWITCH.strowger(), agent, caller);
            talk.agent().audio().mute();
            long from = System.nanoTime();
            talk.caller().awaitEnd(Loopback.SOON);
            talk.agent().awaitEnd(Loopback.SOON);
            long silent = System.nanoTime() - from;
            assertTrue(silent > LIMIT_NANOS - SLACK_NANOS, () -> silent + " ns");
            assertTrue(talk.caller().endedByPeer());
            var record = record("5556001");
            assertEquals("answered", record.outcome(), record::toString);
            assertEquals("switch", record.endedBy(), record::toString);
            assertEquals(List.of(0, CAUSE), causes(record));
            agent.unregister();
        }
    }

    @Test
    void aCallerWhoIsGoneWaitsForNobody() {
        try (var caller = Phone.anonymous("5556002", SWITCH.strowger().sip())) {
            var call = caller.dial("4002");
            call.awaitAnswer(Loopback.SOON);
            call.awaitSound(Loopback.SOON);
            call.audio().mute();
            call.awaitEnd(Loopback.SOON);
            var record = record("5556002");
            assertEquals("abandoned", record.outcome(), record::toString);
            assertEquals("switch", record.endedBy(), record::toString);
            assertEquals(List.of(CAUSE), causes(record));
        }
    }

    private static CallRecord record(String caller) {
        return SWITCH.strowger().awaitRecordsOf(Set.of(caller), 1, Loopback.SOON).getFirst();
    }

    private static List<Integer> causes(CallRecord record) {
        return record.json()
                .path("legs")
                .valueStream()
                .map(leg -> leg.path("cause").asInt(0))
                .toList();
    }
}
