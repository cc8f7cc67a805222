package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.base.ConfigException;
import org.strowger.media.RtpFormat.Law;

class PromptsTest {

    @TempDir private Path folder = Path.of("unset");

    @Test
    void everyFileHasAnId() {
        write("en/welcome.wav", WavBytes.mono8000(WavBytes.ramp(100, 1)));
        write("zh/digits/1.wav", WavBytes.mono8000(WavBytes.ramp(100, 1)));
        write("music/waltz.wav", WavBytes.mono8000(WavBytes.ramp(100, 1)));
        write("en/notes.txt", new byte[3]);

        var prompts = Prompts.load(folder);

        assertEquals(
                List.of("en/welcome", "music/waltz", "zh/digits/1"), List.copyOf(prompts.ids()));
        assertNull(prompts.find("en/waltz"));
        assertTrue(prompts.hasMusic());
        assertFalse(Prompts.none().hasMusic());
    }

    @ParameterizedTest
    @EnumSource
    void theLastFrameIsFilledWithSilence(Law law) {
        var samples = WavBytes.ramp(161, 30);
        write("en/a.wav", WavBytes.mono8000(samples));

        var prompt = Prompts.load(folder).find("en/a");

        assertNotNull(prompt);
        assertEquals(2, prompt.frames());
        var frame = new byte[170];
        prompt.copyFrame(law, 1, frame, 10);
        var expected = new byte[170];
        Arrays.fill(expected, 10, 170, G711.silence(law));
        expected[10] = G711.encode(law, samples[160]);
        assertArrayEquals(expected, frame);
    }

    @Test
    void musicIsPieceAfterPieceOverAndOver() {
        write("music/b.wav", WavBytes.mono8000(constant(2 * 160, 3_000)));
        write("music/a.wav", WavBytes.mono8000(constant(160, 1_000)));
        var prompts = Prompts.load(folder);
        var heard = new StringBuilder();
        var frame = new byte[160];
        for (long at = 3_000_000_000L; at < 3_000_000_006L; at++) {
            prompts.copyMusic(Law.PCMA, at, frame, 0);
            heard.append(frame[0] == G711.encode(Law.PCMA, 1_000) ? 'a' : 'b');
        }
        assertEquals("abbabb", heard.toString());
    }

    @Test
    void aMistakeNamesTheFileAndWhatWasExpected() {
        var stereo = WavBytes.riff(WavBytes.format(1, 2, 44_100, 16), WavBytes.data((short) 1));
        write("en/loud.wav", stereo);

        var e = assertThrows(ConfigException.class, () -> Prompts.load(folder));

        assertEquals(
                folder.resolve("en/loud.wav")
                        + ": must be WAV, PCM, 16 bit, 8000 Hz, mono,"
                        + " but is WAV, PCM, 16 bit, 44100 Hz, stereo",
                e.getMessage());
    }

    @Test
    void aPromptWithoutALanguageOrAFolderThatIsNotThereIsAMistake() {
        assertThrows(ConfigException.class, () -> Prompts.load(folder.resolve("nowhere")));
        write("lost.wav", WavBytes.mono8000((short) 1));
        var e = assertThrows(ConfigException.class, () -> Prompts.load(folder));
        assertTrue(message(e).contains("lost.wav"));
    }

    @Test
    void otherChunksAndOddLengthsAreSteppedOver() {
        var file =
                WavBytes.riff(
                        WavBytes.chunk("LIST", new byte[7]),
                        WavBytes.format(1, 1, 8_000, 16),
                        WavBytes.chunk("fact", new byte[4]),
                        WavBytes.data((short) 5, (short) -6),
                        WavBytes.chunk("id3 ", new byte[9]));
        assertArrayEquals(new short[] {5, -6}, WavFile.parse("a.wav", file).samples());
    }

    @Test
    void aFileWrittenToAPipeHasNoLength() {
        var file = WavBytes.mono8000((short) 5, (short) -6);
        Arrays.fill(file, 40, 44, (byte) 0xFF);
        assertArrayEquals(new short[] {5, -6}, WavFile.parse("a.wav", file).samples());
    }

    @Test
    void whatIsNoWavFileIsRefusedInWords() {
        var good = WavBytes.mono8000((short) 5, (short) -6);
        assertTrue(refusal(new byte[0]).contains("no RIFF file"));
        assertTrue(refusal(WavBytes.riff()).contains("without a format"));
        assertTrue(refusal(WavBytes.riff(WavBytes.data((short) 1))).contains("before"));
        assertTrue(refusal(Arrays.copyOf(good, 46)).contains("cut off"));
        assertTrue(refusal(Arrays.copyOf(good, 36)).contains("without samples"));
        assertTrue(
                refusal(WavBytes.riff(WavBytes.format(7, 1, 8_000, 8)))
                        .contains("coding 7, 8 bit"));
        assertTrue(
                refusal(WavBytes.riff(WavBytes.chunk("fmt ", new byte[4]))).contains("4 octets"));
    }

    @Test
    void noFileMakesItFailInAnotherWay() {
        long seed = 8_000;
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            var file = WavBytes.mono8000((short) 5, (short) -6, (short) 7);
            for (int hit = 0; hit < 3; hit++) {
                file[random.nextInt(file.length)] = (byte) random.nextInt();
            }
            try {
                assertTrue(WavFile.parse("a.wav", file).samples().length > 0, "seed " + seed);
            } catch (ConfigException e) {
                assertTrue(message(e).startsWith("a.wav: must be"), "seed " + seed);
            }
        }
    }

    private static String refusal(byte[] file) {
        return message(assertThrows(ConfigException.class, () -> WavFile.parse("a.wav", file)));
    }

    private static String message(ConfigException e) {
        return String.valueOf(e.getMessage());
    }

    private void write(String name, byte[] octets) {
        WavBytes.write(folder.resolve(name), octets);
    }

    private static short[] constant(int samples, int value) {
        var constant = new short[samples];
        Arrays.fill(constant, (short) value);
        return constant;
    }
}
