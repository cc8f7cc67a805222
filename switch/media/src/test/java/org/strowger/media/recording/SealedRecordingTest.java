package org.strowger.media.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.media.G711;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.recording.RecordingEntry.State;
import org.strowger.media.recording.Studio.Talker;

/** What is sealed can be read with its key only, and shows what was done to it. */
class SealedRecordingTest {

    private static final byte LOUD = 0x10;
    private static final String OTHER_KEY = "f".repeat(64);

    @TempDir private Path folder;
    private KeyRing keys = KeyRing.EMPTY;
    private byte[] sealed = {};
    private int header;

    @BeforeEach
    void recordThreeSecondsAndAHalf() throws IOException {
        keys = Studio.keys(folder, Studio.KEY);
        var studio = new Studio(keys);
        record(studio, "r1").stop(studio.now);
        studio.settle();
        assertEquals(State.COMPLETE, studio.last().state());
        assertEquals(keys.keys().getFirst().id(), studio.last().keyId());
        assertTrue(studio.last().file().endsWith("/r1.swr"), studio.last()::file);
        sealed = studio.disk.content(studio.disk.onlyPath());
        header = Seal.headerLength(sealed);
        assertEquals(header + 3 * Seal.CHUNK + 16_000 + Seal.TAG, sealed.length);
    }

    private static Recording record(Studio studio, String id) {
        var recording = studio.begin(id);
        studio.speak(175, new Talker(recording.tap(Side.CALLER), Law.PCMU, LOUD));
        return recording;
    }

    private Path file(byte[] octets) throws IOException {
        return Files.write(folder.resolve("file"), octets);
    }

    private RecordedSound open(byte[] octets) throws IOException {
        return RecordedSound.open(file(octets), keys);
    }

    @Test
    void itIsReadWithItsKey() throws IOException {
        var sound = Sound.read(file(sealed), keys);
        assertEquals(28_000, sound.frames());
        for (short sample : sound.caller()) {
            assertEquals(G711.decode(Law.PCMU, LOUD), sample);
        }
        try (var whole = open(sealed)) {
            assertTrue(whole.isWhole());
        }
    }

    @Test
    void nothingOfTheSoundIsInTheFile() {
        int sample = G711.decode(Law.PCMU, LOUD);
        int alike = 0;
        for (int i = header; i + 1 < sealed.length; i++) {
            boolean here = sealed[i] == (byte) sample && sealed[i + 1] == (byte) (sample >> 8);
            alike += here ? 1 : 0;
        }
        assertTrue(alike < 20, "as often as by chance: " + alike);
    }

    @Test
    void aSecondInTheMiddleIsReadAlone() throws IOException {
        try (var sound = open(sealed)) {
            assertEquals(4, sound.seconds());
            assertEquals(SoundFile.SECOND, sound.second(2).length);
            assertEquals(16_000, sound.second(3).length);
        }
    }

    @Test
    void withoutItsMasterKeyItIsNotRead() throws IOException {
        var others = Studio.keys(folder, OTHER_KEY);
        var wrong =
                assertThrows(
                        RecordingException.class,
                        () -> RecordedSound.open(file(sealed), others).close());
        assertTrue(
                String.valueOf(wrong.getMessage()).contains(keys.keys().getFirst().id()),
                wrong::toString);
    }

    @Test
    void anOlderMasterKeyOpensWhatItSealed() throws IOException {
        var rotated = Studio.keys(folder, OTHER_KEY, Studio.KEY);
        assertEquals(28_000, Sound.read(file(sealed), rotated).frames());

        var studio = new Studio(rotated);
        record(studio, "r2").stop(studio.now);
        studio.settle();
        assertEquals(rotated.keys().getFirst().id(), studio.last().keyId());
        assertNotEquals(keys.keys().getFirst().id(), studio.last().keyId());
    }

