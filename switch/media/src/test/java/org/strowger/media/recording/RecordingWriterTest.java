package org.strowger.media.recording;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.CallId;
import org.strowger.base.Clock;
import org.strowger.media.G711;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.recording.RecordingEntry.Pause;
import org.strowger.media.recording.RecordingEntry.State;
import org.strowger.media.recording.Studio.Talker;

class RecordingWriterTest {

    private static final byte LOUD = 0x10;
    private static final byte SOFT = 0x48;
    private static final int CALLER = G711.decode(Law.PCMU, LOUD);
    private static final int OTHER = G711.decode(Law.PCMA, SOFT);

    private final Studio studio = new Studio(KeyRing.EMPTY);
    private final Recording recording = studio.begin("r1");
    private final Talker caller = new Talker(recording.tap(Side.CALLER), Law.PCMU, LOUD);
    private final Talker other = new Talker(recording.tap(Side.OTHER), Law.PCMA, SOFT);

    private Sound sound() {
        return Sound.wav(studio.disk.content(studio.disk.onlyPath()));
    }

    private static void assertAll(int expected, short[] samples, int from, int to) {
        for (int i = from; i < to; i++) {
            assertEquals(expected, samples[i], "sample " + i);
        }
    }

    @Test
    void eachSideIsOnItsChannelFromWhereItBegan() {
        studio.speak(50, caller);
        studio.speak(50, caller, other);
        recording.stop(studio.now);
        studio.settle();

        var sound = sound();
        assertEquals(16_000, sound.frames());
        assertAll(CALLER, sound.caller(), 0, 16_000);
        assertAll(0, sound.other(), 0, 8_000);
        assertAll(OTHER, sound.other(), 8_000, 16_000);
        assertEquals("2027-01-15/r1.wav", studio.disk.onlyPath());
        assertEquals(
                new RecordingEntry(
                        "r1",
                        new CallId("call-of-r1"),
                        "2027-01-15/r1.wav",
                        State.COMPLETE,
                        Studio.BEGIN,
                        2 * Studio.SECOND,
                        List.of(),
                        "",
                        0,
                        "",
                        studio.now),
                studio.last());
        assertEquals(State.RUNNING, studio.told.getFirst().state());
    }

    @Test
    void aPauseIsSilenceOnBothSidesAndIsNoted() {
        studio.speak(50, caller, other);
        recording.pause(studio.now);
        studio.speak(75, caller, other);
        recording.resume(studio.now);
        studio.speak(50, caller, other);
        recording.stop(studio.now);
        studio.settle();

        var sound = sound();
        assertEquals(28_000, sound.frames());
        assertAll(CALLER, sound.caller(), 0, 8_000);
        assertAll(0, sound.caller(), 8_000, 20_000);
        assertAll(0, sound.other(), 8_000, 20_000);
        assertAll(CALLER, sound.caller(), 20_000, 28_000);
        assertAll(OTHER, sound.other(), 20_000, 28_000);
        assertEquals(List.of(new Pause(1_000_000, 2_500_000)), studio.last().pauses());
    }

    /** The writer was held up, and the command is behind packets that came after it. */
    @Test
    void aPauseCountsFromWhenItWasSaidThoughTheWriterIsLate() {
        for (int i = 0; i < 200; i++) {
            studio.now += 20_000;
            caller.says(studio.now);
            if (i == 49) {
                recording.pause(studio.now);
            }
        }
        studio.writer.step();
        recording.stop(studio.now);
        studio.settle();

        assertAll(CALLER, sound().caller(), 0, 8_000);
        assertAll(0, sound().caller(), 8_000, 32_000);
        assertEquals(List.of(new Pause(1_000_000, 4_000_000)), studio.last().pauses());
    }

    /** He was silent for 0.8 s and goes on with the next timestamp: his place lags behind. */
    @Test
    void whatComesInAPauseIsNotHeardThoughItsPlaceIsBefore() {
        studio.speak(50, caller);
        studio.speak(40);
        studio.speak(5, caller);
        recording.pause(studio.now);
        studio.speak(50, caller);
        recording.resume(studio.now);
        studio.speak(75);
        recording.stop(studio.now);
        studio.settle();

        assertAll(CALLER, sound().caller(), 0, 8_800);
        assertAll(0, sound().caller(), 8_800, sound().frames());
    }

