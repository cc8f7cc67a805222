package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.media.RtpFormat.Law;

/** Tones of networks: frequencies and cadences. */
class ToneTableTest {

    /** Frames of tone and of pause, in turns, from the table of E.180's supplement 2. */
    @ParameterizedTest
    @CsvSource({
        "us, tone/ringback, 440, 480, 100 200",
        "us, tone/busy, 480, 620, 25 25 25 25",
        "gb, tone/ringback, 400, 450, 20 10 20 100 20 10 20 100",
        "de, tone/busy, 425, 425, 24 24 24 24",
        "de, tone/congestion, 425, 425, 12 12 12 12",
        "fr, tone/ringback, 440, 440, 75 175",
        "cn, tone/ringback, 450, 450, 50 200",
        "cn, tone/congestion, 450, 450, 35 35 35 35",
        "es, tone/congestion, 425, 425, 10 10 10 10 10 30",
        "itu, tone/beep, 1000, 1000, 15 5",
        "gb, tone/dial, 350, 440, 250",
    })
    void soundsAndPausesAsInItsCountry(
            String country, String id, int one, int other, String cadence) {
        var tone = tone(country, id);
        for (var law : Law.values()) {
            var measured = cadence(tone, law, one, other);
            assertTrue(measured.startsWith(cadence), measured + " of " + id + " in " + country);
        }
    }

    @ParameterizedTest
    @CsvSource({"us", "gb", "itu", "cn", "de", "es", "fr"})
    void playedAsAPromptTheyLastForFiveSecondsOrMore(String country) {
        for (var id : ToneTable.of(country).byId().keySet()) {
            int frames = tone(country, id).frames();
            if (id.equals("tone/beep")) {
                assertEquals(20, frames);
            } else {
                assertTrue(frames >= 250 && frames <= 500, id + " lasts for " + frames);
            }
        }
    }

    @Test
    void aHalfFrameIsNotCutOff() {
        // 375 ms on, 375 off: two periods are 75 frames.
        assertEquals(300, tone("gb", "tone/busy").frames());
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ToneTable.of("xx"));
        assertTrue(ToneTable.known().contains(ToneTable.RECOMMENDED));
        assertNotEquals(0, ToneTable.known().size());
    }

    private static Prompt tone(String country, String id) {
        return Objects.requireNonNull(ToneTable.of(country).byId().get(id), id);
    }

    private static String cadence(Prompt tone, Law law, int one, int other) {
        var turns = new StringBuilder();
        boolean sounds = true;
        int count = 0;
        for (int i = 0; i < tone.frames(); i++) {
            if (sounds(tone, law, i, one, other) != sounds) {
                turns.append(count).append(' ');
                count = 0;
                sounds = !sounds;
            }
            count++;
        }
        return turns.append(count).toString();
    }

    /** Whether a frame is of these frequencies; it must be silent otherwise. */
    private static boolean sounds(Prompt tone, Law law, int frame, int one, int other) {
        var codes = new byte[Prompt.FRAME];
        tone.copyFrame(law, frame, codes, 0);
        double energy = 0;
        double[] real = new double[2];
        double[] imaginary = new double[2];
        for (int i = 0; i < codes.length; i++) {
            double sample = G711.decode(law, codes[i]);
            energy += sample * sample;
            for (int k = 0; k < 2; k++) {
                double turn = 2 * Math.PI * (k == 0 ? one : other) * i / 8_000;
                real[k] += sample * Math.cos(turn);
                imaginary[k] += sample * Math.sin(turn);
            }
        }
        if (energy < codes.length * 100.0) {
            return false;
        }
        for (int k = 0; k < 2; k++) {
            double power = real[k] * real[k] + imaginary[k] * imaginary[k];
            assertTrue(power > 0.1 * energy * codes.length / 2, "frame " + frame);
        }
        return true;
    }
}
