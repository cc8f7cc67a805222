package org.strowger.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script may ask of the distributor. */
class QueueRequestTest {

    private static final Set<String> PROMPTS = Set.of("en/hello");
    private static final Set<String> QUEUES = Set.of("sales");

    /** A switch with one skill, one tier and one agent. */
    private static final QueueWords WORDS =
            new QueueWords() {
                @Override
                public Optional<Mistake> mistake(String needs) {
                    return needs.equals("billing")
                            ? Optional.empty()
                            : Optional.of(new Mistake(3, "there is no such skill"));
                }

                @Override
                public Set<String> tiers() {
                    return Set.of("strategic");
                }

                @Override
                public Set<String> agents() {
                    return Set.of("1001");
                }
            };

    @TempDir Path folder;

    @Test
    void readsWhatIsAskedOfTheDistributor() throws IOException {
        body(
                """
                  a: {queue: {name: sales, priority: 1, needs: billing, tier: strategic, preferred-agent: "1001", hold-s: 5, on-overflow: b}}
                  b: {queue: {name: sales, preferred-agent: "1001", on-overflow: c}}
                  c: {hang-up: true}
                """);
        var script =
                Objects.requireNonNull(
                        ScriptFolder.load(folder, PROMPTS, QUEUES, _ -> false, WORDS).get("test"));
        assertEquals(
                new Node.Queue(
                        "sales",
                        new QueueRequest(1, "billing", "strategic", "1001", 5_000_000),
                        "b"),
                script.node("a"));
        assertEquals(
                new Node.Queue("sales", new QueueRequest(0, "", "", "1001", 20_000_000), "c"),
                script.node("b"));
    }

    @Test
    void namesWhatTheDistributorDoesNotKnow() throws IOException {
        body(
                """
                  a: {queue: {name: sales, needs: tax, on-overflow: b}}
                  b: {queue: {name: sales, tier: strategc, on-overflow: c}}
                  c: {queue: {name: sales, preferred-agent: "7", on-overflow: d}}
                  d: {hang-up: true}
                """);
        var found = problems();
        assertEquals(3, found.size(), found::toString);
        assertEquals("/test.yaml:4:38: there is no such skill", found.getFirst());
        assertTrue(
                found.get(1).startsWith("/test.yaml:5:34: there is no tier 'strategc'"),
                found.get(1));
        assertTrue(found.get(1).contains("strategic"), found.get(1));
        assertTrue(found.get(2).contains("there is no agent '7'"), found.get(2));
    }

    @Test
    void refusesAHoldForNobody() throws IOException {
        body(
                """
                  a: {queue: {name: sales, hold-s: 5, on-overflow: b}}
                  b: {hang-up: true}
                """);
        var found = problems();
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().contains("preferred-agent"), found.getFirst());
    }

    private void body(String nodes) throws IOException {
        Files.writeString(folder.resolve("test.yaml"), "language: en\nstart: a\nnodes:\n" + nodes);
    }

    private List<String> problems() {
        return ScriptFolder.check(folder, PROMPTS, QUEUES, _ -> false, WORDS).stream()
                .map(problem -> Objects.requireNonNull(problem.getMessage()))
                .map(message -> message.substring(folder.toString().length()))
                .toList();
    }
}
