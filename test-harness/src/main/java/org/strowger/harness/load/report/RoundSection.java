package org.strowger.harness.load.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Round;
import org.strowger.harness.load.result.Sessions;

/** What the page says of one round. */
final class RoundSection {

    private RoundSection() {}

    static void write(Html html, Round round) {
        html.open("section").open("h2");
        html.text(round.profile() + ", round " + round.number() + " ");
        Page.badge(html, round.passed() ? "passed" : "failed");
        html.close("h2");
        facts(html, round);
        KeyFigures.write(html, round);
        findings(html, round.findings());
        failures(html, round.sessions());
        var limit = round.limit();
        if (limit != null) {
            LimitSection.write(html, limit);
        }
        TimesSection.write(html, round);
        html.element("h3", "Over time");
        if (round.samples().isEmpty()) {
            html.element("p", "No samples were taken.", "class", "missing");
        } else {
            Charts.write(html, round.samples());
        }
        html.close("section");
    }

    private static void facts(Html html, Round round) {
        html.open("dl", "class", "facts");
        Page.fact(html, "began", round.startedAt());
        Page.fact(html, "took", Figures.number(round.seconds()) + " s");
        Page.fact(html, "raw files", round.folder());
        new TreeMap<>(round.settings()).forEach((name, value) -> Page.fact(html, name, value));
        html.close("dl");
    }

    private static void findings(Html html, List<Finding> findings) {
        html.element("h3", "What was checked");
        if (findings.isEmpty()) {
            html.element("p", "Nothing was checked in this round.", "class", "missing");
            return;
        }
        html.open("ul", "class", "findings");
        findings.stream()
                .sorted(Comparator.comparing(Finding::holds))
                .forEach(finding -> finding(html, finding));
        html.close("ul");
    }

    private static void finding(Html html, Finding finding) {
        html.open("li");
        Page.badge(html, finding.holds() ? "ok" : "violated");
        html.text(" ").element("b", finding.name()).text(" " + finding.detail());
        if (!finding.calls().isEmpty()) {
            boolean all = finding.calls().size() < Finding.MAX_CALLS;
            html.open("p").text(all ? "Calls: " : "The first " + Finding.MAX_CALLS + " calls: ");
            html.element("code", String.join(" ", finding.calls())).close("p");
        }
        html.close("li");
    }

    private static void failures(Html html, Sessions sessions) {
        if (sessions.failures().isEmpty()) {
            return;
        }
        html.element("h3", "Failed calls by cause");
        var table = Table.begin(html, "cause", "calls", "share of attempted");
        sessions.failures().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(e ->
                        table.row(
                                e.getKey(),
                                List.of(
                                        Figures.count(e.getValue()),
                                        Figures.percent(
                                                (double) e.getValue() / sessions.attempted()))));
        table.end();
    }
}
