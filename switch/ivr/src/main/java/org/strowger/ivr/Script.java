package org.strowger.ivr;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One script, complete: every name in it leads somewhere. Immutable; shared by all calls in it.
 *
 * @param name its file's name without {@code .yaml}
 * @param start name of the first node
 * @param language of prompts until the script says otherwise
 * @param nodes by name, in the order of the file; every name that a node goes to is a key here
 */
public record Script(String name, String start, String language, Map<String, Node> nodes) {

    private static final String ENGLISH = "en";

    public Script {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        requireNode(name, nodes, start);
        for (var node : nodes.values()) {
            for (var target : node.targets()) {
                requireNode(name, nodes, target);
            }
        }
    }

    /** Answers and puts the caller into a queue; hangs up when it is full. */
    public static Script queueing(String queue) {
        var nodes = new LinkedHashMap<String, Node>();
        nodes.put("queue", new Node.Queue(queue, 0, "full"));
        nodes.put("full", new Node.HangUp());
        return new Script("queue " + queue, "queue", ENGLISH, nodes);
    }

    /** Answers and lets the caller hear himself. */
    public static Script echoing() {
        return new Script("echo", "echo", ENGLISH, Map.of("echo", new Node.Echo()));
    }

    /**
     * The node of a name.
     *
     * @throws IllegalArgumentException when there is none, which the script itself never causes
     */
    public Node node(String node) {
        return requireNode(name, nodes, node);
    }

    /** Whether it says the caller's number. */
    public boolean saysCaller() {
        return nodes.values().stream()
                .anyMatch(node -> node.prompts().contains(Prompts.CALLERS_NUMBER));
    }

    private static Node requireNode(String script, Map<String, Node> nodes, String node) {
        var found = nodes.get(node);
        if (found == null) {
            throw new IllegalArgumentException(
                    "Script '%s' has no node '%s'".formatted(script, node));
        }
        return found;
    }
}
