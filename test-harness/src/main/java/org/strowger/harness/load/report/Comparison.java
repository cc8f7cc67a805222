package org.strowger.harness.load.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.load.result.Round;

/**
 * Two results side by side: for each figure of each profile that both have, the medians over the
 * rounds and their ratio, and whether the difference is more than noise.
 *
 * @param a command of the first
 * @param b command of the second
 * @param lines in the order of the profiles of the first
 * @param notes what could not be compared, and what makes the comparison doubtful
 */
public record Comparison(String a, String b, List<Line> lines, List<String> notes) {

    /** Name of the page of a comparison. */
    public static final String FILE = "compare.html";

    /** Fewer rounds than this on one side say nothing about noise. */
    public static final int FEWEST_ROUNDS = 3;

    /** What can be said of a difference. */
    public enum Verdict {
        /** Every round of one side is above every round of the other. */
        DIFFERENT("different"),
        /** The rounds of the two sides overlap. */
        WITHIN_NOISE("within the noise"),
        /** All rounds of both sides gave the same. */
        SAME("same"),
        /** Too few rounds on a side. */
        UNKNOWN("noise not known");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * One figure.
     *
     * @param a median over the rounds of the first, with its unit
     * @param b of the second
     * @param ratio b over a; NaN when a is 0
     * @param roundsA how many rounds had the figure
     * @param roundsB the same of the second
     */
    public record Line(
            String profile,
            String figure,
            String a,
            String b,
            double ratio,
            int roundsA,
            int roundsB,
            Verdict verdict) {}

    public Comparison {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    /** Compares the second with the first. */
    public static Comparison of(Result a, Result b) {
        var ofA = Page.byProfile(a.rounds());
        var ofB = Page.byProfile(b.rounds());
        var lines = new ArrayList<Line>();
        var notes = notes(a, b);
        ofA.forEach((profile, rounds) -> {
            var others = ofB.get(profile);
            if (others == null) {
                notes.add("only the first has profile " + profile);
            } else {
                lines.addAll(lines(profile, rounds, others));
                addNotes(profile, rounds, others, notes);
            }
        });
        ofB.keySet().stream()
                .filter(profile -> !ofA.containsKey(profile))
                .forEach(profile -> notes.add("only the second has profile " + profile));
        return new Comparison(a.command(), b.command(), lines, notes);
    }

    private static List<String> notes(Result a, Result b) {
        var notes = new ArrayList<String>();
        if (!a.machine().equals(b.machine())) {
            notes.add("machine or versions differ: " + a.machine() + " and " + b.machine());
        }
        noteStatus("first", a, notes);
        noteStatus("second", b, notes);
        return notes;
    }

    private static void noteStatus(String which, Result result, List<String> notes) {
        if (!result.partial().isEmpty()) {
            notes.add("the " + which + " result is partial: " + result.partial());
        } else if (!result.passed()) {
            notes.add("the " + which + " result has violated findings");
        }
    }

    private static void addNotes(String profile, List<Round> a, List<Round> b, List<String> notes) {
        if (Math.min(a.size(), b.size()) < FEWEST_ROUNDS) {
            notes.add(
                    "profile %s: %d and %d rounds; with fewer than %d on a side nothing can be said"
                                    .formatted(profile, a.size(), b.size(), FEWEST_ROUNDS)
                            + " about noise");
        }
        if (!a.getFirst().settings().equals(b.getFirst().settings())) {
            notes.add("profile " + profile + ": the settings differ");
        }
    }

    private static List<Line> lines(String profile, List<Round> a, List<Round> b) {
        var lines = new ArrayList<Line>();
        for (var figure : Figure.ALL) {
            double[] ofA = SummarySection.values(figure, a);
            double[] ofB = SummarySection.values(figure, b);
            if (ofA.length > 0 || ofB.length > 0) {
                lines.add(line(profile, figure, ofA, ofB));
            }
        }
        return lines;
    }

    private static Line line(String profile, Figure figure, double[] a, double[] b) {
        double medianA = SummarySection.median(a);
        double medianB = SummarySection.median(b);
        return new Line(
                profile,
                figure.name(),
                figure.show(medianA),
                figure.show(medianB),
                medianA == 0 ? Double.NaN : medianB / medianA,
                a.length,
                b.length,
                verdict(a, b));
    }

    /**
     * Of values in ascending order. With three rounds a side, sides without a difference come apart
     * like this in 1 of 10 pairs, with five in 1 of 126 (the rank test of Wilcoxon, two-sided, at
     * its extreme).
     */
    static Verdict verdict(double[] a, double[] b) {
        if (Math.min(a.length, b.length) < FEWEST_ROUNDS) {
            return Verdict.UNKNOWN;
        }
        if (a[0] == b[0] && a[0] == a[a.length - 1] && b[0] == b[b.length - 1]) {
            return Verdict.SAME;
        }
        boolean apart = a[a.length - 1] < b[0] || b[b.length - 1] < a[0];
        return apart ? Verdict.DIFFERENT : Verdict.WITHIN_NOISE;
    }

    /** For a terminal. */
    public String text() {
        var text = new StringBuilder();
        text.append("A: ").append(a).append("\nB: ").append(b).append('\n');
        String profile = "";
        for (var line : lines) {
            if (!line.profile().equals(profile)) {
                profile = line.profile();
                text.append(String.format(Locale.ROOT, "%n%-30s", profile));
                text.append(String.format(Locale.ROOT, "%14s %14s %8s%n", "A", "B", "B/A"));
            }
            text.append(row(line));
        }
        notes.forEach(note -> text.append("\nnote: ").append(note));
        return notes.isEmpty() ? text.toString() : text.append('\n').toString();
    }

    private static String row(Line line) {
        return String.format(
                Locale.ROOT,
                "  %-28s%14s %14s %8s  %s%n",
                line.figure(),
                line.a(),
                line.b(),
                ratio(line),
                line.verdict().text());
    }

    private static String ratio(Line line) {
        return Double.isFinite(line.ratio()) ? Figures.ratio(line.ratio()) : "-";
    }

    /** The page itself. */
    public String page() {
        var html = new Html();
        Page.begin(html, "Strowger load: two results");
        html.element("h1", "Two results side by side");
        html.open("dl").element("dt", "A").element("dd", a).element("dt", "B").element("dd", b);
        html.close("dl");
        notes.forEach(note -> html.element("p", note, "class", "warning"));
        var profiles = lines.stream().map(Line::profile).distinct().toList();
        profiles.forEach(profile -> table(html, profile));
        Glossary.write(html);
        return Page.end(html);
    }

    /** Writes {@link #FILE} into {@code folder}. */
    public Path write(Path folder) {
        return Page.write(page(), folder.resolve(FILE));
    }

    private void table(Html html, String profile) {
        html.element("h2", profile);
        var table = Table.begin(html, "figure", "A", "B", "B/A", "rounds", "difference");
        lines.stream()
                .filter(line -> line.profile().equals(profile))
                .forEach(line ->
                        table.row(
                                line.figure(),
                                List.of(
                                        line.a(),
                                        line.b(),
                                        ratio(line),
                                        line.roundsA() + ", " + line.roundsB(),
                                        line.verdict().text())));
        table.end();
    }
}
