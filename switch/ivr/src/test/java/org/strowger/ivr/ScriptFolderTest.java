package org.strowger.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.ConfigException;

/** What the operator writes, and what he is told when it is wrong. Line and column are exact. */
class ScriptFolderTest {

    private static final Set<String> PROMPTS =
            Set.of("en/hello", "en/only-english", "zh/hello", "zh/only-chinese", "music/hold");
    private static final Set<String> QUEUES = Set.of("sales", "support");

    private static final String EVERY_KIND =
            """
            language: en
            start: start
            nodes:
              start:
                menu:
                  prompts: [hello]
                  keys: {1: zh, "2": queue, "3": transfer, "*": echo}
                  tries: 3
                  timeout-s: 2.5
                  no-key-prompts: [en/hello]
                  invalid-prompts: [zh/hello]
                  on-no-key: bye
                  on-invalid: queue
              zh: {set-language: {language: zh, next: say}}
              say: {play: {prompts: [hello], next: bye}}
              queue: {queue: {name: sales, priority: 5, on-overflow: bye}}
              transfer: {transfer: {number: "1001", on-failure: bye}}
              echo: {echo: true}
              bye: {hang-up: true}
            """;

    @TempDir Path folder;

    @Test
    void readsEveryKindOfNode() throws IOException {
        var start =
                new Node.Menu(
                        List.of("hello"),
                        Map.of('1', "zh", '2', "queue", '3', "transfer", '*', "echo"),
                        3,
                        2_500_000,
                        List.of("en/hello"),
                        List.of("zh/hello"),
                        "bye",
                        "queue");
        write("all.yaml", EVERY_KIND);
        var script = load().values().iterator().next();
        assertEquals("all", script.name());
        assertEquals(start, script.node("start"));
        assertEquals(new Node.SetLanguage("zh", "say"), script.node("zh"));
        assertEquals(new Node.Play(List.of("hello"), "bye"), script.node("say"));
        assertEquals(new Node.Queue("sales", 5, "bye"), script.node("queue"));
        assertEquals(new Node.Transfer("1001", "bye"), script.node("transfer"));
        assertEquals(new Node.Echo(), script.node("echo"));
        assertEquals(new Node.HangUp(), script.node("bye"));
    }

    @Test
    void readsHowOftenAndHowLoudSomethingIsPlayed() throws IOException {
        body(
                """
                  a: {play: {prompts: [hello], loop: 3, volume: -6, next: b}}
                  b: {hang-up: true}
                """);
        assertEquals(
                new Node.Play(List.of("hello"), "b", 3, -6),
                load().values().iterator().next().node("a"));
    }

    @Test
    void refusesWhatIsTooOftenOrTooLoud() throws IOException {
        for (var wrong : List.of("loop: 101", "loop: 0", "volume: 21", "volume: -41")) {
            body("  a: {play: {prompts: [hello], " + wrong + ", next: b}}\n  b: {hang-up: true}\n");
            var refused = assertThrows(ConfigException.class, this::load).toString();
            assertTrue(refused.contains(wrong.substring(0, wrong.indexOf(':'))), refused);
        }
    }

    @Test
    void knowsWhatAMenuDoesUnlessTold() throws IOException {
        body(
                """
                  a: {menu: {prompts: [], keys: {"1": b}, on-no-key: b}}
                  b: {hang-up: true}
                """);
        assertEquals(
                new Node.Menu(
                        List.of(), Map.of('1', "b"), 2, 3_000_000, List.of(), List.of(), "b", "b"),
                load().values().iterator().next().node("a"));
    }

    @Test
    void namesAnUnknownNodeAndTheOneThatWasMeant() throws IOException {
        body(
                """
                  a: {play: {prompts: [hello], next: bey}}
                  b: {play: {prompts: [hello], next: somewhere-else}}
                  bye: {hang-up: true}
                """);
        assertProblems(
                ":4:38: there is no node 'bey'; did you mean 'bye'?",
                ":5:6: no way leads to node 'b'",
                ":5:38: there is no node 'somewhere-else'",
                ":6:8: no way leads to node 'bye'");
    }

