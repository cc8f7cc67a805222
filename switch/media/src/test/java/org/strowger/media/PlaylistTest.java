package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.media.RtpFormat.Law;

class PlaylistTest {

    /** Frames whose samples are all the same, so that each can be told by its first. */
    private static Prompt prompt(int first, int frames) {
        var samples = new short[frames * Prompt.FRAME];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (1_000 * (first + i / Prompt.FRAME));
        }
        return Prompt.encode(samples);
    }

    private static final List<Prompt> TWO = List.of(prompt(1, 2), prompt(3, 3));

    @Test
    void oneAfterTheOtherAsOftenAsAskedFor() {
        assertEquals(List.of(1, 2, 3, 4, 5), rest(new Playlist(1, TWO)));
        assertEquals(List.of(1, 2, 3, 4, 5, 1, 2, 3, 4, 5), rest(new Playlist(1, TWO, 2)));
    }

    @Test
    void forEverIsNeverDone() {
        var list = new Playlist(1, TWO, Playing.FOR_EVER);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(1 + i % 5, next(list));
            assertFalse(list.isDone());
        }
    }

    @Test
    void seeksForwardsAndBackOverAllPrompts() {
        var list = new Playlist(1, TWO);
        assertEquals(1, next(list));
        list.seek(40);
        assertEquals(4, next(list));
        list.seek(-60);
        assertEquals(2, next(list));
        list.seek(Integer.MIN_VALUE);
        assertEquals(List.of(1, 2, 3, 4, 5), rest(list));
        list.seek(-20);
        assertTrue(list.isDone(), "who is done stays so");
    }

    @Test
    void beyondTheEndThisTimeIsOver() {
        var list = new Playlist(1, TWO, 2);
        list.seek(Integer.MAX_VALUE);
        assertEquals(1, next(list));
        list.seek(100);
        assertTrue(list.isDone());
    }

    @Test
    void toTheLastFrameIsNotBeyond() {
        var list = new Playlist(1, TWO);
        list.seek(80);
        assertEquals(List.of(5), rest(list));
    }

    @Test
    void howIsWithinLimits() {
        assertThrows(IllegalArgumentException.class, () -> new Playing(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Playing(1, 21));
        assertThrows(IllegalArgumentException.class, () -> new PlayerChange.Volume(-41));
    }

    private static List<Integer> rest(Playlist list) {
        var heard = new ArrayList<Integer>();
        while (!list.isDone()) {
            heard.add(next(list));
        }
        return heard;
    }

    private static int next(Playlist list) {
        var frame = new byte[Prompt.FRAME];
        list.copyNext(Law.PCMA, frame, 0);
        return Math.round(G711.decode(Law.PCMA, frame[0]) / 1_000f);
    }
}
