package org.strowger.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimatorTest {

    private static final int FRAME = 960;
    private static final int FRAMES = 20;

    /** The root of the mean square of a tone of 10,000 that has passed, in pieces of 20 ms. */
    private static double passed(int hertz) {
        var decimator = new Decimator(FRAME);
        var piece = new short[FRAME];
        var made = new short[FRAME / Decimator.RATIO];
        double power = 0;
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int i = 0; i < FRAME; i++) {
                double at = (frame * FRAME + i) / 48_000.0;
                piece[i] = (short) Math.round(10_000 * Math.sin(2 * Math.PI * hertz * at));
            }
            assertEquals(made.length, decimator.decimate(piece, FRAME, made));
            for (int i = 0; frame > 0 && i < made.length; i++) {
                power += (double) made[i] * made[i];
            }
        }
        return Math.sqrt(power / (FRAMES - 1) / made.length) * Math.sqrt(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 300, 1_000, 2_000, 3_000, 3_300})
    void voicePasses(int hertz) {
        assertEquals(10_000, passed(hertz), 150);
    }

    @ParameterizedTest
    @ValueSource(ints = {4_200, 5_000, 7_000, 9_000, 15_000, 23_000})
    void whatWouldBeHeardAsSomethingElseDoesNot(int hertz) {
        assertTrue(passed(hertz) < 40, "heard: " + passed(hertz));
    }

    /** Behind each edge it overshoots; it is to stay there and not to be the other end. */
    @Test
    void theLoudestDoesNotTurnRound() {
        var decimator = new Decimator(FRAME);
        var made = new short[FRAME / Decimator.RATIO];
        var square = new short[FRAME];
        for (int i = 0; i < FRAME; i++) {
            square[i] = i < FRAME / 2 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        int turns = 0;
        boolean positive = true;
        for (int frame = 0; frame < FRAMES; frame++) {
            decimator.decimate(square, FRAME, made);
            for (short sample : made) {
                turns += frame == 0 || sample > 0 == positive ? 0 : 1;
                positive = sample > 0;
            }
        }
        assertEquals(2 * (FRAMES - 1), turns);
    }

    @Test
    void moreThanWasSaidIsRefused() {
        var decimator = new Decimator(6);
        assertThrows(
                IllegalArgumentException.class,
                () -> decimator.decimate(new short[12], 12, new short[2]));
    }
}
