package org.strowger.ivr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A script file as a graph: its nodes as they stand in the file, which fits the schema but may name
 * what does not exist.
 */
final class ScriptGraph {

    /** Fields that name the next node when the caller presses no key. */
    private static final Set<String> WITHOUT_KEY =
            Set.of("next", "on-no-key", "on-overflow", "on-failure");

    /** Fields that name several. */
    private static final Set<String> MAPS = Set.of("keys", "exit-keys", "on-refused");

    private static final Set<String> PROMPTS =
            Set.of("prompts", "no-key-prompts", "invalid-prompts");

    /**
     * A node of the file.
     *
     * @param at where it stands
     * @param kind play, menu and so on
     * @param body what stands below the kind
     */
    record Vertex(String name, JsonNode at, String kind, JsonNode body) {

        static Vertex of(String name, JsonNode at) {
            var only = at.properties().iterator().next();
            return new Vertex(name, at, only.getKey(), only.getValue());
        }

        /** All names of nodes in it, in the order of the file. */
        List<JsonNode> targets() {
            var targets = new ArrayList<JsonNode>();
            for (var field : body.properties()) {
                if (MAPS.contains(field.getKey())) {
                    targets.addAll(field.getValue().values());
                } else if (WITHOUT_KEY.contains(field.getKey())
                        || field.getKey().equals("on-invalid")) {
                    targets.add(field.getValue());
                }
            }
            return targets;
        }

        /** Where a caller may come who presses no key; nowhere where the script ends. */
        List<JsonNode> withoutKey() {
            var targets = new ArrayList<JsonNode>();
            for (var field : body.properties()) {
                if (field.getKey().equals("on-refused")) {
                    targets.addAll(field.getValue().values());
                } else if (WITHOUT_KEY.contains(field.getKey())) {
                    targets.add(field.getValue());
                }
            }
            return targets;
        }

        List<JsonNode> prompts() {
            var prompts = new ArrayList<JsonNode>();
            for (var field : body.properties()) {
                if (PROMPTS.contains(field.getKey())) {
                    prompts.addAll(field.getValue().values());
                }
            }
            return prompts;
        }
    }

    private record Arrival(String node, String language) {}

    private final Map<String, Vertex> vertices = new LinkedHashMap<>();

    ScriptGraph(JsonNode nodes) {
        nodes.forEachEntry((name, at) -> vertices.put(name, Vertex.of(name, at)));
    }

    Map<String, Vertex> vertices() {
        return vertices;
    }

    /**
     * For every node that can be reached from {@code start}: the languages that a call can have
     * there.
     */
    Map<String, SortedSet<String>> languages(String start, String language) {
        var languages = new LinkedHashMap<String, SortedSet<String>>();
        var open = new ArrayDeque<Arrival>();
        open.add(new Arrival(start, language));
        for (var at = open.poll(); at != null; at = open.poll()) {
            var vertex = vertices.get(at.node());
            if (vertex != null
                    && languages
                            .computeIfAbsent(at.node(), _ -> new TreeSet<>())
                            .add(at.language())) {
                var spoken =
                        vertex.kind().equals("set-language")
                                ? vertex.body().get("language").asString()
                                : at.language();
                for (var target : vertex.targets()) {
                    open.add(new Arrival(target.asString(), spoken));
                }
            }
        }
        return languages;
    }

    /**
     * Rings of nodes in which a caller who presses no key may go round for ever, each from the node
     * at which it is first entered.
     */
    List<List<Vertex>> loopsWithoutKey() {
        var loops = new ArrayList<List<Vertex>>();
        var seen = new TreeSet<String>();
        for (var first : vertices.values()) {
            follow(first, new ArrayList<>(), seen, loops);
        }
        return loops;
    }

    /** No deeper than there are nodes. */
    private void follow(
            @Nullable Vertex at, List<Vertex> path, Set<String> seen, List<List<Vertex>> loops) {
        if (at == null) {
            return;
        }
        int again = path.indexOf(at);
        if (again >= 0) {
            loops.add(List.copyOf(path.subList(again, path.size())));
        } else if (seen.add(at.name())) {
            path.add(at);
            for (var target : at.withoutKey()) {
                follow(vertices.get(target.asString()), path, seen, loops);
            }
            path.removeLast();
        }
    }
}
