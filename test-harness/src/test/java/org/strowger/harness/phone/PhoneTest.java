package org.strowger.harness.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.harness.process.Ports;

/** Two phones that call one another over loopback, without a switch. */
class PhoneTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final InetSocketAddress NOBODY = Ports.at(9);

    private final Phone called = Phone.anonymous("1001", NOBODY);
    private final Phone caller = Phone.anonymous("5551001", called.address());

    @AfterEach
    void close() {
        caller.close();
        called.close();
    }

    @Test
    void theyHearOneAnothersTonesAndKeys() {
        called.answering(Answering.afterMillis(50));
        var out = caller.dial("1001");
        var in = called.awaitCall(LIMIT);
        out.awaitAnswer(LIMIT);
        out.audio().say(440);
        in.audio().say(660);

        in.awaitTone(440, LIMIT);
        out.awaitTone(660, LIMIT);
        out.press("21");
        in.audio().awaitKeys("21", LIMIT);
        in.audio().silence();
        out.awaitSilence(LIMIT);

        assertEquals("5551001", in.caller());
        assertTrue(out.audio().packetsSent() > 20);
        assertTrue(in.audio().packetsReceived() > 20);
        in.hangUp();
        assertEquals(200, out.awaitEnd(LIMIT));
        assertTrue(out.endedByPeer());
        assertFalse(in.endedByPeer());
    }

    @Test
    void aCallerMayHangUpAnAnsweredCall() {
        called.answering(Answering.afterMillis(0));
        var out = caller.dial("1001");
        out.awaitAnswer(LIMIT);

        out.hangUp();

        assertTrue(called.awaitCall(LIMIT).endedByPeer());
    }

    @Test
    void aCallThatRingsIsCancelled() {
        var out = caller.dial("1001");
        out.awaitRinging(LIMIT);

        out.hangUp();

        assertEquals(487, out.status());
        assertEquals(487, called.awaitCall(LIMIT).awaitEnd(LIMIT));
    }

    @Test
    void aBusyPhoneRefuses() {
        called.answering(new Answering.Reject(486));

        var out = caller.dial("1001");

        assertEquals(486, out.awaitEnd(LIMIT));
        assertThrows(NotInTimeException.class, () -> out.awaitAnswer(Duration.ofMillis(1)));
    }

    @Test
    void aDeadPhoneSaysNothing() {
        called.answering(new Answering.Dead());

        var out = caller.dial("1001");

        called.awaitCall(LIMIT);
        assertThrows(NotInTimeException.class, () -> out.awaitRinging(Duration.ofMillis(100)));
        assertEquals(PhoneCall.State.CALLING, out.state());
    }

    @Test
    void optionsAreAnswered() {
        assertEquals(200, caller.options());
        assertEquals(1, called.optionsAnswered());
    }

    @Test
    void aPhoneAnswersTheChallengeItPrefersAndRegisters() {
        try (var registrar = new ChallengingServer("MD5", "SHA-256");
                var phone = Phone.of("1001", "demo-1001", registrar.address())) {
            phone.algorithm(Digest.Algorithm.SHA_256);

            phone.register();

            assertEquals("SHA-256", registrar.algorithm());
            assertEquals(2, registrar.requests());
        }
    }

    @Test
    void aWrongPasswordIsRefusedWithAnotherChallenge() {
        try (var registrar = new ChallengingServer("MD5", "SHA-256");
                var phone = Phone.of("1001", "wrong", registrar.address())) {
            var registration = phone.tryRegister(LIMIT);

            assertEquals(401, registration.answer().status());
            assertNotEquals(
                    registration.challenge().all("WWW-Authenticate"),
                    registration.answer().all("WWW-Authenticate"));
            assertThrows(IllegalStateException.class, phone::register);
        }
    }

    @Test
    void aCallerWithAPasswordAnswersTheChallengeOfAnInvite() {
        try (var server = new ChallengingServer("MD5", "SHA-256");
                var phone = Phone.of("1001", "demo-1001", server.address())) {
            var call = phone.dial("4000");

            assertEquals(404, call.awaitEnd(LIMIT));
            Awaitility.await().untilAsserted(() -> assertEquals(2, server.acks()));
        }
    }
}
