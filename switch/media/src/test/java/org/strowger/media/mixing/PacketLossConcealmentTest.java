package org.strowger.media.mixing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketLossConcealmentTest {

    private static final int PIECE = PacketLossConcealment.PIECE;
    private static final double PEAK = 8_000;

    private final PacketLossConcealment concealment = new PacketLossConcealment();
    private final short[] sound = new short[100 * PIECE];

    private void tone(double hertz, int pieces) {
        for (int i = 0; i < pieces * PIECE; i++) {
            sound[i] = (short) Math.round(PEAK * Tones.sine(hertz, i, 0));
        }
        for (int piece = 0; piece < pieces; piece++) {
            concealment.heard(sound, piece * PIECE);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {70, 100, 125, 160, 200, 440, 1_000})
    void aVoiceGoesOnAtItsPitch(double hertz) {
        tone(hertz, 8);
        assertTrue(concealment.conceal(sound, 8 * PIECE));
        double error = 0;
        for (int i = 8 * PIECE; i < 9 * PIECE; i++) {
            error = Math.max(error, Math.abs(sound[i] - PEAK * Tones.sine(hertz, i, 0)));
        }
        assertTrue(error < PEAK / 4, hertz + " Hz is off by " + error);
    }

    @Test
    void itFadesAndIsSilentAfterSixtyMilliseconds() {
        tone(200, 8);
        double before = PEAK;
        for (int piece = 8; piece < 14; piece++) {
            assertTrue(concealment.conceal(sound, piece * PIECE), "piece " + piece);
            double now = Tones.peak(sound, piece * PIECE, PIECE, 200);
            assertTrue(piece == 8 ? now > PEAK * 0.9 : now < before, piece + ": " + now);
            before = now;
        }
        assertTrue(before < PEAK * 0.15, "at the end " + before);
        assertFalse(concealment.conceal(sound, 14 * PIECE));
        assertArrayEquals(new short[PIECE], Arrays.copyOfRange(sound, 14 * PIECE, 15 * PIECE));
    }

    /** No sample is further from the one before than the voice itself, and a little, goes. */
    @Test
    void nothingClicks() {
        for (double hertz = 70; hertz < 210; hertz += 3) {
            concealment.forget();
            tone(hertz, 10);
            concealment.conceal(sound, 10 * PIECE);
            concealment.conceal(sound, 11 * PIECE);
            for (int i = 12 * PIECE; i < 13 * PIECE; i++) {
                sound[i] = (short) Math.round(PEAK * Tones.sine(hertz, i, 0));
            }
            concealment.heard(sound, 12 * PIECE);
            double most = 2 * Math.PI * hertz / 8_000 * PEAK;
            for (int i = 1; i < 13 * PIECE; i++) {
                int step = Math.abs(sound[i] - sound[i - 1]);
                assertTrue(step < most * 2.5 + 100, hertz + " Hz, sample " + i + ": " + step);
            }
        }
    }

    @Test
    void whereNothingWasHeardNothingIsMadeUp() {
        sound[5] = 77;
        assertFalse(concealment.conceal(sound, 0));
        assertEquals(0, sound[5]);
        tone(100, 4);
        concealment.forget();
        assertFalse(concealment.conceal(sound, 0));
    }

    @Test
    void theLoudestVoiceDoesNotWrapRound() {
        for (int i = 0; i < 5 * PIECE; i++) {
            sound[i] = i / 30 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        for (int piece = 0; piece < 5; piece++) {
            concealment.heard(sound, piece * PIECE);
        }
        concealment.conceal(sound, 5 * PIECE);
        int turns = 0;
        for (int i = 4 * PIECE; i < 6 * PIECE; i++) {
            turns += sound[i] * (long) sound[i - 1] < 0 ? 1 : 0;
        }
        assertTrue(turns <= 8, "a square wave of 133 Hz turns so often: " + turns);
    }
}
