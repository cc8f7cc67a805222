package org.strowger.acd;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/**
 * A step by which a queue asks for less, or asks more people, of callers who have waited. The steps
 * of a queue add up: each begins from what the one before it left.
 *
 * @param afterMicros of waiting, from joining the queue on
 * @param needs what the queue itself asks for from here on, or null for what it asked for before
 * @param lower by how many levels each of these skills is asked for less, by queue and call
 * @param drop skills that neither queue nor call asks for any more
 * @param queues whose agents get these callers, too
 * @param agents who get these callers, too
 */
public record Relaxation(
        long afterMicros,
        @Nullable Needs needs,
        List<Skill> lower,
        List<String> drop,
        List<QueueId> queues,
        List<AgentId> agents) {
    public Relaxation {
        lower = List.copyOf(lower);
        drop = List.copyOf(drop);
        queues = List.copyOf(queues);
        agents = List.copyOf(agents);
    }
}
