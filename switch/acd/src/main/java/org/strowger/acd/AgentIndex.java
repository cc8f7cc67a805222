package org.strowger.acd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/** Who serves which queue, for the life of a configuration. */
final class AgentIndex {

    private final SequencedMap<QueueId, List<Agent>> byQueue = new LinkedHashMap<>();
    private final SequencedMap<AgentId, Agent> byId = new LinkedHashMap<>();

    /**
     * An index of those who are configured.
     *
     * @param agents some of them may have been removed
     */
    AgentIndex(Collection<Agent> agents) {
        for (var agent : agents) {
            if (!agent.removed) {
                byId.put(agent.id, agent);
                agent.queues()
                        .forEach(
                                q -> byQueue.computeIfAbsent(q, _ -> new ArrayList<>()).add(agent));
            }
        }
    }

    List<Agent> serving(QueueId queue) {
        return byQueue.getOrDefault(queue, List.of());
    }

    /** The place in the configuration, or -1. */
    int place(@Nullable AgentId id) {
        var agent = id == null ? null : byId.get(id);
        return agent == null ? -1 : agent.order();
    }

    /** The agent of this name, if there is one. */
    List<Agent> find(AgentId id) {
        var agent = byId.get(id);
        return agent == null ? List.of() : List.of(agent);
    }
}
