package org.strowger;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.strowger.base.Rfc;

/** What the tests of all modules say that they show, read from their class files. */
record ShownSections(List<Shown> all) {

    /**
     * One section and one test of it.
     *
     * @param tagged whether it says that it talks over real sockets
     * @param realSocket whether a running switch is on its other end, too
     */
    record Shown(int rfc, String section, String test, boolean tagged, boolean realSocket) {

        /** The test's name as a sentence. */
        String sentence() {
            return test.substring(test.indexOf('#') + 1)
                    .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
                    .replaceAll("(?<=[A-Z])(?=[A-Z][a-z])", " ")
                    .replaceAll("(?<=[a-zA-Z])(?=[0-9]{2})", " ")
                    .toLowerCase(Locale.ROOT);
        }
    }

    private static final String BEGINNING =
            """
            # What of which RFC is tested

            Made of the tests that say so with `@Rfc`; `RfcTableTest` compares, and fails when this page is old. A test *over real sockets*
            talks to a running switch by SIPp, baresip, JAIN-SIP RI's stack, the JDK's WebSockets or a phone of ours; the others call the switch's
            classes. All run with `tools/strowger test`.

            """;

    /** Who starts a switch, or takes one that runs. */
    private static final Set<String> PROGRAMS =
            Set.of(
                    "org.strowger.harness.process.SwitchProcess",
                    "org.strowger.harness.system.Loopback");

    ShownSections {
        all = List.copyOf(all);
    }

    /** Of everything that is compiled below the project's folder. */
    static ShownSections in(Path project) throws IOException {
        var shown = new ArrayList<Shown>();
        for (var type : new ClassFileImporter().importPaths(testClasses(project))) {
            for (var method : type.getMethods()) {
                sections(method)
                        .map(rfc ->
                                new Shown(
                                        rfc.number(),
                                        rfc.section(),
                                        type.getSimpleName() + '#' + method.getName(),
                                        isTagged(method),
                                        usesRealSocket(method)))
                        .forEach(shown::add);
            }
        }
        shown.sort(
                comparingInt(Shown::rfc)
                        .thenComparing(ShownSections::place)
                        .thenComparing(comparing(Shown::test)));
        return new ShownSections(shown);
    }

    private static List<Path> testClasses(Path project) throws IOException {
        try (var modules = Files.list(project.resolve("switch"))) {
            return Stream.concat(
                            modules,
                            Stream.of(
                                    project.resolve("test-harness"), project.resolve("tools/cli")))
                    .map(module -> module.resolve("target/test-classes"))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    private static Stream<Rfc> sections(JavaMethod method) {
        return Stream.concat(
                method.tryGetAnnotationOfType(Rfc.class).stream(),
                method.tryGetAnnotationOfType(Rfc.Several.class).stream()
                        .flatMap(several -> Arrays.stream(several.value())));
    }

    /** The tag is a word; what its class needs of others says whether there is another program. */
    private static boolean usesRealSocket(JavaMethod method) {
        return isTagged(method)
                && method.getOwner().getDirectDependenciesFromSelf().stream()
                        .map(needed -> needed.getTargetClass().getName())
                        .anyMatch(PROGRAMS::contains);
    }

    private static boolean isTagged(JavaMethod method) {
        var tags =
                Stream.concat(
                        method.tryGetAnnotationOfType(Tag.class).stream(),
                        method.getOwner().tryGetAnnotationOfType(Tag.class).stream());
        return tags.anyMatch(tag -> tag.value().equals("loopback"));
    }

    /** 4.10 comes after 4.9. */
    private static String place(Shown shown) {
        var place = new StringBuilder();
        for (var part : shown.section().split("\\.", -1)) {
            place.append("%6s.".formatted(part));
        }
        return place.toString();
    }

    /** The page. */
    String page() {
        var page =
                new StringBuilder(BEGINNING)
                        .append("| RFC | section | what | test | over real sockets |\n")
                        .append("| --- | --- | --- | --- | --- |\n");
        for (var shown : all) {
            page.append(
                    "| %d | %s | %s | `%s` | %s |\n"
                            .formatted(
                                    shown.rfc(),
                                    shown.section(),
                                    shown.sentence(),
                                    shown.test(),
                                    shown.realSocket() ? "yes" : "no"));
        }
        return page.toString();
    }
}