    @Test
    void namesAStartThatIsNoNode() throws IOException {
        write("test.yaml", "language: en\nstart: aa\nnodes:\n  a: {hang-up: true}\n");
        assertProblems(":2:8: there is no node 'aa'; did you mean 'a'?");
    }

    @Test
    void pointsAtALeftOutStart() throws IOException {
        write("test.yaml", "language: en\nnodes:\n  a: {hang-up: true}\n");
        assertProblems(":1:1: required property 'start' not found");
    }

    @Test
    void pointsAtAnUnknownKey() throws IOException {
        body("  a:\n    play: {prompts: [hello], next: b, nxet: b}\n  b: {hang-up: true}\n");
        assertOneProblem(":5:45: /nodes/a/play ", "nxet");
    }

    @Test
    void pointsAtAnUnknownKindOfNode() throws IOException {
        body("  a:\n    hangup: true\n");
        assertOneProblem(":5:13: /nodes/a ", "hangup");
    }

    @Test
    void pointsAtANodeThatIsTwoThings() throws IOException {
        body("  a:\n    echo: true\n    hang-up: true\n");
        assertOneProblem(":5:5: /nodes/a ", "at most 1");
    }

    @Test
    void pointsAtANodeThatEndsNowhere() throws IOException {
        body("  a:\n    play: {prompts: [hello]}\n");
        assertOneProblem(":5:11: /nodes/a/play ", "'next'");
    }

    @Test
    void pointsAtATimeThatIsTooLong() throws IOException {
        body(
                """
                  a:
                    menu: {prompts: [], keys: {"1": a}, timeout-s: 61, on-no-key: a}
                """);
        assertOneProblem(":5:52: /nodes/a/menu/timeout-s ", "60");
    }

    @Test
    void missesAPromptInEachLanguageThatACallerCanHaveThere() throws IOException {
        body(
                """
                  a:
                    menu:
                      prompts: [en/hello, zh/hello]
                      keys: {"1": chinese, "2": say}
                      on-no-key: say
                  chinese: {set-language: {language: zh, next: say}}
                  say: {play: {prompts: [hello, only-english, only-chinese], next: only-zh}}
                  only-zh: {set-language: {language: zh, next: chinese-say}}
                  chinese-say: {play: {prompts: [only-chinese, music/hold, en/no], next: bye}}
                  bye: {hang-up: true}
                """);
        assertProblems(
                ":10:33: there is no prompt 'zh/only-english'; did you mean 'en/only-english'?",
                ":10:47: there is no prompt 'en/only-chinese'; did you mean 'zh/only-chinese'?",
                ":12:60: there is no prompt 'en/no'");
    }

    @Test
    void missesALanguageOnceAndNotAtEveryPrompt() throws IOException {
        body(
                """
                  a: {set-language: {language: fr, next: b}}
                  b: {play: {prompts: [hello], next: c}}
                  c: {hang-up: true}
                """);
        assertProblems(":4:32: there are no prompts in language 'fr'");
    }

    @Test
    void missesQueuesAndNumbers() throws IOException {
        body(
                """
                  a: {queue: {name: suport, on-overflow: b}}
                  b: {transfer: {number: "9999", on-failure: c}}
                  c: {hang-up: true}
                """);
        assertProblems(
                ":4:21: there is no queue 'suport'; did you mean 'support'?",
                ":5:26: there is no number '9999'");
    }

    @Test
    void namesNodesThatNobodyReaches() throws IOException {
        body(
                """
                  a: {hang-up: true}
                  lost:
                    play: {prompts: [hello], next: island}
                  island: {hang-up: true}
                """);
        assertProblems(":6:5: no way leads to node 'lost'", ":7:11: no way leads to node 'island'");
    }

    @Test
    void refusesKeysThatNoPhoneHas() throws IOException {
        body(
                """
                  a:
                    menu:
                      prompts: [hello]
                      keys: {"12": b, "a": b, "A": b, "#": b}
                      on-no-key: b
                  b: {hang-up: true}
                """);
        assertProblems(
                ":7:20: '12' is no key: keys are 0 to 9, *, # and A to D",
                ":7:28: 'a' is no key: keys are 0 to 9, *, # and A to D");
    }

