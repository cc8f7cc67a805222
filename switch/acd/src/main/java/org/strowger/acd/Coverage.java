package org.strowger.acd;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/**
 * Which agents can ever get calls of which queue, by the configuration alone: of calls that ask for
 * nothing themselves, unless it is said what for.
 */
public final class Coverage {

    private final SequencedMap<QueueId, SequencedMap<AgentId, Long>> afterMicros =
            new LinkedHashMap<>();

    private final AcdConfig config;
    private final SkillTable table;
    private final AgentIndex index;

    public Coverage(AcdConfig config) {
        this.config = config;
        this.table = new SkillTable(config.agents());
        var agents = config.agents().stream().map(rules -> agent(rules, table)).toList();
        this.index = new AgentIndex(agents);
        for (var queue : config.queues()) {
            afterMicros.put(queue.id(), find(queue, Needs.none(), index, table));
        }
    }

    /** After how much waiting the agent gets calls of the queue, in microseconds; null: never. */
    public @Nullable Long serves(QueueId queue, AgentId agent) {
        return of(queue).get(agent);
    }

    /** After how much waiting there is an agent for the queue's calls; null: never. */
    public @Nullable Long served(QueueId queue) {
        return of(queue).values().stream().min(Long::compare).orElse(null);
    }

    /** The same of calls that ask for these needs besides. */
    public @Nullable Long served(QueueId queue, Needs needs) {
        return config.queues().stream()
                .filter(rules -> rules.id().equals(queue))
                .flatMap(rules -> find(rules, needs, index, table).values().stream())
                .min(Long::compare)
                .orElse(null);
    }

    private SequencedMap<AgentId, Long> of(QueueId queue) {
        return afterMicros.getOrDefault(queue, new LinkedHashMap<>());
    }

    private static SequencedMap<AgentId, Long> find(
            AcdConfig.Queue queue, Needs needs, AgentIndex index, SkillTable table) {
        var found = new LinkedHashMap<AgentId, Long>();
        for (int step = 0; step <= queue.relaxation().size(); step++) {
            long after = step == 0 ? 0 : queue.relaxation().get(step - 1).afterMicros();
            var key = new Requirement.Key(queue.id(), needs, step, null);
            var requirement = new Requirement(key, new Line(queue), table, index);
            requirement.members.forEach(a -> found.putIfAbsent(a.id, after));
        }
        return found;
    }

    private static Agent agent(AcdConfig.Agent rules, SkillTable table) {
        var agent = new Agent(rules);
        agent.configure(rules, 0, table);
        return agent;
    }
}
