package org.strowger.harness.overload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.strowger.harness.load.report.PartsPage;

/** The page of an overload: what was really offered, and what became of it. */
final class OverloadPage {

    private static final List<String> HEADS =
            List.of(
                    "part",
                    "wanted/s",
                    "offered/s",
                    "in time/s",
                    "seconds",
                    "late",
                    "refused",
                    "failed",
                    "without answer",
                    "hang");

    private OverloadPage() {}

    static void write(OverloadResult result, Path folder) {
        var title =
                "Strowger in overload: %s, %.0f calls/s are its maximum"
                        .formatted(result.kind().number(), result.maximum());
        PartsPage.write(title, result.findings(), HEADS, parts(result), folder);
    }

    static List<PartsPage.Part> parts(OverloadResult result) {
        var parts = new ArrayList<PartsPage.Part>();
        parts.add(part("maximum", result.base()));
        parts.add(part("flood", result.flood()));
        for (int i = 0; i < result.after().size(); i++) {
            parts.add(part("second " + (i + 1) + " after it", result.after().get(i)));
        }
        return parts;
    }

    private static PartsPage.Part part(String name, Tally tally) {
        return new PartsPage.Part(
                name,
                List.of(
                        "%.0f".formatted(tally.wanted()),
                        "%.0f".formatted(tally.offeredPerSecond()),
                        "%.0f".formatted(tally.goodput()),
                        "%.1f".formatted(tally.seconds()),
                        String.valueOf(tally.late()),
                        String.valueOf(tally.refused()),
                        String.valueOf(tally.failed()),
                        String.valueOf(tally.silent()),
                        String.valueOf(tally.hanging())));
    }
}