    @Test
    void anyOctetThatWasChangedIsFound() throws IOException {
        for (int at : List.of(header, header + Seal.CHUNK, sealed.length - 1)) {
            var changed = sealed.clone();
            changed[at] ^= 1;
            try (var sound = open(changed)) {
                long second = Math.min(3, (at - header) / Seal.CHUNK);
                assertThrows(RecordingException.class, () -> sound.second(second));
                assertEquals(second < 3, sound.isWhole());
            }
        }
        for (int at : List.of(4, 6, 9, 13, Seal.FIXED + 16, header - 1)) {
            var changed = sealed.clone();
            changed[at] ^= 1;
            assertThrows(RecordingException.class, () -> open(changed).close(), "octet " + at);
        }
    }

    @Test
    void secondsThatWereExchangedAreFound() throws IOException {
        var swapped = sealed.clone();
        System.arraycopy(sealed, header, swapped, header + Seal.CHUNK, Seal.CHUNK);
        System.arraycopy(sealed, header + Seal.CHUNK, swapped, header, Seal.CHUNK);
        try (var sound = open(swapped)) {
            assertThrows(RecordingException.class, () -> sound.second(0));
            assertThrows(RecordingException.class, () -> sound.second(1));
            assertEquals(SoundFile.SECOND, sound.second(2).length);
        }
    }

    @Test
    void anEndThatWasCutOffIsSeen() throws IOException {
        try (var cut = open(Arrays.copyOf(sealed, header + 2 * Seal.CHUNK))) {
            assertFalse(cut.isWhole());
            assertEquals(SoundFile.SECOND, cut.second(1).length);
        }
        try (var cut = open(Arrays.copyOf(sealed, header + 2 * Seal.CHUNK + 100))) {
            assertFalse(cut.isWhole());
            assertThrows(RecordingException.class, () -> cut.second(2));
        }
    }

    private RecordedSound.Written written(byte[] octets, ByteArrayOutputStream out)
            throws IOException {
        try (var sound = open(octets)) {
            return sound.writeWav(out);
        }
    }

    /** As the disk's end, or the machine's, may leave it. */
    @Test
    void aLastSecondThatWasHalfWrittenIsLeftOutAndTheRestIsRead() throws IOException {
        for (int rest : List.of(1, Seal.TAG, 5_000, Seal.CHUNK - 1)) {
            var torn = Arrays.copyOf(sealed, header + 3 * Seal.CHUNK);
            torn = Arrays.copyOf(torn, torn.length + rest);
            var out = new ByteArrayOutputStream();
            assertEquals(new RecordedSound.Written(24_000, List.of()), written(torn, out));
            var sound = Sound.wav(out.toByteArray());
            assertEquals(24_000, sound.frames());
            assertEquals(G711.decode(Law.PCMU, LOUD), sound.caller()[23_999]);
        }
    }

    @Test
    void aSecondThatWasDamagedIsSilenceAndIsTold() throws IOException {
        var damaged = sealed.clone();
        Arrays.fill(damaged, header + Seal.CHUNK, header + 2 * Seal.CHUNK, (byte) 0);
        var out = new ByteArrayOutputStream();
        assertEquals(new RecordedSound.Written(28_000, List.of(1L)), written(damaged, out));
        var sound = Sound.wav(out.toByteArray());
        assertEquals(28_000, sound.frames());
        assertEquals(G711.decode(Law.PCMU, LOUD), sound.caller()[7_999]);
        assertEquals(0, sound.caller()[8_000]);
        assertEquals(0, sound.caller()[15_999]);
        assertEquals(G711.decode(Law.PCMU, LOUD), sound.caller()[16_000]);
    }

    @Test
    void aFullDiskLeavesWholeSeconds() throws IOException {
        var studio = new Studio(keys);
        record(studio, "r1");
        studio.disk.full = true;
        studio.disk.room = 5_001;
        studio.settle();
        assertEquals(State.FAILED, studio.last().state());
        assertEquals(3 * Studio.SECOND, studio.last().lengthMicros());
        var left = studio.disk.content(studio.disk.onlyPath());
        assertEquals(header + 3 * Seal.CHUNK, left.length);
        assertEquals(24_000, Sound.read(file(left), keys).frames());
    }

