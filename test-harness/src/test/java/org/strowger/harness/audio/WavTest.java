package org.strowger.harness.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavTest {

    @TempDir Path folder;

    @Test
    void whatIsWrittenIsRead() {
        var file = folder.resolve("tone.wav");
        var samples = new Tone(440).next(800);
        new Wav(8_000, samples).write(file);

        var read = Wav.read(file);

        assertEquals(8_000, read.rate());
        assertEquals(0.1, read.seconds());
        assertArrayEquals(samples, read.samples());
        assertEquals(0.05, read.between(0.02, 0.07).seconds(), 1e-9);
    }

    @Test
    void aFileOfARecorderThatWasKilledIsReadAsFarAsItGoes() throws IOException {
        var file = folder.resolve("cut.wav");
        new Wav(8_000, new short[800]).write(file);
        var octets = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(octets, octets.length - 1_001));

        assertEquals(299, Wav.read(file).samples().length);
    }

    @Test
    void aFileOfARecorderThatStillRunsIsReadAsFarAsItGoes() throws IOException {
        var file = folder.resolve("open.wav");
        new Wav(8_000, new short[800]).write(file);
        var octets = Files.readAllBytes(file);
        Arrays.fill(octets, 40, 44, (byte) 0); // The data chunk's length.
        Files.write(file, octets);

        assertEquals(800, Wav.read(file).samples().length);
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        var file = folder.resolve("text.wav");
        Files.writeString(file, "this is not a WAV file");

        assertThrows(IllegalArgumentException.class, () -> Wav.read(file));
    }
}
