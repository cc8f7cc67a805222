package org.strowger.harness.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.load.result.Round;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PageTest {

    @TempDir Path folder;

    @Test
    void isOneFileThatNeedsNoOtherAndNoNetwork() throws Exception {
        var file = Page.write(Examples.result(Examples.full(1), Examples.full(2)), folder);
        var page = Files.readString(file);

        parse(page);
        for (var outside :
                List.of("http:", "https:", "src=", "href=", "@import", "url(", "<script")) {
            assertFalse(page.contains(outside), outside);
        }
    }

    @Test
    void drawsEveryChartThatHasValuesAndNamesTheOthers() throws Exception {
        var page = Page.of(Examples.result(Examples.full(1)));
        var charts = parse(page).getElementsByTagName("figure").getLength();

        // Percentiles, four of the search, and over time: all but RTP loss.
        assertEquals(1 + 4 + 13, charts);
        assertTrue(page.contains("Not measured over time: RTP packets lost,"), page);
        assertTrue(page.contains("RTP jitter and lateness (lateness p99)"), page);
    }

    @Test
    void drawsNoCoordinateThatIsNoNumber() {
        var page = Page.of(Examples.result(Examples.full(1), Examples.bare("answer", 1)));

        assertFalse(page.contains("NaN"));
        assertFalse(page.contains("Infinity"));
    }

    @Test
    void showsWhatIsMissingAsMissing() throws Exception {
        var page = Page.of(Examples.result(Examples.bare("answer", 1)));

        assertTrue(
                page.contains("<dt>CPU of the switch per call</dt>\n<dd>not measured</dd>"), page);
        assertTrue(page.contains("No samples were taken."));
        assertTrue(page.contains("Nothing was checked in this round."));
        assertEquals(0, parse(page).getElementsByTagName("figure").getLength());
    }

    @Test
    void escapesWhateverItIsGiven() throws Exception {
        var evil = "<script>alert('1')</script>\"&\u0000\u001b";
        var round = Examples.bare(evil, 1);
        var hostile =
                new Round(
                        evil,
                        1,
                        evil,
                        evil,
                        1,
                        Map.of(evil, evil),
                        round.sessions(),
                        Map.of(evil, Examples.spread(5)),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(new Finding(evil, false, evil, List.of(evil))));
        var page = Page.of(new Result(1, evil, Examples.MACHINE, evil, List.of(hostile)));

        assertFalse(page.contains("<script"));
        assertEquals(0, parse(page).getElementsByTagName("script").getLength());
    }

    @Test
    void saysWhetherItPassed() {
        var good = Examples.bare("answer", 1);
        var cut = new Result(1, "x", Examples.MACHINE, "Ctrl-C after 3 s", List.of(good));

        assertTrue(Page.of(Examples.result(good)).contains("badge passed"));
        assertTrue(Page.of(Examples.result(Examples.full(1))).contains("badge failed"));
        assertTrue(Page.of(cut).contains("badge partial"));
        assertTrue(Page.of(cut).contains("Ctrl-C after 3 s"));
        assertTrue(Page.of(Examples.result()).contains("badge empty"));
        assertEquals("", Examples.result(good).blame());
        assertEquals("Ctrl-C after 3 s", cut.blame());
        assertEquals(
                "no caller waited while an eligible agent idled: 1 call waited 3.2 s",
                Examples.result(Examples.full(1)).blame());
    }

    @Test
    void sumsUpSeveralRoundsByTheirMedians() {
        var page =
                Page.of(
                        Examples.result(
                                Examples.with("answer", 1, Examples.cost(41), Map.of()),
                                Examples.with("answer", 2, Examples.cost(47), Map.of()),
                                Examples.with("answer", 3, Examples.cost(43), Map.of())));

        var row = page.substring(page.indexOf("CPU of the switch per call</th>"));
        var text = row.substring(0, row.indexOf("</tr>")).replaceAll("<[^>]+>|\n", " ");
        assertTrue(text.matches(".*43.0 µs +41.0 µs +47.0 µs +3 of 3 +"), text);
    }

    private static Document parse(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page)));
    }
}
