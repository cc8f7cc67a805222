package org.strowger.harness.load.report;

import java.util.List;
import org.strowger.harness.load.result.Round;

/** The figures of a round in one glance; then all the others in a table. */
final class KeyFigures {

    private static final List<String> FIRST =
            List.of(
                    "SER",
                    "SCR",
                    "INVITE-200 p50",
                    "INVITE-200 p99",
                    "CPU of the switch per call",
                    "resident memory peak");

    private KeyFigures() {}

    static void write(Html html, Round round) {
        var sessions = round.sessions();
        html.open("dl", "class", "tiles");
        Page.fact(html, "calls attempted", Figures.count(sessions.attempted()));
        Page.fact(html, "calls failed", Figures.count(sessions.failed()));
        Page.fact(
                html,
                "offered / carried",
                Figures.number(sessions.offeredPerSecond())
                        + " / "
                        + Figures.number(sessions.carriedPerSecond())
                        + "/s");
        Figure.ALL.stream()
                .filter(figure -> FIRST.contains(figure.name()))
                .forEach(f -> Page.fact(html, f.name(), f.show(f.value(round))));
        html.close("dl");
        html.open("details").element("summary", "All figures of this round");
        var table = Table.begin(html, "figure", "value");
        Figure.ALL.forEach(f -> table.row(f.name(), List.of(f.show(f.value(round)))));
        table.end();
        html.close("details");
    }
}
