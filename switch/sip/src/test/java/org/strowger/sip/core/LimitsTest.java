package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.sip.SipCounter;

class LimitsTest {

    @Test
    void refusesTheCallThatIsOneTooManyWithRetryAfter() {
        var b = new Bench(new SipCoreLimits(100, 100, 2));
        for (int i = 0; i < 3; i++) {
            b.receive(numbered(i));
        }
        var refusal = b.sent().getLast();
        assertTrue(refusal.startsWith("SIP/2.0 503"), refusal);
        int seconds = Integer.parseInt(Bench.header(refusal, "Retry-After"));
        assertTrue(seconds >= 1 && seconds <= 5);
        assertEquals(1, b.counters.value(SipCounter.LIMIT_503));
        b.hub.legs.forEach(leg -> leg.reject(486));
        b.rest();
        b.receive(numbered(9));
        assertEquals(List.of("100"), b.started().reversed().subList(0, 1));
    }

    @Test
    void keepsPlacesForCallsThatExistWhenTransactionsRunOut() {
        var b = new Bench(new SipCoreLimits(2, 100, 100));
        b.receive(numbered(0));
        b.receive(numbered(1));
        b.receive(numbered(2));
        assertEquals(List.of("100", "100", "503"), b.started());
        b.receive(Bench.request("CANCEL", Map.of("branch", "z9hG4bK-0", "Call-ID", "call-0"), ""));
        assertEquals(List.of("200", "487"), b.started());
    }

    @Test
    void endsACallOfOursAtOnceWhenThereIsNoPlaceForItsDialog() {
        var b = new Bench(new SipCoreLimits(100, 1, 100));
        b.receive(numbered(0));
        b.hub.told();
        b.call();
        assertEquals(List.of(), b.hub.told());
        b.time.advanceMillis(5);
        assertEquals(List.of("out ended REJECTED 503"), b.hub.told());
    }

    private static String numbered(int i) {
        return Bench.invite(Map.of("branch", "z9hG4bK-" + i, "Call-ID", "call-" + i));
    }
}
