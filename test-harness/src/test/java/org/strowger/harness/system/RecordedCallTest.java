package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.audio.Stereo;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;
import org.strowger.media.recording.KeyRing;
import org.strowger.media.recording.MasterKey;
import org.strowger.media.recording.RecordedSound;
import org.strowger.media.recording.RecordingException;
import tools.jackson.databind.JsonNode;

/** Recordings of real calls: who is on which channel, pauses, keys, and kill -9 in the middle. */
@Tag("loopback")
class RecordedCallTest {

    private static final double AGENTS_HERTZ = 660;
    private static final double CALLERS_HERTZ = 440;

    @TempDir private Path folder;

    private Path key() throws IOException {
        var file = Files.writeString(folder.resolve("master.key"), "5a".repeat(32));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** T1 short enough that the rest after 64 T1 comes soon. */
    private static ConfFolder conf() {
        return ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS).queues("record: always");
    }

    private static Path file(SwitchProcess strowger, JsonNode recording) {
        return strowger.data().resolve("recordings").resolve(recording.path("file").asString());
    }

    private static Stereo sounds(Path file, KeyRing keys) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sound = RecordedSound.open(file, keys)) {
            sound.writeWav(out);
        }
        return Stereo.read(out.toByteArray());
    }

    private static JsonNode awaitState(SwitchProcess strowger, String state) {
        strowger.await(
                () ->
                        strowger.list("recordings").stream()
                                .anyMatch(row -> row.path("state").asString().equals(state)),
                Loopback.SOON,
                () -> "no recording is " + state + ": " + strowger.list("recordings"));
        return strowger.list("recordings").getLast();
    }

    private static void sleep(long millis) throws InterruptedException {
        Thread.sleep(millis); // They talk.
    }

    @Test
    void aQueueCallWithAPauseHasTwoChannelsAndNeedsItsKey() throws Exception {
        var conf = conf().masterKey(key());
        try (var loopback = Loopback.start("recorded", conf);
                var agent = Phone.of("1001", "demo-1001", loopback.strowger().sip());
                var caller = Phone.anonymous("5552001", loopback.strowger().sip())) {
            var strowger = loopback.strowger();
            var talk = QueueTalk.begin(strowger, agent, caller);
            sleep(2_000);
            strowger.record("pause");
            sleep(1_500);
            strowger.record("resume");
            sleep(2_000);
            talk.end();

            var row = awaitState(strowger, "complete");
            assertTrue(row.path("lostPackets").asLong() < 10, row::toString);
            assertTrue(row.path("encrypted").asBoolean(), row::toString);

            var keys = new KeyRing(List.of(MasterKey.read(folder.resolve("master.key"))));
            var sounds = sounds(file(strowger, row), keys);
            assertEquals(row.path("lengthMs").asDouble() / 1_000, sounds.seconds(), 0.002);
            assertPaused(sounds, row);
            assertThrows(
                    RecordingException.class, () -> sounds(file(strowger, row), KeyRing.EMPTY));
            loopback.closeAtRest(Loopback.AT_REST);
        }
    }

    private static void assertSounds(Stereo sounds, double from, double to) {
        assertTrue(
                Stereo.isTone(sounds.left(), from, to, CALLERS_HERTZ),
                () -> "the caller is not on the left from %.2f to %.2f".formatted(from, to));
        assertTrue(
                Stereo.isTone(sounds.right(), from, to, AGENTS_HERTZ),
                () -> "the agent is not on the right from %.2f to %.2f".formatted(from, to));
    }

    @Test
    void killInTheMiddleLeavesAPlayableFileThatTheNextStartMends() throws Exception {
        try (var loopback = Loopback.start("recorded-kill", conf());
                var agent = Phone.of("1001", "demo-1001", loopback.strowger().sip());
                var caller = Phone.anonymous("5552001", loopback.strowger().sip())) {
            var strowger = loopback.strowger();
            QueueTalk.begin(strowger, agent, caller);
            sleep(4_000);
            var running = awaitState(strowger, "running");
            strowger.kill9();
            assertFalse(strowger.isAlive());

            var left = Stereo.read(Files.readAllBytes(file(strowger, running)));
            assertTrue(left.seconds() >= 3, () -> left.seconds() + " s");
            assertSounds(left, 1, left.seconds());
            try (var again = loopback.again()) {
                var mended = awaitState(again.strowger(), "repaired");
                assertEquals(running.path("id").asString(), mended.path("id").asString());
                var sounds = Stereo.read(Files.readAllBytes(file(strowger, mended)));
                assertEquals(mended.path("lengthMs").asDouble() / 1_000, sounds.seconds(), 0.002);
                assertSounds(sounds, 1, sounds.seconds());
            }
        }
    }

    /** Sealed, and with a pause: what is left needs its key, and the pause is marked. */
    @Test
    void killInTheMiddleLeavesASealedFileThatIsReadWithItsKey() throws Exception {
        var conf = conf().masterKey(key());
        try (var loopback = Loopback.start("recorded-kill-sealed", conf);
                var agent = Phone.of("1001", "demo-1001", loopback.strowger().sip());
                var caller = Phone.anonymous("5552001", loopback.strowger().sip())) {
            var strowger = loopback.strowger();
            QueueTalk.begin(strowger, agent, caller);
            sleep(2_000);
            strowger.record("pause");
            sleep(1_500);
            strowger.record("resume");
            sleep(3_500);
            var running = awaitState(strowger, "running");
            strowger.kill9();

            var keys = new KeyRing(List.of(MasterKey.read(folder.resolve("master.key"))));
            assertPaused(sounds(file(strowger, running), keys), running);
            assertThrows(
                    RecordingException.class, () -> sounds(file(strowger, running), KeyRing.EMPTY));
            try (var again = loopback.again()) {
                var mended = awaitState(again.strowger(), "repaired");
                assertEquals(running.path("pauses"), mended.path("pauses"));
                var sounds = sounds(file(strowger, mended), keys);
                assertEquals(mended.path("lengthMs").asDouble() / 1_000, sounds.seconds(), 0.002);
                assertPaused(sounds, mended);
            }
        }
    }

    /** Both are heard around the only pause, which is silent. */
    private static void assertPaused(Stereo sounds, JsonNode row) {
        assertEquals(1, row.path("pauses").size(), row::toString);
        double from = (row.path("pauses").get(0).path("fromMs").asDouble() + 1) / 1_000;
        double to = row.path("pauses").get(0).path("toMs").asDouble() / 1_000;
        assertTrue(to - from > 1.3 && to - from < 3, row::toString);
        assertSounds(sounds, 1, from - 0.1);
        assertTrue(Stereo.isEmpty(sounds.left(), from, to), "the pause, left");
        assertTrue(Stereo.isEmpty(sounds.right(), from, to), "the pause, right");
        assertSounds(sounds, to + 0.1, sounds.seconds() - 0.3);
    }

    /** The shipped script: 1 consents, and the caller is recorded from there on; 2 does not. */
    @Test
    void whoConsentsIsRecordedAndWhoDoesNotIsNot() throws Exception {
        var conf = conf().number("4100", "{script: recorded}");
        try (var loopback = Loopback.start("recorded-consent", conf);
                var agent = Phone.of("1001", "demo-1001", loopback.strowger().sip());
                var caller = Phone.of("1002", "demo-1002", loopback.strowger().sip())) {
            var strowger = loopback.strowger();
            agent.answering(Answering.afterMillis(0)).register();
            strowger.awaitAgents(1, "ready", Loopback.SOON);
            for (var key : List.of("2", "1")) {
                var call = caller.dial("4100");
                call.awaitAnswer(Loopback.SOON);
                call.press(key);
                var answered = agent.awaitCall(Loopback.SOON);
                answered.audio().say(AGENTS_HERTZ);
                call.awaitTone(AGENTS_HERTZ, Loopback.SOON);
                sleep(1_000);
                call.hangUp();
                answered.awaitEnd(Loopback.SOON);
                strowger.awaitAgents(1, "ready", Loopback.SOON);
                if (key.equals("2")) {
                    strowger.awaitRecords(1, Loopback.SOON);
                    assertEquals(List.of(), strowger.list("recordings"));
                }
            }
            var row = awaitState(strowger, "complete");
            var sounds = sounds(file(strowger, row), KeyRing.EMPTY);
            assertTrue(
                    Stereo.isTone(
                            sounds.right(),
                            sounds.seconds() - 0.5,
                            sounds.seconds() - 0.2,
                            AGENTS_HERTZ));
            loopback.closeAtRest(Loopback.AT_REST);
        }
    }
}
