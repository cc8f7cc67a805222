package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.media.RtpFormat.Law;

/**
 * Speech is no key (talk-off): every prompt in English and Mandarin, in 23 voices from a giant's to
 * a child's (the recorded voice played slower and faster, which moves its pitch and its formants),
 * and the music on hold.
 */
class TalkOffTest {

    private static final Path PROMPTS = Path.of("../../ivr-scripts/prompts");
    private static final double[] GAINS = {0.5, 2};

    @ParameterizedTest
    @EnumSource(Law.class)
    void nobodyPressesAKeyBySpeaking(Law law) throws IOException {
        long samples = 0;
        var found = new ArrayList<String>();
        for (var file : speech()) {
            var spoken = WavFile.read(file).samples();
            for (int percent = 50; percent <= 160; percent += 5) {
                for (double gain : GAINS) {
                    var sound = voice(spoken, percent / 100.0, gain);
                    samples += sound.length;
                    var keys = ToneLine.keys(law, sound);
                    if (!keys.isEmpty()) {
                        found.add("%s at %d %%: %s".formatted(file.getFileName(), percent, keys));
                    }
                }
            }
        }
        assertEquals(List.of(), found);
        assertTrue(samples > 2 * 1_800 * 8_000, "an hour of speech, but " + samples / 8_000 + " s");
    }

    private static List<Path> speech() throws IOException {
        try (var files = Files.walk(PROMPTS)) {
            return files.filter(file -> file.toString().endsWith(".wav")).sorted().toList();
        }
    }

    /** The same words at another speed, between two samples by a straight line. */
    private static double[] voice(short[] spoken, double speed, double gain) {
        var sound = new double[(int) ((spoken.length - 1) / speed)];
        for (int i = 0; i < sound.length; i++) {
            double at = i * speed;
            int before = (int) at;
            double part = at - before;
            sound[i] = gain * ((1 - part) * spoken[before] + part * spoken[before + 1]);
        }
        return sound;
    }
}
