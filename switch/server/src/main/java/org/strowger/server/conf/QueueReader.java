package org.strowger.server.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.Choice;
import org.strowger.acd.Method;
import org.strowger.acd.Needs;
import org.strowger.acd.Order;
import org.strowger.acd.Relaxation;
import org.strowger.acd.Skill;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;
import org.strowger.base.YamlFile;
import org.strowger.call.DeskRules;
import org.strowger.media.ToneTable;
import tools.jackson.databind.JsonNode;

/** Reads queues.yaml. Which skills are known {@link ScriptWords} says. */
final class QueueReader {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");

    private final YamlFile file;
    private final YamlFile agentsFile;
    private final SequencedSet<String> queues = new LinkedHashSet<>();
    private final SequencedSet<String> agents = new LinkedHashSet<>();
    private final SequencedSet<String> skills = new LinkedHashSet<>();

    /**
     * A reader.
     *
     * @param agentsFile for the names of agents and skills; whether it is right is not looked at
     */
    QueueReader(YamlFile file, YamlFile agentsFile) {
        this.file = file;
        this.agentsFile = agentsFile;
        for (var agent : agentsFile.root().get("agents")) {
            agents.add(agent.get("id").asString());
            agent.path("skills").properties().forEach(skill -> skills.add(skill.getKey()));
        }
    }

    Map<String, QueueConf> queues() {
        for (var node : file.root().get("queues")) {
            if (!queues.add(node.get("id").asString())) {
                throw file.wrong(node.get("id"), "a queue of this name stands above");
            }
        }
        var read = new LinkedHashMap<String, QueueConf>();
        for (var node : file.root().get("queues")) {
            var rules = rules(node);
            var record = RecordingConfReader.rule(node.path("record"));
            var desk = desk(node);
            long longestTalk = micros(node.path("longest-talk-s"));
            var service = new ServiceReader(file, agentsFile, node).service();
            var where = file.where(node.has("announce") ? node.get("announce") : node);
            var queue = new QueueConf(rules, record, desk, longestTalk, service, where);
            read.put(rules.id().value(), queue);
        }
        return read;
    }

    private DeskRules desk(JsonNode queue) {
        var desk = queue.path("desk");
        var spoken = new ArrayList<String>();
        if (desk.path("zip-tone").asBoolean(false)) {
            spoken.add(ToneTable.BEEP_ID);
        }
        spoken.addAll(AgentReader.strings(desk.path("say")));
        var show = desk.path("show");
        var wrong = PLACEHOLDER.matcher(show.asString(""));
        while (wrong.find()) {
            if (!DeskRules.PLACEHOLDERS.contains(wrong.group(1))) {
                throw file.wrong(
                        show,
                        "there is no {%s}; there are %s"
                                .formatted(
                                        wrong.group(1), String.join(", ", DeskRules.PLACEHOLDERS)));
            }
        }
        return new DeskRules(show.asString(""), desk.path("auto-answer").asBoolean(false), spoken);
    }

    private AcdConfig.Queue rules(JsonNode node) {
        return new AcdConfig.Queue(
                new QueueId(node.get("id").asString()),
                needs(node.path("needs")),
                node.path("weight").asInt(0),
                micros(node.get("offer-s")),
                micros(node.get("wrap-up-s")),
                node.get("max-waiting").asInt(),
                node.path("rona-limit").asInt(1),
                relaxation(node.path("relax")),
                choice(node),
                TimeUnit.SECONDS.toMicros(node.path("objective-s").asInt(20)),
                new ServiceReader(file, agentsFile, node).stay());
    }

    /** Which caller is served first. */
    static Order order(YamlFile queuesFile) {
        var root = queuesFile.root();
        var tiers = new ArrayList<Order.Tier>();
        root.path("tiers")
                .properties()
                .forEach(t -> tiers.add(new Order.Tier(t.getKey(), t.getValue().asInt())));
        return new Order(root.path("order").asString("").equals("objective"), tiers);
    }

    private Choice choice(JsonNode node) {
        var name = node.path("method").asString("longest-idle");
        var method = Method.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        boolean stepwise = method == Method.RING_PROGRESSIVELY;
        only(node, "seed", method == Method.WEIGHTED_RANDOM, name);
        only(node, "ring-most", stepwise || method == Method.RING_ALL, name);
        only(node, "ring-next-s", stepwise, name);
        return new Choice(
                method,
                node.path("seed").asLong(0),
                node.path("ring-most").asInt(10),
                TimeUnit.SECONDS.toMicros(node.path("ring-next-s").asInt(5)));
    }

    private void only(JsonNode node, String key, boolean used, String method) {
        if (node.has(key) && !used) {
            throw file.wrong(node.get(key), "the method %s has no %s".formatted(method, key));
        }
    }

    private List<Relaxation> relaxation(JsonNode nodes) {
        var steps = new ArrayList<Relaxation>();
        for (var node : nodes) {
            var step = relaxationStep(node);
            if (!steps.isEmpty() && steps.getLast().afterMicros() >= step.afterMicros()) {
                throw file.wrong(node.get("after-s"), "a step must come after the one before it");
            }
            steps.add(step);
        }
        return steps;
    }

    private Relaxation relaxationStep(JsonNode node) {
        return new Relaxation(
                micros(node.get("after-s")),
                node.has("needs") ? needs(node.get("needs")) : null,
                skills(node.path("lower")),
                dropped(node.path("drop")),
                names("queue", node.path("queues"), queues).stream().map(QueueId::new).toList(),
                names("agent", node.path("agents"), agents).stream().map(AgentId::new).toList());
    }

    /** A map of skills to levels, all of which are needed, or an expression. */
    private Needs needs(JsonNode node) {
        if (!node.isString()) {
            return Needs.of(skills(node));
        }
        var mistake = ScriptWords.mistake(node.asString(), skills);
        if (mistake.isPresent()) {
            throw file.wrong(node, mistake.get().offset(), mistake.get().problem());
        }
        return Needs.parse(node.asString());
    }

    private List<Skill> skills(JsonNode levels) {
        for (var skill : levels.properties()) {
            if (ScriptWords.isUnknown(skill.getKey(), skills)) {
                throw file.wrong(skill.getValue(), noSuch("skill", skill.getKey(), skills));
            }
        }
        return AgentReader.levels(file, levels).entrySet().stream()
                .map(level -> new Skill(level.getKey(), level.getValue()))
                .toList();
    }

    private List<String> dropped(JsonNode nodes) {
        return skills.isEmpty() ? AgentReader.strings(nodes) : names("skill", nodes, skills);
    }

    private List<String> names(String what, JsonNode nodes, SequencedSet<String> known) {
        for (var node : nodes) {
            if (!known.contains(node.asString())) {
                throw file.wrong(node, noSuch(what, node.asString(), known));
            }
        }
        return AgentReader.strings(nodes);
    }

    private static String noSuch(String what, String name, SequencedSet<String> known) {
        return what.equals("skill")
                ? ScriptWords.noSuchSkill(name, known)
                : ConfReader.noSuch(what, name, known);
    }

    private static long micros(JsonNode seconds) {
        return TimeUnit.SECONDS.toMicros(seconds.asInt(0));
    }
}
