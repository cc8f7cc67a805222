package org.strowger.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a script books a callback. */
class CallbackNodeTest {

    /** The script of the README. */
    private static final String OFFERED =
            """
            language: en
            start: waiting
            nodes:
              waiting:
                queue: {name: sales, exit-keys: {"1": offer}, on-overflow: bye}
              offer:
                menu: {prompts: [at, say/caller, confirm], keys: {"1": book}, on-no-key: waiting}
              book:
                callback: {queue: sales, in-minutes: 30, next: bye, on-failure: waiting}
              bye:
                hang-up: true
            """;

    private static final Set<String> SOUNDS = Set.of("en/at", "en/confirm", Prompts.CALLERS_NUMBER);

    private static final QueueWords WORDS =
            new QueueWords() {
                @Override
                public Set<String> callbacks() {
                    return Set.of("sales");
                }

                @Override
                public Optional<Mistake> mistake(String needs) {
                    return Optional.empty();
                }

                @Override
                public Set<String> tiers() {
                    return Set.of();
                }

                @Override
                public Set<String> agents() {
                    return Set.of();
                }
            };

    @TempDir Path folder;

    private Script offered() throws IOException {
        Files.writeString(folder.resolve("test.yaml"), OFFERED);
        var scripts = ScriptFolder.load(folder, SOUNDS, Set.of("sales"), _ -> false, WORDS);
        return Objects.requireNonNull(scripts.get("test"));
    }

    private List<String> problems(QueueWords words) throws IOException {
        Files.writeString(folder.resolve("test.yaml"), OFFERED);
        return ScriptFolder.check(folder, SOUNDS, Set.of("sales"), _ -> false, words).stream()
                .map(problem -> String.valueOf(problem.getMessage()))
                .toList();
    }

    @Test
    void readsIt() throws IOException {
        var script = offered();
        assertEquals(
                new Node.Callback("sales", 1_800_000_000, "bye", "waiting"), script.node("book"));
        assertTrue(script.saysCaller());
    }

    @Test
    void aQueueThatCallsNobodyBackIsNamed() throws IOException {
        var problems = problems(QueueWords.NONE);
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst().contains("queue 'sales' has no callback"));
    }

    @Test
    void whatComesOfItIsToldOnce() {
        var script =
                new Script(
                        "books",
                        "book",
                        "en",
                        Map.of(
                                "book", new Node.Callback("sales", 5, "done", "other"),
                                "done", new Node.Transfer("1", "end"),
                                "other", new Node.Transfer("2", "end"),
                                "end", new Node.HangUp()));
        var booked = Dialogue.answered(script).then("answer", "callback sales 5");
        booked.when(new IvrEvent.Booked(true)).then("transfer 1");
        booked.when(new IvrEvent.Booked(true)).then();
        var refused = Dialogue.answered(script).then("answer", "callback sales 5");
        refused.when(new IvrEvent.Booked(false)).then("transfer 2");
    }
}
