package org.strowger.harness.load.report;

import java.nio.file.Path;
import java.util.List;
import org.strowger.harness.load.result.Finding;

/** The page of a run that has parts, one after the other, and findings on them. */
public final class PartsPage {

    /**
     * What is told of each part.
     *
     * @param name of the part
     * @param cells as many as there are heads but the first
     */
    public record Part(String name, List<String> cells) {

        public Part {
            cells = List.copyOf(cells);
        }
    }

    private PartsPage() {}

    /**
     * Writes {@link Page#FILE} into a folder, over an older one.
     *
     * @param heads of the columns, that of the part's name first
     * @return the file
     * @throws java.io.UncheckedIOException when it cannot be written
     */
    public static Path write(
            String title,
            List<Finding> findings,
            List<String> heads,
            List<Part> parts,
            Path folder) {
        return Page.write(of(title, findings, heads, parts), folder.resolve(Page.FILE));
    }

    static String of(String title, List<Finding> findings, List<String> heads, List<Part> parts) {
        var html = new Html();
        boolean passed = findings.stream().allMatch(Finding::holds);
        Page.begin(html, title);
        html.open("h1").text(title + " ");
        Page.badge(html, passed ? "passed" : "failed");
        html.close("h1");
        var found = Table.begin(html, "finding", "holds", "figures");
        for (var finding : findings) {
            var holds = finding.holds() ? "yes" : "no";
            found.row(finding.name(), List.of(holds, finding.detail()));
        }
        found.end();
        html.element("h2", "What was offered, and what became of it");
        var table = Table.begin(html, heads.toArray(String[]::new));
        parts.forEach(part -> table.row(part.name(), part.cells()));
        table.end();
        return Page.end(html);
    }
}
