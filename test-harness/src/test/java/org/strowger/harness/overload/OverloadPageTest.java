package org.strowger.harness.overload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.load.result.Finding;

class OverloadPageTest {

    private static final Tally BASE = new Tally(100, 10, 1_000, 1_000, 0, 0, 0, 0, 0);
    private static final Tally FLOOD = new Tally(300, 60, 17_940, 7_000, 3, 10_930, 2, 4, 1);

    private final OverloadResult result =
            new OverloadResult(
                    OverloadSettings.Kind.ANSWER,
                    100,
                    BASE,
                    FLOOD,
                    List.of(BASE, BASE),
                    List.of(Finding.of("goodput", true, "117 % of the maximum, at least 75 %")));

    @TempDir private Path folder = Path.of("");

    @Test
    void itShowsWhatWasReallyOfferedAndWhatBecameOfIt() throws Exception {
        OverloadPage.write(result.with(Finding.of("a refusal", false, "9 <us>")), folder);

        var page = Files.readString(folder.resolve("index.html"));
        assertTrue(page.contains("4001, 100 calls/s"), page);
        assertTrue(page.contains("117 % of the maximum"), page);
        assertTrue(page.contains("9 &lt;us&gt;"), page);
        assertTrue(page.contains(">failed<"), "one finding does not hold");
        assertTrue(page.contains("second 2 after it"), page);
    }

    @Test
    void aFloodIsToldInFull() {
        var flood = OverloadPage.parts(result).get(1);

        assertEquals("flood", flood.name());
        assertEquals(
                List.of("300", "299", "117", "60.0", "3", "10930", "2", "4", "1"), flood.cells());
    }

    @Test
    void oneFindingThatDoesNotHoldIsEnough() {
        assertTrue(result.passed());
        assertFalse(result.with(Finding.of("a refusal", false, "")).passed());
    }
}
