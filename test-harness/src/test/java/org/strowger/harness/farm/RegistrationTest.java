package org.strowger.harness.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RegistrationTest {

    private final Bench bench = new Bench();
    private final AtomicInteger first = new AtomicInteger();
    private final Registration registration =
            new Registration(
                    bench.ground,
                    bench.asks,
                    FarmSettings.of(Bench.SWITCH, Map.of("1001", "secret"))
                            .registering(1, Duration.ofSeconds(100), false),
                    new Party("1001", 0, true, new Nothing()),
                    "secret",
                    first::incrementAndGet);

    @Test
    void answersTheChallengeAndRefreshesAfterFourFifths() {
        registration.register();
        answer("401 Unauthorized", "Digest realm=\"r\", nonce=\"n1\", qop=\"auth\"");
        assertTrue(bench.last().first("Authorization").contains("nc=00000001"));
        answer("200 OK", "");
        assertEquals(1, bench.count(Count.REGISTERED));
        assertEquals(1, first.get());
        bench.starts();
        bench.pass(Duration.ofMillis(80_001));
        assertTrue(bench.last().first("Authorization").contains("nc=00000002"));
        assertEquals(3, bench.last().sequence());
        answer("200 OK", "");
        assertEquals(1, bench.count(Count.REGISTERED));
        assertEquals(2, bench.count(Count.REGISTRATIONS));
        assertEquals(1, first.get());
    }

    @Test
    void aWrongPasswordIsToldAndTriedAgainLater() {
        registration.register();
        for (int i = 1; i <= 3; i++) {
            answer("401 Unauthorized", "Digest realm=\"r\", nonce=\"n" + i + "\"");
        }
        assertEquals(1, bench.count(Count.REGISTRATIONS_FAILED));
        assertEquals(0, first.get());
        bench.starts();
        bench.pass(Duration.ofSeconds(6));
        assertTrue(bench.starts().contains("REGISTER sip:127.0.0.1:5060 SIP/2.0"));
    }

    @Test
    void isRepeatedUntilItIsAnswered() {
        registration.register();
        bench.pass(Duration.ofMillis(1_600));
        assertEquals(3, bench.starts().size());
        assertEquals(2, bench.count(Count.RETRANSMISSIONS_SENT));
    }

    private void answer(String status, String challenge) {
        var response = Bench.response(bench.last(), status);
        bench.asks.received(
                challenge.isEmpty() ? response : response.with("WWW-Authenticate", challenge));
    }

    private static final class Nothing implements Party.After {

        @Override
        public void vanished(Party party) {
            throw new AssertionError("no call here");
        }

        @Override
        public void rangOut(Party party) {
            throw new AssertionError("no call here");
        }
    }
}