    @Test
    void itSaysWhichRecordingItIsAndThatCannotBeChanged() throws IOException {
        try (var sound = open(sealed)) {
            assertEquals("r1", sound.recording());
        }
        int name = Seal.FIXED + keys.keys().getFirst().id().length();
        assertEquals("r1", new String(sealed, name, 2, StandardCharsets.UTF_8));
        var other = sealed.clone();
        other[name + 1] = '2';
        assertThrows(RecordingException.class, () -> open(other).close());
    }

    /** Sealed by the code of version 1, which did not say which recording it is. */
    @Test
    void aFileOfVersion1IsRead() throws IOException {
        try (var in = SealedRecordingTest.class.getResourceAsStream("version1.swr")) {
            assertTrue(in != null);
            var old = in.readAllBytes();
            assertEquals(1, old[4]);
            var out = new ByteArrayOutputStream();
            assertEquals(new RecordedSound.Written(1_920, List.of()), written(old, out));
            for (short sample : Sound.wav(out.toByteArray()).caller()) {
                assertEquals(G711.decode(Law.PCMU, LOUD), sample);
            }
            try (var sound = open(old)) {
                assertEquals("", sound.recording());
                assertTrue(sound.isWhole());
            }
            for (byte version : List.of((byte) 0, (byte) 2, (byte) 3)) {
                old[4] = version;
                assertThrows(RecordingException.class, () -> open(old).close());
            }
        }
    }

    @Test
    void twoRecordingsHaveTwoKeys() throws IOException {
        var studio = new Studio(keys);
        record(studio, "r1").stop(studio.now);
        studio.settle();
        var again = studio.disk.content(studio.disk.onlyPath());
        assertEquals(sealed.length, again.length);
        assertFalse(
                Arrays.equals(
                        Arrays.copyOfRange(sealed, header, header + 1_000),
                        Arrays.copyOfRange(again, header, header + 1_000)));
    }

    @Test
    void whatACrashLeftIsReadAndMended() throws IOException {
        var studio = new Studio(keys);
        var recording = studio.begin("r1");
        studio.speak(175, new Talker(recording.tap(Side.CALLER), Law.PCMU, LOUD));
        var crashed = studio.disk.content(studio.disk.onlyPath());
        assertEquals(header + 3 * Seal.CHUNK, crashed.length, "the rest is not written yet");
        var torn = file(Arrays.copyOf(crashed, crashed.length + 5_000));

        assertEquals(3 * Studio.SECOND, RecordingRepair.mend(torn, keys));
        assertArrayEquals(crashed, Files.readAllBytes(torn));
        assertEquals(24_000, Sound.read(torn, keys).frames());
    }

    @Test
    void mendingLeavesAWholeOneAsItIs() throws IOException {
        var whole = file(sealed);
        assertEquals(3_500_000, RecordingRepair.mend(whole, keys));
        assertArrayEquals(sealed, Files.readAllBytes(whole));
    }

    @Test
    void whatIsNoMasterKeyIsRefusedWithoutSayingWhatItHolds() throws IOException {
        for (var text : List.of("", "secret", "0".repeat(63), "0".repeat(65), "g".repeat(64))) {
            var file = Files.writeString(folder.resolve("bad"), text);
            var wrong = assertThrows(RecordingException.class, () -> MasterKey.read(file));
            var message = String.valueOf(wrong.getMessage());
            assertTrue(message.contains(file.toString()), message);
            assertFalse(!text.isEmpty() && message.contains(text), message);
        }
        var huge = Files.write(folder.resolve("huge"), new byte[2_000]);
        assertThrows(RecordingException.class, () -> MasterKey.read(huge));
    }

    @Test
    void whatIsNoRecordingIsRefused() throws IOException {
        for (var octets :
                List.of(
                        new byte[0],
                        new byte[100],
                        "hello, world".getBytes(StandardCharsets.US_ASCII))) {
            assertThrows(RecordingException.class, () -> open(octets).close());
        }
        assertThrows(
                RecordingException.class, () -> open(Arrays.copyOf(sealed, header - 1)).close());
    }
}
