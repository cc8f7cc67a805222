package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.transport.InviteDecisions.Decision;

class InviteDecisionsTest {

    private static final long NOW = 1_700_000_000_000_000L;
    private static final long SECOND = 1_000_000;

    private final InviteDecisions decisions = new InviteDecisions();

    private long key(String callId, String sentBy) throws MalformedSipMessageException {
        var text = TransportMessages.request("INVITE", callId, sentBy);
        return decisions.keyOf(SipIndex.of(text.getBytes(UTF_8)));
    }

    @Test
    void remembersTheLatestDecisionOnEach() throws MalformedSipMessageException {
        assertEquals(Decision.UNKNOWN, decisions.of(key("a", "h"), NOW));
        decisions.take(key("a", "h"), NOW);
        decisions.refuse(key("b", "h"), NOW);
        assertEquals(Decision.TAKEN, decisions.of(key("a", "h"), NOW));
        assertEquals(Decision.REFUSED, decisions.of(key("b", "h"), NOW));
        assertEquals(Decision.UNKNOWN, decisions.of(key("a", "other"), NOW));
        decisions.refuse(key("a", "h"), NOW);
        assertEquals(Decision.REFUSED, decisions.of(key("a", "h"), NOW));
    }

    @Test
    void theAckOfARefusalHasTheKeyOfItsInvite() throws MalformedSipMessageException {
        var ack = TransportMessages.request("ACK", "a", "h").getBytes(UTF_8);
        assertEquals(key("a", "h"), decisions.keyOf(SipIndex.of(ack)));
    }

    @Test
    void forgetsWhenNoCopyCanComeAnyMore() throws MalformedSipMessageException {
        long key = key("a", "h");
        for (int second = 0; second < 600; second += 7) {
            decisions.take(key, NOW + second * SECOND);
            assertEquals(Decision.TAKEN, decisions.of(key, NOW + (second + 32) * SECOND));
            assertEquals(Decision.UNKNOWN, decisions.of(key, NOW + (second + 38) * SECOND));
        }
    }

    @Test
    void keepsMostOfAsManyAsHalfItsPlaces() throws MalformedSipMessageException {
        int calls = 32_768;
        for (int i = 0; i < calls; i++) {
            decisions.take(key("call-" + i, "h"), NOW);
        }
        long known = 0;
        for (long i : LongStream.range(0, calls).toArray()) {
            var decision = decisions.of(key("call-" + i, "h"), NOW);
            known += decision == Decision.TAKEN ? 1 : 0;
            assertTrue(decision != Decision.REFUSED);
        }
        assertTrue(known > 0.75 * calls, () -> "keys are spread badly");
    }
}
