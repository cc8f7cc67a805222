package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** Events become tones, frame by frame. */
class KeyStrokesTest {

    private final KeyStrokes strokes = new KeyStrokes();

    @Test
    void aToneLastsAsLongAsItsEvent() {
        strokes.begin('5');
        assertEquals("5555", frames(4));
        strokes.end(110);
        assertEquals("55", frames(9), "six frames cover 110 ms");
        assertFalse(strokes.isSounding());
    }

    @Test
    void aShortOneLastsLongEnoughToBeFound() {
        strokes.begin('#');
        strokes.end(10);
        assertEquals("###", frames(9));
    }

    @Test
    void betweenTwoIsAPause() {
        strokes.begin('1');
        strokes.end(60);
        strokes.begin('1');
        strokes.end(80);
        assertEquals("111   1111", frames(20));
    }

    @Test
    void oneThatNeverEndsGoesOnThroughTheSecond() {
        strokes.begin('9');
        assertEquals("9".repeat(120), frames(120));
        assertEquals(119 % DtmfTones.FRAMES, strokes.frame());
        strokes.end(20);
        assertEquals("", frames(1));
    }

    @Test
    void noneIsHeardForLongerThanTenSeconds() {
        strokes.begin('9');
        assertEquals(500, frames(10_000).length());
        assertFalse(strokes.isSounding());
        strokes.end(20);
        strokes.begin('8');
        strokes.end(Integer.MAX_VALUE);
        assertEquals("8".repeat(500), frames(10_000));
        strokes.begin('7');
        strokes.end(-1);
        assertEquals("777", frames(10_000));
    }

    @Test
    void nothingIsLeftAfterClear() {
        strokes.begin('1');
        strokes.begin('2');
        frames(1);
        strokes.clear();
        assertEquals("", frames(1));
        strokes.end(100);
        strokes.begin('3');
        strokes.end(0);
        assertEquals("333", frames(9));
    }

    @Test
    void moreThanAnybodyPressesIsDropped() {
        for (int i = 0; i < 1_000; i++) {
            strokes.begin('4');
            strokes.end(60);
        }
        assertEquals(32 * 3, frames(10_000).replace(" ", "").length());
    }

    private String frames(int most) {
        var heard = new StringBuilder();
        for (int i = 0; i < most && strokes.isSounding(); i++) {
            int event = strokes.next();
            heard.append(event == KeyStrokes.PAUSE ? ' ' : DtmfReceiver.key(event));
        }
        return heard.toString();
    }
}
