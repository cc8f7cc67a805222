package org.strowger.harness.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A line chart as SVG. Colours and dashes are classes of the style sheet: a line differs from the
 * next by both, for those who do not see the colours and for paper.
 *
 * @param title above it
 * @param note under the title, a sentence; may be empty
 */
record Chart(String title, String note, Axis x, Axis y, List<Series> series) {

    private static final int WIDTH = 460;
    private static final int HEIGHT = 230;
    private static final int LEFT = 58;
    private static final int RIGHT = 24;
    private static final int TOP = 8;
    private static final int BOTTOM = 40;
    private static final int STYLES = 8;
    private static final int POINTS_WITH_DOTS = 40;

    Chart {
        series = series.stream().filter(Series::known).map(Series::thinned).toList();
    }

    /** One whose y begins at 0 and ends over the highest value. */
    static Chart fromZero(String title, String note, Axis x, String label, List<Series> series) {
        double highest = values(series).mapToDouble(Series.Point::y).max().orElse(1);
        return new Chart(title, note, x, Axis.linear(label, 0, highest), series);
    }

    static Stream<Series.Point> values(List<Series> series) {
        return series.stream().flatMap(s -> s.points().stream()).filter(Series.Point::known);
    }

    void write(Html html) {
        html.open("figure").element("figcaption", title);
        if (!note.isEmpty()) {
            html.element("p", note, "class", "note");
        }
        legend(html);
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img");
        html.element("title", title + ": " + y.label() + " by " + x.label());
        grid(html);
        for (int i = 0; i < series.size(); i++) {
            line(html, series.get(i), style(i));
        }
        html.close("svg").close("figure");
    }

    private void legend(Html html) {
        html.open("p", "class", "legend");
        for (int i = 0; i < series.size(); i++) {
            html.open("span").open("svg", "viewBox", "0 0 26 8", "class", "key");
            html.empty("path", "d", "M1 4H25", "class", style(i)).close("svg");
            html.text(series.get(i).name()).close("span");
        }
        html.close("p");
    }

    private void grid(Html html) {
        for (var tick : y.ticks()) {
            double at = down(tick.value());
            html.empty(
                    "path", "class", "grid", "d", "M" + LEFT + " " + f(at) + "H" + (WIDTH - RIGHT));
            label(html, LEFT - 6, at + 4, "end", tick.text());
        }
        for (var tick : x.ticks()) {
            double at = across(tick.value());
            html.empty(
                    "path",
                    "class",
                    "grid",
                    "d",
                    "M" + f(at) + " " + TOP + "V" + (HEIGHT - BOTTOM));
            label(html, at, HEIGHT - BOTTOM + 15, "middle", tick.text());
        }
        label(html, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", x.label());
        int middle = (TOP + HEIGHT - BOTTOM) / 2;
        html.element(
                "text",
                y.label(),
                "text-anchor",
                "middle",
                "transform",
                "translate(12 " + middle + ") rotate(-90)");
    }

    private static void label(Html html, double x, double y, String anchor, String text) {
        html.element("text", text, "x", f(x), "y", f(y), "text-anchor", anchor);
    }

    private void line(Html html, Series line, String style) {
        var path = new StringBuilder();
        var dots = new ArrayList<Series.Point>();
        boolean pen = false;
        for (var point : line.points()) {
            if (point.known()) {
                path.append(pen ? 'L' : 'M').append(f(across(point.x()))).append(' ');
                path.append(f(down(point.y())));
                dots.add(point);
            }
            pen = point.known();
        }
        html.empty("path", "class", "line " + style, "d", path.toString());
        if (dots.size() <= POINTS_WITH_DOTS) {
            dots.forEach(dot -> dot(html, dot, style, line.name()));
        }
    }

    private void dot(Html html, Series.Point point, String style, String name) {
        html.open(
                "circle",
                "class",
                "dot " + style,
                "r",
                "3",
                "cx",
                f(across(point.x())),
                "cy",
                f(down(point.y())));
        html.element("title", name + ": " + Figures.number(point.y())).close("circle");
    }

    private double across(double value) {
        return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double down(double value) {
        return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String style(int index) {
        return "s" + index % STYLES;
    }

    private static String f(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
