package org.strowger.server.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.strowger.acd.Skill;
import org.strowger.base.YamlFile;
import org.strowger.call.Destination.Kind;
import org.strowger.call.UserRights;
import org.strowger.sip.registrar.DigestAlgorithm;
import tools.jackson.databind.JsonNode;

/** Reads agents.yaml. Passwords become hashes here, and go no further. */
final class AgentReader {

    private final YamlFile file;
    private final String realm;
    private final Set<String> queues;
    private final int optionsSeconds;

    /**
     * A reader.
     *
     * @param optionsSeconds of agents that have no such key
     */
    AgentReader(YamlFile file, String realm, Set<String> queues, int optionsSeconds) {
        this.file = file;
        this.realm = realm;
        this.queues = queues;
        this.optionsSeconds = optionsSeconds;
    }

    List<SwitchConf.Agent> agents() {
        var agents = new LinkedHashMap<String, SwitchConf.Agent>();
        for (var node : file.root().get("agents")) {
            var agent = agent(node);
            if (agents.put(agent.id(), agent) != null) {
                throw file.wrong(node.get("id"), "an agent of this id stands above");
            }
        }
        return List.copyOf(agents.values());
    }

    private SwitchConf.Agent agent(JsonNode node) {
        var id = node.get("id").asString();
        var digest = strings(node.get("digest"));
        var ha1 = ha1(node, id);
        for (var algorithm : node.get("digest")) {
            if (!ha1.containsKey(algorithm.asString())) {
                throw file.wrong(algorithm, "ha1 has no hash for this algorithm");
            }
        }
        for (var queue : node.get("queues")) {
            if (!queues.contains(queue.asString())) {
                throw file.wrong(queue, ConfReader.noSuch("queue", queue.asString(), queues));
            }
        }
        return new SwitchConf.Agent(
                id,
                ha1,
                digest,
                strings(node.get("queues")),
                levels(file, node.path("skills")),
                node.get("ready").asString().equals("registered"),
                node.path("options-s").asInt(optionsSeconds),
                rights(node));
    }

    private UserRights rights(JsonNode node) {
        var groups = new LinkedHashSet<>(strings(node.path("pick-up")));
        return rights(file, node.path("class"), file, groups);
    }

    /**
     * What a class allows.
     *
     * @param file where it is named
     * @param named its name; missing for none
     * @param agentsFile where it is described
     */
    static UserRights rights(
            YamlFile file, JsonNode named, YamlFile agentsFile, Set<String> groups) {
        var name = named.asString("");
        var rules = agentsFile.root().at("/classes").path(name);
        if (!name.isEmpty() && rules.isMissingNode()) {
            var known = new LinkedHashSet<String>();
            var classes = agentsFile.root().path("classes");
            classes.properties().forEach(entry -> known.add(entry.getKey()));
            throw file.wrong(named, ConfReader.noSuch("class", name, known));
        }
        var kinds = new LinkedHashSet<Kind>();
        strings(rules.path("kinds")).forEach(kind -> kinds.add(kind(kind)));
        return new UserRights(
                groups,
                kinds,
                rules.path("calls").asInt(0),
                rules.path("costly-calls").asInt(0),
                rules.path("forwards-strangers").asBoolean(false),
                rules.path("supervises").asBoolean(false));
    }

    static Kind kind(String name) {
        return Kind.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private Map<String, String> ha1(JsonNode node, String id) {
        var hashes = new LinkedHashMap<String, String>();
        for (var algorithm : DigestAlgorithm.values()) {
            var name = algorithm.token();
            if (node.has("password")) {
                var text = id + ":" + realm + ":" + node.get("password").asString();
                hashes.put(name, algorithm.hash(text));
            } else if (node.get("ha1").has(name)) {
                hashes.put(name, node.get("ha1").get(name).asString());
            }
        }
        return hashes;
    }

    /** A map of names to levels; its order is that of the file. */
    static Map<String, Integer> levels(YamlFile file, JsonNode skills) {
        var levels = new LinkedHashMap<String, Integer>();
        for (var skill : skills.properties()) {
            if (!Skill.isName(skill.getKey())) {
                throw file.wrong(
                        skill.getValue(),
                        "no skill may be called %s: and, or and not are words of needs"
                                .formatted(skill.getKey()));
            }
            levels.put(skill.getKey(), skill.getValue().asInt());
        }
        return levels;
    }

    static List<String> strings(JsonNode list) {
        var strings = new ArrayList<String>();
        list.forEach(text -> strings.add(text.asString()));
        return strings;
    }
}
