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

    private final InviteDecisions decisions = new InviteDecisions();

    private long key(String callId, String sentBy) throws MalformedSipMessageException {
        var text = TransportMessages.request("INVITE", callId, sentBy);
        return decisions.keyOf(SipIndex.of(text.getBytes(UTF_8)));
    }

    @Test
    void remembersTheLatestDecisionOnEach() throws MalformedSipMessageException {
        assertEquals(Decision.UNKNOWN, decisions.of(key("a", "h")));
        decisions.take(key("a", "h"));
        decisions.refuse(key("b", "h"));
        assertEquals(Decision.TAKEN, decisions.of(key("a", "h")));
        assertEquals(Decision.REFUSED, decisions.of(key("b", "h")));
        assertEquals(Decision.UNKNOWN, decisions.of(key("a", "other")));
        decisions.refuse(key("a", "h"));
        assertEquals(Decision.REFUSED, decisions.of(key("a", "h")));
    }

    @Test
    void keepsMostOfAsManyAsHalfItsPlaces() throws MalformedSipMessageException {
        int calls = 32_768;
        for (int i = 0; i < calls; i++) {
            decisions.take(key("call-" + i, "h"));
        }
        long known = 0;
        for (long i : LongStream.range(0, calls).toArray()) {
            var decision = decisions.of(key("call-" + i, "h"));
            known += decision == Decision.TAKEN ? 1 : 0;
            assertTrue(decision != Decision.REFUSED);
        }
        assertTrue(known > 0.75 * calls, () -> "keys are spread badly");
    }
}
