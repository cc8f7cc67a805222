package org.strowger.harness.baresip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.audio.Spectrum;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.ChallengingServer;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.Ports;

/** baresip against our own phone: what one says, the other hears. */
@Tag("loopback")
class BaresipTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final InetSocketAddress NOBODY = Ports.at(9);

    @TempDir Path folder;

    @Test
    void theCallerSpeaksHearsAndPressesKeys() {
        try (var phone = Phone.anonymous("4000", NOBODY).answering(Answering.afterMillis(0));
                var caller = Baresip.caller("5551001", phone.address(), 440, folder)) {
            caller.dial("4000");
            var call = phone.awaitCall(LIMIT);
            caller.awaitEstablished(LIMIT);
            call.audio().say(660);
            call.awaitTone(440, LIMIT);
            caller.press("21");
            call.audio().awaitKeys("21", LIMIT);
            call.press("7");
            caller.awaitKeys("7", LIMIT);
            caller.hangUp();
            caller.awaitClosed(LIMIT);
            caller.quit();

            assertTrue(Spectrum.level(caller.heard().samples()) > -30);
            assertTrue(Spectrum.toneOverRest(caller.said().samples(), 440) > 20);
        }
    }

    @Test
    void thePhoneThatAnswersIsHeard() {
        try (var answerer = Baresip.answerer("1001", NOBODY, 660, folder);
                var phone = Phone.anonymous("5551001", answerer.address())) {
            var call = phone.dial("1001");
            call.awaitAnswer(LIMIT);
            call.awaitTone(660, LIMIT);
            call.hangUp();
            answerer.awaitClosed(LIMIT);
        }
    }

    @Test
    void anAgentRegistersWithDigest() {
        try (var registrar = new ChallengingServer("MD5");
                var agent = Baresip.agent("1001", "demo-1001", registrar.address(), 660, folder)) {
            assertTrue(registrar.requests() >= 2);
            agent.quit();
        }
    }
}
