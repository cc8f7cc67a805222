package org.strowger;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.harness.process.ProjectFolder;

/**
 * The README's RFCs and the tests that show them. A test that fails is a failed build, so what
 * stands in the table passes.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RfcTableTest {

    private static final Pattern RFC_IN_TEXT = Pattern.compile("\\bRFC (\\d{3,5})\\b");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([0-9][0-9, ]*) \\|");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern SECTION = Pattern.compile("\\d+(\\.\\d+)*");

    private final Path project = ProjectFolder.find();
    private ShownSections shown = new ShownSections(List.of());

    @BeforeAll
    void read() throws IOException {
        shown = ShownSections.in(project);
        assertFalse(shown.all().isEmpty());
    }

    @Test
    void everyRfcOfTheReadmeHasATestOverARealSocket() throws IOException {
        var missing = named(Files.readString(project.resolve("README.md")));
        shown.all().stream()
                .filter(ShownSections.Shown::realSocket)
                .map(ShownSections.Shown::rfc)
                .forEach(missing::remove);
        assertEquals(new TreeSet<>(), missing, "RFCs of README.md without a loopback test");
    }

    /** Those of its table, and wherever else it names one. */
    private static NavigableSet<Integer> named(String readme) {
        int table = readme.indexOf("\n## RFCs\n");
        assertTrue(table > 0, "README.md has its table of RFCs");
        var named =
                ROW.matcher(readme.substring(table))
                        .results()
                        .flatMap(row -> NUMBER.matcher(row.group(1)).results())
                        .map(MatchResult::group)
                        .map(Integer::valueOf)
                        .collect(toCollection(TreeSet::new));
        assertTrue(named.size() > 20, named::toString);
        RFC_IN_TEXT
                .matcher(readme)
                .results()
                .map(rfc -> Integer.valueOf(rfc.group(1)))
                .forEach(named::add);
        return named;
    }

    /** Else its tag is wrong, or it shows nothing of a switch as a whole. */
    @Test
    void whatIsTaggedSoTalksToARunningSwitch() {
        var others =
                shown.all().stream()
                        .filter(each -> each.tagged() && !each.realSocket())
                        .map(ShownSections.Shown::test)
                        .distinct()
                        .toList();
        assertEquals(List.of(), others);
    }

    @Test
    void sectionsAreNumbers() {
        for (var each : shown.all()) {
            assertTrue(SECTION.matcher(each.section()).matches(), each::toString);
        }
    }

    @Test
    void thePageIsWhatTheTestsSay() throws IOException {
        var page = project.resolve("switch/sip/docs/sip.md");
        var made = project.resolve("tools/cli/target/sip.md");
        Files.writeString(made, shown.page());
        assertEquals(
                Files.exists(page) ? Files.readString(page) : "",
                shown.page(),
                () -> "the page is old: cp %s %s".formatted(made, page));
    }
}