    @Test
    void findsAWayRoundThatNeedsNoKey() throws IOException {
        body(
                """
                  a: {play: {prompts: [hello], next: b}}
                  b: {menu: {prompts: [], keys: {"1": bye}, on-no-key: c}}
                  c: {queue: {name: sales, on-overflow: b}}
                  d: {play: {prompts: [hello], next: d}}
                  bye: {hang-up: true}
                """);
        assertProblems(
                ":6:41: a caller who presses no key goes round for ever: b, c, b",
                ":7:6: no way leads to node 'd'",
                ":7:38: a caller who presses no key goes round for ever: d, d");
    }

    @Test
    void allowsAWayRoundByKeys() throws IOException {
        body(
                """
                  a: {menu: {prompts: [], keys: {"1": a, "2": b}, on-no-key: c, on-invalid: a}}
                  b: {play: {prompts: [hello], next: a}}
                  c: {hang-up: true}
                """);
        assertProblems();
    }

    @Test
    void tellsOfAllFilesAndLoadsNoneOfThem() throws IOException {
        write("b.yaml", "language: en\nstart: x\nnodes:\n  a: {hang-up: true}\n");
        write("a.yaml", "language: [\n");
        write("c.yaml", "language: en\nstart: a\nnodes:\n  a: {hang-up: true}\n");
        write("d.yml", "");
        write("e e.yaml", "");
        var messages = messages();
        assertEquals(4, messages.size(), messages::toString);
        assertTrue(messages.get(0).startsWith("/a.yaml:1:12: this is not YAML"), messages.get(0));
        assertEquals("/b.yaml:2:8: there is no node 'x'; did you mean 'a'?", messages.get(1));
        assertTrue(messages.get(2).startsWith("/d.yml:1:1: "), messages.get(2));
        assertTrue(messages.get(3).startsWith("/e e.yaml:1:1: "), messages.get(3));
        var thrown = assertThrows(ConfigException.class, this::load);
        assertEquals(messages.getFirst(), below(thrown));
    }

    @Test
    void loadsScriptsInTheOrderOfTheirNames() throws IOException {
        for (var name : List.of("c", "a", "b")) {
            write(name + ".yaml", "language: en\nstart: a\nnodes:\n  a: {hang-up: true}\n");
        }
        Files.createDirectory(folder.resolve("sub.yaml"));
        assertEquals(List.of("a", "b", "c"), List.copyOf(load().keySet()));
    }

    @Test
    void namesAFolderThatIsNotThere() {
        var missing = folder.resolve("missing");
        var thrown =
                assertThrows(
                        ConfigException.class,
                        () -> ScriptFolder.check(missing, PROMPTS, QUEUES, _ -> true));
        assertTrue(String.valueOf(thrown.getMessage()).startsWith(missing + ": cannot be read"));
    }

    @Test
    void findsSoundsOneFolderDeepAndNothingElse() throws IOException {
        Files.createDirectories(folder.resolve("en/deep"));
        for (var name : List.of("en/a.wav", "en/b.txt", "c.wav", "en/deep/d.wav")) {
            write(name, "");
        }
        assertEquals(Set.of("en/a"), Prompts.inFolder(folder));
    }

    private void body(String nodes) throws IOException {
        write("test.yaml", "language: en\nstart: a\nnodes:\n" + nodes);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Map<String, Script> load() {
        return ScriptFolder.load(folder, PROMPTS, QUEUES, "1001"::equals);
    }

    private void assertProblems(String... expected) {
        assertEquals(
                List.of(expected).stream().map(problem -> "/test.yaml" + problem).toList(),
                messages());
    }

    private void assertOneProblem(String start, String word) {
        var messages = messages();
        assertEquals(1, messages.size(), messages::toString);
        var only = messages.getFirst();
        assertTrue(only.startsWith("/test.yaml" + start) && only.contains(word), only);
    }

    private List<String> messages() {
        return ScriptFolder.check(folder, PROMPTS, QUEUES, "1001"::equals).stream()
                .map(this::below)
                .toList();
    }

    private String below(ConfigException problem) {
        return String.valueOf(problem.getMessage()).substring(folder.toString().length());
    }
}
