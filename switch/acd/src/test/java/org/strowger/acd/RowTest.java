package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A row against the tree of the JDK, with what happens to it by chance. */
class RowTest {

    /** Compared by their identity, as callers are. */
    private static final class Thing {
        private final long key;
        private final int tie;

        Thing(long key, int tie) {
            this.key = key;
            this.tie = tie;
        }
    }

    private static final Comparator<Thing> TIES = Comparator.comparingInt(t -> t.tie);
    private static final int STEPS = 4_000;

    private final Row<Thing> row = new Row<>(TIES);
    private final TreeSet<Thing> tree =
            new TreeSet<>(Comparator.<Thing>comparingLong(t -> t.key).thenComparing(TIES));

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void standsAsInATree(long seed) {
        var random = new Random(seed);
        var known = new ArrayList<Thing>();
        int spread = 1 << random.nextInt(20);
        for (int i = 0; i < STEPS; i++) {
            boolean grows = i / 1_000 % 2 == 0;
            if (known.isEmpty() || random.nextInt(8) < (grows ? 5 : 3)) {
                var thing = new Thing(random.nextInt(spread) - spread / 2, i);
                known.add(thing);
                row.add(thing.key, thing);
                tree.add(thing);
            } else if (random.nextInt(10) == 0) {
                var thing = known.get(random.nextInt(known.size()));
                row.add(thing.key, thing); // Again, or not at all.
                tree.add(thing);
            } else {
                var thing =
                        random.nextInt(3) == 0 && !tree.isEmpty()
                                ? tree.first()
                                : known.get(random.nextInt(known.size()));
                assertEquals(tree.remove(thing), row.remove(thing.key, thing));
            }
            assertEquals(tree.size(), row.size());
            assertEquals(tree.isEmpty() ? Row.NOBODY : tree.first().key, row.firstKey());
            if (i % 50 == 0) {
                look(random.nextInt(spread) - spread / 2);
            }
        }
    }

    private void look(long least) {
        assertEquals(List.copyOf(tree), list(row.all()));
        var from = tree.stream().filter(t -> t.key >= least).toList();
        assertEquals(from, list(row.between(least, Row.NOBODY)));
        var before = tree.stream().filter(t -> t.key < least).toList();
        assertEquals(before, list(row.between(Long.MIN_VALUE, least)));
        var thing = from.isEmpty() ? new Thing(least, 0) : from.getLast();
        int ahead = tree.headSet(thing).size();
        assertEquals(ahead, row.before(thing.key, thing, Integer.MAX_VALUE));
        assertEquals(ahead >= 10, row.before(thing.key, thing, 10) >= 10);
    }

    private static List<Thing> list(Iterator<Thing> things) {
        var list = new ArrayList<Thing>();
        things.forEachRemaining(list::add);
        return list;
    }

    /** What a busy queue does: the last comes, the first goes. */
    @ParameterizedTest
    @MethodSource("seeds")
    void firstInFirstOut(long seed) {
        int waiting = (int) seed * 10 + 1;
        for (int i = 0; i < STEPS; i++) {
            var thing = new Thing(i, 0);
            row.add(i, thing);
            tree.add(thing);
            if (i >= waiting) {
                assertEquals(tree.first(), row.first());
                assertTrue(row.remove(i - waiting, tree.removeFirst()));
            }
        }
        assertEquals(List.copyOf(tree), list(row.all()));
        assertFalse(row.remove(0, new Thing(0, 0)));
    }
}
