package org.strowger.harness.load.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.load.result.Round;

/**
 * The page of a result: one HTML file that needs no other file and no network. Charts are SVG made
 * here; there is no script in it.
 */
public final class Page {

    /** Name of the page in a result folder. */
    public static final String FILE = "index.html";

    private static final String STYLE = "/load/page.css";

    private Page() {}

    /**
     * Writes {@link #FILE} into {@code folder}, over an older one.
     *
     * @return the file
     * @throws UncheckedIOException when it cannot be written
     */
    public static Path write(Result result, Path folder) {
        return write(of(result), folder.resolve(FILE));
    }

    /** The page itself. */
    public static String of(Result result) {
        var html = new Html();
        begin(html, "Strowger load: " + status(result));
        header(html, result);
        var profiles = byProfile(result.rounds());
        if (result.rounds().size() > 1) {
            SummarySection.write(html, profiles);
        }
        result.rounds().forEach(round -> RoundSection.write(html, round));
        Glossary.write(html);
        return end(html);
    }

    /** The rounds of each profile, in the order in which the profiles first ran. */
    static Map<String, List<Round>> byProfile(List<Round> rounds) {
        return rounds.stream()
                .collect(
                        Collectors.groupingBy(
                                Round::profile, LinkedHashMap::new, Collectors.toList()));
    }

    static void begin(Html html, String title) {
        html.doctype().open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.element("title", title).style(style()).close("head");
        html.open("body").open("main");
    }

    static String end(Html html) {
        return html.close("main").close("body").close("html").toString();
    }

    static Path write(String page, Path file) {
        try {
            return Files.writeString(file, page);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    static void badge(Html html, String status) {
        html.element("span", status, "class", "badge " + status);
    }

    static String status(Result result) {
        if (!result.partial().isEmpty()) {
            return "partial";
        }
        if (result.rounds().isEmpty()) {
            return "empty";
        }
        return result.passed() ? "passed" : "failed";
    }

    private static void header(Html html, Result result) {
        html.open("header").open("h1").text("Strowger load ");
        badge(html, status(result));
        html.close("h1");
        if (!result.partial().isEmpty()) {
            html.element("p", "This result is not whole: " + result.partial(), "class", "warning");
        }
        html.open("p").text("Command: ").element("code", result.command()).close("p");
        machine(html, result);
        html.close("header");
    }

    private static void machine(Html html, Result result) {
        var machine = result.machine();
        html.open("dl", "class", "facts");
        fact(html, "processor", machine.processor());
        fact(html, "cores", Integer.toString(machine.cores()));
        fact(html, "memory", Figures.mebi(machine.memory()));
        fact(html, "kernel", machine.kernel());
        fact(html, "Java", machine.java());
        fact(html, "Strowger", machine.strowger());
        fact(html, "SIPp", machine.sipp());
        html.close("dl");
    }

    /** A name and its value; an empty value is missing. */
    static void fact(Html html, String name, String value) {
        html.open("div").element("dt", name);
        html.element("dd", value.isEmpty() ? "not known" : value).close("div");
    }

    private static String style() {
        try (var in = Page.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + STYLE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