    /** His first packets came 200 ms too late, so his places run ahead of what comes then. */
    @Test
    void whatComesInAPauseIsNotHeardThoughItsPlaceIsBehind() {
        var packets = new Talker(recording.tap(Side.CALLER), Law.PCMU, LOUD);
        for (int i = 0; i < 13; i++) {
            studio.now += 20_000;
            packets.says(studio.now + 200_000);
        }
        studio.now += 200_000;
        recording.pause(studio.now);
        for (int i = 13; i < 23; i++) {
            packets.says(studio.now + (i - 12) * 1_000L); // The network has got over it.
        }
        studio.now += 20_000;
        recording.resume(studio.now);
        studio.speak(50);
        recording.stop(studio.now);
        studio.settle();

        assertAll(CALLER, sound().caller(), 8 * 200, 8 * 460);
        assertAll(0, sound().caller(), 8 * 460, sound().frames());
    }

    @Test
    void nobodyWaitsForTheDiskThatMakesAnotherRecordingDurable() {
        studio.diskIsSlow = true;
        var second = studio.begin("r2");
        studio.speak(10, caller, new Talker(second.tap(Side.CALLER), Law.PCMU, SOFT));
        recording.stop(studio.now);
        studio.settle();
        assertFalse(recording.isRunning());
        assertEquals(List.of(), ended());
        assertEquals(2, studio.writer.counters().snapshot().get("running"), "it has a file");

        second.stop(studio.now);
        studio.settle();
        studio.diskIsWell();
        studio.settle();
        assertEquals(List.of("r1", "r2"), ended());
        assertEquals(0, studio.writer.counters().snapshot().get("running"));
    }

    private List<String> ended() {
        return studio.told.stream()
                .filter(entry -> entry.state() == State.COMPLETE)
                .map(RecordingEntry::id)
                .toList();
    }

    @Test
    void whatTheDiskCannotMakeDurableHasFailed() {
        studio.disk.refusesFsync = true;
        studio.speak(50, caller);
        recording.stop(studio.now);
        studio.settle();
        assertEquals(State.FAILED, studio.last().state());
        assertEquals(Studio.SECOND, studio.last().lengthMicros());
        assertTrue(studio.last().problem().contains("Input/output"), studio.last()::problem);
    }

    @Test
    void itBelongsToTheCallThatItsOwnWasJoinedWith() {
        studio.speak(50, caller);
        recording.movesTo(new CallId("other"), studio.now);
        studio.writer.step();
        assertEquals(new CallId("other"), studio.last().call());
        assertEquals(State.RUNNING, studio.last().state());
        recording.stop(studio.now);
        studio.settle();
        assertEquals(new CallId("other"), studio.last().call());
        assertEquals("r1", studio.last().id());
    }

    /** The round looked at its clock before the command came. */
    @Test
    void whatIsToldLaterIsNeverOlder() {
        studio.speak(74, caller);
        studio.disk.full = true;
        studio.now += 30_000;
        long commanded = studio.now + 10_000;
        recording.pause(commanded);
        studio.writer.step();
        assertEquals(State.FAILED, studio.last().state());
        assertEquals(commanded, studio.told.get(1).changedMicros());
        assertEquals(commanded, studio.last().changedMicros());
    }

    @Test
    void whatIsOnTheDiskCanBePlayedAtAnyTime(@TempDir Path folder) throws IOException {
        for (int i = 0; i < 40; i++) {
            studio.speak(5, caller, other);
            var sound = sound();
            assertAll(CALLER, sound.caller(), 0, sound.frames());
            double behind = (studio.now - Studio.BEGIN) / 1e6 - sound.frames() / 8_000.0;
            assertTrue(behind < 1.6, () -> behind + " s");
        }
        var crashed = studio.disk.crashed(folder);
        assertEquals(3_000_000, RecordingRepair.mend(crashed, KeyRing.EMPTY));
        assertEquals(24_000, Sound.read(crashed, KeyRing.EMPTY).frames());
    }

