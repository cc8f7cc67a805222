package org.strowger.harness.load.report;

import java.util.List;

/** A table that scrolls by itself where the screen is narrow. */
final class Table {

    private final Html html;

    private Table(Html html) {
        this.html = html;
    }

    static Table begin(Html html, String... heads) {
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (var head : heads) {
            html.element("th", head, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        return new Table(html);
    }

    /** The first cell names the row. */
    Table row(String name, List<String> cells) {
        html.open("tr").element("th", name, "scope", "row");
        for (var cell : cells) {
            if (cell.equals(Figures.MISSING)) {
                html.element("td", cell, "class", "missing");
            } else {
                html.element("td", cell);
            }
        }
        html.close("tr");
        return this;
    }

    void end() {
        html.close("tbody").close("table").close("div");
    }
}
