package org.strowger.ivr;

import com.networknt.schema.utils.JsonNodes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.strowger.base.ConfigException;
import org.strowger.base.YamlFile;
import org.strowger.ivr.ScriptGraph.Vertex;
import tools.jackson.databind.JsonNode;

/**
 * Looks for what a schema cannot say in one script file. Whoever passes has no name that leads
 * nowhere, no sound that is missing in a language the caller can have, no node that nobody reaches,
 * and an end: as a caller who presses no key never goes round for ever, every call comes to a
 * queue, a transfer, an echo or a hang-up.
 */
final class ScriptCheck {

    /** What scripts may name. */
    record Known(
            Set<String> prompts, Set<String> queues, Predicate<String> numbers, QueueWords words) {

        boolean hasLanguage(String language) {
            return prompts.stream().anyMatch(prompt -> prompt.startsWith(language + "/"));
        }
    }

    private record Problem(int line, int column, ConfigException exception) {}

    private final YamlFile file;
    private final Known known;
    private final ScriptGraph graph;
    private final List<Problem> problems = new ArrayList<>();

    private ScriptCheck(YamlFile file, Known known) {
        this.file = file;
        this.known = known;
        this.graph = new ScriptGraph(file.root().get("nodes"));
    }

    /** All mistakes in a file that fits the schema, by position. */
    static List<ConfigException> problems(YamlFile file, Known known) {
        var check = new ScriptCheck(file, known);
        check.all();
        check.problems.sort(
                Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        return check.problems.stream().map(Problem::exception).toList();
    }

    private void all() {
        var start = file.root().get("start");
        var language = file.root().get("language");
        language(language);
        target(start);
        var languages = graph.languages(start.asString(), language.asString());
        boolean begins = graph.vertices().containsKey(start.asString());
        for (var vertex : graph.vertices().values()) {
            if (begins && !languages.containsKey(vertex.name())) {
                wrong(vertex.at(), "no way leads to node '%s'".formatted(vertex.name()));
            }
            vertex.targets().forEach(this::target);
            names(vertex);
            prompts(vertex, languages);
        }
        graph.loopsWithoutKey().forEach(this::loop);
    }

    private void names(Vertex vertex) {
        var body = vertex.body();
        switch (vertex.kind()) {
            case "menu" -> keys(body.get("keys"));
            case "set-language" -> language(body.get("language"));
            case "queue" -> queue(body);
            case "callback" -> callback(body.get("queue"));
            case "transfer" -> number(body.get("number"));
            default -> {} // The others name nothing but nodes and prompts.
        }
    }

    private void target(JsonNode target) {
        var name = target.asString();
        if (!graph.vertices().containsKey(name)) {
            unknown(target, "node", graph.vertices().keySet());
        }
    }

    private void keys(JsonNode keys) {
        keys.forEachEntry((key, at) -> {
            if (key.length() != 1 || !Keys.isKey(key.charAt(0))) {
                wrong(at, "'%s' is no key: keys are 0 to 9, *, # and A to D".formatted(key));
            }
        });
    }

    private void language(JsonNode language) {
        if (!known.hasLanguage(language.asString())) {
            wrong(language, "there are no prompts in language '%s'".formatted(language.asString()));
        }
    }

    private void queue(JsonNode body) {
        among("queue", body.get("name"), known.queues());
        among("tier", body.get("tier"), known.words().tiers());
        among("agent", body.get("preferred-agent"), known.words().agents());
        keys(body.path("exit-keys"));
        @Nullable JsonNode needs = body.get("needs");
        if (needs != null) {
            var mistake = known.words().mistake(needs.asString());
            if (mistake.isPresent()) {
                var it = mistake.get();
                add(needs, file.wrong(needs, it.offset(), it.problem()));
            }
        }
    }

    private void callback(JsonNode queue) {
        among("queue", queue, known.queues());
        if (known.queues().contains(queue.asString())
                && !known.words().callbacks().contains(queue.asString())) {
            wrong(queue, "queue '%s' has no callback".formatted(queue.asString()));
        }
    }

    private void among(String what, @Nullable JsonNode name, Set<String> names) {
        if (name != null && !names.contains(name.asString())) {
            unknown(name, what, names);
        }
    }

    private void number(JsonNode number) {
        if (!known.numbers().test(number.asString())) {
            unknown(number, "number", List.of());
        }
    }

    private void prompts(Vertex vertex, Map<String, SortedSet<String>> languages) {
        var spoken = languages.getOrDefault(vertex.name(), Collections.emptySortedSet());
        for (var prompt : vertex.prompts()) {
            var missing =
                    spoken.stream()
                            .filter(known::hasLanguage) // What has none at all was said before.
                            .map(language -> Prompts.id(prompt.asString(), language))
                            .distinct()
                            .filter(id -> !known.prompts().contains(id))
                            .toList();
            for (var id : missing) {
                wrong(prompt, "there is no prompt '%s'%s".formatted(id, hint(id, known.prompts())));
            }
        }
    }

    private void loop(List<Vertex> ring) {
        var names = ring.stream().map(Vertex::name).collect(Collectors.joining(", "));
        var first = ring.getFirst().name();
        var back =
                ring.getLast().withoutKey().stream()
                        .filter(target -> target.asString().equals(first))
                        .findFirst();
        wrong(
                back.orElse(ring.getLast().at()),
                "a caller who presses no key goes round for ever: %s, %s".formatted(names, first));
    }

    private void unknown(JsonNode name, String what, Collection<String> names) {
        var typed = name.asString();
        wrong(name, "there is no %s '%s'%s".formatted(what, typed, hint(typed, names)));
    }

    private static String hint(String typed, Collection<String> names) {
        return Nearest.hint(typed, names.stream().sorted().toList());
    }

    private void wrong(JsonNode at, String problem) {
        add(at, file.wrong(at, problem));
    }

    private void add(JsonNode at, ConfigException problem) {
        var location = JsonNodes.tokenStreamLocationOf(at);
        problems.add(
                new Problem(
                        location == null ? 0 : location.getLineNr(),
                        location == null ? 0 : location.getColumnNr(),
                        problem));
    }
}
