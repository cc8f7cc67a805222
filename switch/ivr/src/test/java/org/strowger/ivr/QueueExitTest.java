package org.strowger.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a script goes on when its caller leaves a queue. */
class QueueExitTest {

    private static final Script SCRIPT =
            new Script(
                    "exits",
                    "queue",
                    "en",
                    Map.of(
                            "queue",
                            new Node.Queue(
                                    "sales",
                                    QueueRequest.of(0),
                                    "other",
                                    Map.of("too-long", "long"),
                                    Map.of('1', "mailbox")),
                            "other",
                            new Node.Transfer("1", "end"),
                            "long",
                            new Node.Transfer("2", "end"),
                            "mailbox",
                            new Node.Transfer("3", "end"),
                            "end",
                            new Node.HangUp()));

    @TempDir Path folder;

    private final Dialogue call = Dialogue.answered(SCRIPT).then("answer", "queue sales 0");

    @Test
    void aReasonHasItsOwnWay() {
        call.when(new IvrEvent.QueueRefused("too-long")).then("transfer 2");
    }

    @Test
    void anyOtherReasonHasTheUsualWay() {
        call.when(new IvrEvent.QueueRefused("no-agents")).then("transfer 1");
    }

    @Test
    void anExitKeyGivesUpThePlace() {
        call.keys("71").then("key 1", "leave queue", "transfer 3");
        call.keys("1").then();
        call.when(new IvrEvent.QueueRefused("too-long")).then();
    }

    @Test
    void readsBoth() throws IOException {
        body(
                """
                  a: {queue: {name: sales, on-overflow: c, on-refused: {full: b}, exit-keys: {"*": b}}}
                  b: {echo: true}
                  c: {hang-up: true}
                """);
        var scripts =
                ScriptFolder.load(
                        folder, Set.of("en/hello"), Set.of("sales"), _ -> false, QueueWords.NONE);
        assertEquals(
                new Node.Queue(
                        "sales", QueueRequest.of(0), "c", Map.of("full", "b"), Map.of('*', "b")),
                Objects.requireNonNull(scripts.get("test")).node("a"));
    }

    @Test
    void namesWhatLeadsNowhereAndRoundsWithoutEnd() throws IOException {
        body(
                """
                  a: {queue: {name: sales, on-overflow: c, on-refused: {full: b}, exit-keys: {"x": d}}}
                  b: {play: {prompts: [hello], next: a}}
                  c: {hang-up: true}
                """);
        var found = problems();
        assertEquals(3, found.size(), found::toString);
        assertTrue(found.get(1).contains("'x' is no key"), found::toString);
        assertTrue(found.getFirst().contains("there is no node 'd'"), found::toString);
        assertTrue(found.get(2).contains("goes round for ever: a, b, a"), found::toString);
    }

    @Test
    void refusesAReasonThatThereIsNot() throws IOException {
        body(
                """
                  a: {queue: {name: sales, on-overflow: c, on-refused: {bored: c}}}
                  c: {hang-up: true}
                """);
        assertTrue(problems().getFirst().contains("bored"), problems()::toString);
    }

    private void body(String nodes) throws IOException {
        Files.writeString(folder.resolve("test.yaml"), "language: en\nstart: a\nnodes:\n" + nodes);
    }

    private List<String> problems() {
        return ScriptFolder.check(
                        folder, Set.of("en/hello"), Set.of("sales"), _ -> false, QueueWords.NONE)
                .stream()
                .map(problem -> Objects.requireNonNull(problem.getMessage()))
                .toList();
    }
}
