package org.strowger.harness.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BehaviourTest {

    @Test
    void sharesAreKept() {
        var behaviour =
                Behaviour.NORMAL.with(Behaviour.Kind.BUSY, 200).with(Behaviour.Kind.SLOW, 100);
        var random = new Random(3);
        var drawn = IntStream.range(0, 10_000).mapToObj(_ -> behaviour.draw(random)).toList();

        assertTrue(Math.abs(2_000 - count(drawn, Behaviour.Kind.BUSY)) < 150);
        assertTrue(Math.abs(1_000 - count(drawn, Behaviour.Kind.SLOW)) < 150);
        assertEquals(0, count(drawn, Behaviour.Kind.VANISH));
    }

    @Test
    void moreThanAllAndLessThanNoneAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Behaviour.NORMAL.with(Behaviour.Kind.BUSY, 1_001));
        assertThrows(
                IllegalArgumentException.class,
                () -> Behaviour.NORMAL.with(Behaviour.Kind.BUSY, -1));
    }

    private static long count(List<Behaviour.Kind> drawn, Behaviour.Kind kind) {
        return drawn.stream().filter(kind::equals).count();
    }
}
