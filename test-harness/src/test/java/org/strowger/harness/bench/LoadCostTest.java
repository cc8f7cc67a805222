package org.strowger.harness.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.harness.load.LoadFailure;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Sample;

class LoadCostTest {

    @Test
    void whatTheHeapGrewByIsOverTheCallsOfThoseSeconds() {
        var samples =
                List.of(
                        sample(0, 9_000_000, 0),
                        sample(1, 1_000_000, 400), // After a collection.
                        sample(2, 2_000_000, 500),
                        sample(4, 4_000_000, 500));

        assertEquals(2_000, LoadCost.octetsPerCall(samples));
    }

    @Test
    void aHeapThatNobodyMeasuredIsSaid() {
        assertThrows(LoadFailure.class, () -> LoadCost.octetsPerCall(List.of(sample(0, 1, 0))));
    }

    private static Sample sample(double at, double used, double offered) {
        return new Sample(at, Map.of(Names.HEAP_USED, used, Names.OFFERED, offered));
    }
}
