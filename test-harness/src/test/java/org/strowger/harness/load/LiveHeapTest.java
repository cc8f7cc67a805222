package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.harness.load.result.Names;

@Timeout(20)
class LiveHeapTest {

    @Test
    void eachCollectionGivesOneValue() {
        var collections = new AtomicLong();
        var values = new HashMap<String, Double>();
        try (var heap = LiveHeap.watch(() -> once(collections), Duration.ZERO)) {
            while (values.isEmpty()) {
                heap.look(values);
            }
            var later = new HashMap<String, Double>();
            heap.look(later);

            assertEquals(7.0, values.get(Names.HEAP_FULL));
            assertEquals(Map.of(), later);
        }
    }

    /** The second finds no switch any more. */
    private static long once(AtomicLong collections) {
        if (collections.incrementAndGet() > 1) {
            throw new IllegalStateException("gone");
        }
        return 7;
    }
}
