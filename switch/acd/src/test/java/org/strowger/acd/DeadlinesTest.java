package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadlinesTest {

    private final Deadlines deadlines = new Deadlines();
    private final List<String> done = new ArrayList<>();

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    /** Set, cancelled and run by chance, against a tree of the JDK. */
    @ParameterizedTest
    @MethodSource("seeds")
    void comeByTimeAndThenInTheOrderInWhichTheyWereSet(long seed) {
        var random = new Random(seed);
        var expected = new TreeMap<Long, String>(); // By time and number.
        var set = new ArrayList<Deadlines.Deadline>();
        var places = new ArrayList<Long>();
        long now = 0;
        for (int i = 0; i < 3_000; i++) {
            if (random.nextInt(5) < 3) {
                long at = now + delay(random, seed);
                var name = "" + i;
                set.add(deadlines.at(at, () -> done.add(name)));
                places.add((at << 20) + i);
                expected.put((at << 20) + i, name);
            } else if (random.nextInt(3) > 0 && !set.isEmpty()) {
                int any = random.nextInt(set.size());
                deadlines.cancel(set.get(any)); // Perhaps for the second time.
                expected.remove(places.get(any));
            } else {
                now += random.nextInt(20);
                done.clear();
                deadlines.run(now);
                var due = expected.headMap((now + 1) << 20);
                assertEquals(List.copyOf(due.values()), done);
                due.clear();
            }
            assertEquals(expected.size(), deadlines.size());
        }
    }

    /** By chance, or mostly one of a few, as those of offers and wrap-ups are. */
    private static int delay(Random random, long seed) {
        return switch ((int) (seed % 3)) {
            case 0 -> random.nextInt(50);
            case 1 -> random.nextInt(2_000);
            default -> random.nextInt(20) == 0 ? random.nextInt(3_000) : 15 << random.nextInt(6);
        };
    }

    @Test
    void oneThatIsSetMeanwhileAndDueComesInTheSameRun() {
        deadlines.at(5, () -> deadlines.at(7, () -> done.add("second")));
        deadlines.at(8, () -> done.add("third"));

        deadlines.run(8);

        assertEquals(List.of("second", "third"), done);
    }
}
