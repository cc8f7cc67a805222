package org.strowger.harness.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassHistogramTest {

    private static final String BEFORE =
            """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:            10            400  [B (java.base@25)
               2:             5            120  java.lang.String (java.base@25)
               3:             1        4000000  [Ljdk.internal.vm.FillerElement; (java.base@25)
            Total            16        4000520
            """;

    @Test
    void readsAllClassesButWhatFillsGaps() {
        assertEquals(
                Map.of("[B", 400L, "java.lang.String", 120L), ClassHistogram.of(BEFORE).octets());
        assertEquals(520, ClassHistogram.of(BEFORE).total());
        assertThrows(IllegalStateException.class, () -> ClassHistogram.of("nothing"));
    }

    @Test
    void tellsWhatHasGrownMost() {
        var after =
                new ClassHistogram(Map.of("[B", 500L, "java.lang.String", 420L, "new.One", 50L));

        var grown = after.grown(ClassHistogram.of(BEFORE), 10, 2);

        assertEquals(List.of("java.lang.String", "[B"), List.copyOf(grown.keySet()));
        assertEquals(List.of(30.0, 10.0), List.copyOf(grown.values()));
    }

    @Test
    void seesAnArrayOfThisJvm() {
        var before = ClassHistogram.now();
        var kept = new byte[8 << 20];
        var after = ClassHistogram.now();

        long grown = after.total() - before.total();
        assertTrue(grown > 7 << 20, "grown by " + grown);
        assertEquals(8 << 20, kept.length);
    }
}
