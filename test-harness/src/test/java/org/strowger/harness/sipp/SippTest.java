package org.strowger.harness.sipp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.ChallengingServer;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.Ports;

/** What SIPp really sends in our scenarios, heard by our own phone. */
@Tag("loopback")
class SippTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    @TempDir Path folder;

    private final int port = Ports.free();
    private final InetSocketAddress sipp = Ports.at(port);
    private final Phone phone = Phone.anonymous("4000", sipp);

    @AfterEach
    void close() {
        phone.close();
    }

    @ParameterizedTest
    @CsvSource({"2,1", "1,1"})
    void theHotlineCallerPressesItsKeys(String first, String second) {
        phone.answering(Answering.afterMillis(0));
        try (var run = caller("uac-hotline").rows(List.of(first + ";" + second)).start()) {
            var call = phone.awaitCall(LIMIT);
            call.audio().awaitKeys(first + second, LIMIT);
            call.hangUp();

            assertAllSuccessful(run.await(), 1);
        }
    }

    @Test
    void theTalkingCallerSendsItsTone() {
        phone.answering(Answering.afterMillis(0));
        try (var run = caller("uac-talk").start()) {
            var call = phone.awaitCall(LIMIT);
            call.awaitTone(440, LIMIT);
            call.hangUp();

            assertAllSuccessful(run.await(), 1);
            assertTrue(call.audio().packetsReceived() > 10);
        }
    }

    @Test
    void theAgentAnswersTalksAndHangsUp() {
        try (var run = called("uas-agent").pause(Duration.ofSeconds(1)).start()) {
            run.awaitListening(port, LIMIT);
            var call = phone.dial("1001");
            call.awaitAnswer(LIMIT);
            call.awaitTone(660, LIMIT);

            assertEquals(200, call.awaitEnd(LIMIT));
            assertTrue(call.endedByPeer());
            assertAllSuccessful(run.await(), 1);
        }
    }

    @Test
    void anAgentThatIsDrainedEndsByItself() {
        var agent = Sipp.scenario("uas-agent", folder).port(port).media(Ports.media());
        try (var run = agent.limit(LIMIT).start()) {
            run.awaitListening(port, LIMIT);
            phone.dial("1001").awaitEnd(LIMIT);
            run.drain();

            assertAllSuccessful(run.await(), 1);
        }
    }

    @Test
    void theTrunkAnswersAndTalks() {
        try (var run = called("uas-trunk").start()) {
            run.awaitListening(port, LIMIT);
            var call = phone.dial("4003");
            call.awaitTone(660, LIMIT);
            call.hangUp();

            assertAllSuccessful(run.await(), 1);
        }
    }

    @Test
    void theRingingTrunkIsCancelled() {
        try (var run = called("uas-trunk-ringing").start()) {
            run.awaitListening(port, LIMIT);
            var call = phone.dial("4003");
            call.awaitRinging(LIMIT);
            call.hangUp();

            assertEquals(487, call.status());
            assertAllSuccessful(run.await(), 1);
        }
    }

    @Test
    void theCancellingCallerIsDoneAtTheFinalResponse() {
        assertAllSuccessful(caller("uac-cancel-ringing").run(), 1);
    }

    @ParameterizedTest
    @CsvSource({"uac-refused,404", "uac-no-common-codec,488"})
    void aRefusedCallerIsContentWithItsStatusOnly(String scenario, int status) {
        phone.answering(new Answering.Reject(status));

        assertAllSuccessful(caller(scenario).run(), 1);
    }

    @Test
    void aCallerWhoIsRefusedOtherwiseHasFailed() {
        phone.answering(new Answering.Reject(486));

        assertEquals(1, caller("uac-refused").run().failed());
    }

    @Test
    void aByeToNobodyIsAnswered481() {
        assertAllSuccessful(caller("uac-bye-without-call").run(), 1);
    }

    @ParameterizedTest
    @CsvSource({"uac-hold", "uac-4001-hangup-after-ack"})
    void theQuietCallersHangUp(String scenario) {
        phone.answering(Answering.afterMillis(0));

        assertAllSuccessful(
                caller(scenario).calls(20).rate(50).pause(LIMIT.dividedBy(50)).run(), 20);
    }

    @Test
    void usersRegisterWithDigest() {
        try (var registrar = new ChallengingServer("MD5", "SHA-256")) {
            var result =
                    Sipp.scenario("uac-register", folder)
                            .to(registrar.address())
                            .port(port)
                            .value("expires", 3600)
                            .users(Map.of("1001", "demo-1001"))
                            .calls(3)
                            .limit(LIMIT)
                            .run();

            assertAllSuccessful(result, 3);
            assertEquals(6, registrar.requests());
        }
    }

    private Sipp caller(String scenario) {
        return Sipp.scenario(scenario, folder)
                .to(phone.address())
                .port(port)
                .media(Ports.media())
                .value("number", "4000")
                .value("caller", "5551001")
                .calls(1)
                .limit(LIMIT);
    }

    private Sipp called(String scenario) {
        return Sipp.scenario(scenario, folder)
                .port(port)
                .media(Ports.media())
                .calls(1)
                .limit(LIMIT);
    }

    private static void assertAllSuccessful(SippResult result, int calls) {
        assertEquals(0, result.exit(), result::summary);
        assertEquals(calls, result.successful(), result::summary);
        assertEquals(0, result.failed(), result::summary);
    }
}