    @Test
    void aFullDiskEndsTheRecordingAndWhatIsThereStays() {
        studio.speak(150, caller, other);
        studio.disk.full = true;
        studio.disk.room = 5_001;
        studio.speak(100, caller, other);

        assertFalse(recording.isRunning());
        assertEquals(State.FAILED, studio.last().state());
        assertTrue(studio.last().problem().contains("No space"), studio.last()::problem);
        assertEquals(2 * Studio.SECOND, studio.last().lengthMicros());
        assertAll(CALLER, sound().caller(), 0, 16_000);
        int length = studio.disk.content(studio.disk.onlyPath()).length;
        assertEquals(WavSound.HEADER + 2 * SoundFile.SECOND, length, "nothing half written");
        assertEquals(1, studio.writer.counters().snapshot().get("failed"));
        assertEquals(0, studio.writer.counters().snapshot().get("running"));
    }

    @Test
    void withLittleSpaceRecordingsEndAndNoneBeginsUntilThereIsMore() {
        studio.speak(150, caller);
        studio.disk.free = 999_999;
        studio.speak(60, caller);

        assertEquals(State.FAILED, studio.last().state());
        assertEquals(1, studio.writer.counters().snapshot().get("spaceAlarm"));
        assertNull(studio.writer.begin("r2", new CallId("c"), studio.now));

        studio.disk.free = 1_100_000;
        studio.now += Studio.SECOND;
        studio.writer.step();
        assertEquals(1, studio.writer.counters().snapshot().get("spaceAlarm"), "not each second");
        studio.disk.free = 1_125_000;
        studio.now += Studio.SECOND;
        studio.writer.step();
        assertEquals(0, studio.writer.counters().snapshot().get("spaceAlarm"));
        assertTrue(studio.begin("r3").isRunning());
    }

    @Test
    void oneMoreThanTheLimitIsRefused() {
        studio.begin("r2");
        studio.begin("r3");
        assertNull(studio.writer.begin("r4", new CallId("c"), studio.now));
        assertEquals(1, studio.writer.counters().snapshot().get("refused"));
        recording.stop(studio.now);
        studio.settle();
        assertTrue(studio.begin("r4").isRunning());
    }

    /** Nobody waits for a writer that stands still: what finds no room is missing, and counted. */
    @Test
    void aFullQueueLosesPacketsAndCountsThem() {
        for (int i = 0; i < RecordingWriter.PACKETS + 100; i++) {
            caller.says(studio.now);
        }
        recording.stop(studio.now + Studio.SECOND);
        studio.settle();
        assertEquals(100, studio.writer.counters().snapshot().get("notQueued"));
        assertTrue(studio.last().lostPackets() >= 100, () -> "" + studio.last());
    }

    @Test
    void closingEndsWhatRuns() {
        studio.speak(75, caller);
        studio.writer.close();
        assertEquals(State.COMPLETE, studio.last().state());
        assertEquals(1_500_000, studio.last().lengthMicros());
        assertEquals(12_000, sound().frames());
        assertNull(studio.writer.begin("r2", new CallId("c"), studio.now));
    }

    @Test
    void theThreadWritesWhileSomebodySpeaks(@TempDir Path folder) throws IOException {
        var told = new CopyOnWriteArrayList<RecordingEntry>();
        var files = new RecordingFolder(folder.resolve("recordings"));
        var clock = Clock.system();
        try (var writer =
                new RecordingWriter(
                        files, KeyRing.EMPTY, told::add, clock, new RecordingWriter.Limits(1, 0))) {
            writer.start();
            var begun = writer.begin("live", new CallId("c"), clock.nowMicros());
            assertTrue(begun != null && begun.isRunning());
            var talker = new Talker(begun.tap(Side.CALLER), Law.PCMU, LOUD);
            talker.says(clock.nowMicros());
            begun.stop(clock.nowMicros());
            await().until(() -> told.size() == 2);
            assertEquals(State.COMPLETE, told.getLast().state());
            var sound = Sound.read(files.resolve(told.getLast().file()), KeyRing.EMPTY);
            assertEquals(told.getLast().lengthMicros(), sound.frames() * 125L);
        }
    }
}
