package org.strowger.acd;

import java.util.List;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/**
 * The queues and agents that the distributor works with. Lists, not sets or maps: their order is
 * part of the configuration and the same in every run.
 */
public record AcdConfig(List<Queue> queues, List<Agent> agents) {

    public AcdConfig {
        queues = List.copyOf(queues);
        agents = List.copyOf(agents);
    }

    /**
     * A line of callers with its own rules.
     *
     * @param needs what every agent of this queue must be able to do
     * @param weight added to the score of its calls
     * @param offerMicros how long an agent's phone may ring
     * @param wrapUpMicros the agent's time after a call
     * @param maxWaiting how many may wait; one more is refused
     * @param ronaLimit unanswered offers in a row that make an agent not ready, from 1
     */
    public record Queue(
            QueueId id,
            List<Skill> needs,
            int weight,
            long offerMicros,
            long wrapUpMicros,
            int maxWaiting,
            int ronaLimit) {
        public Queue {
            needs = List.copyOf(needs);
        }
    }

    /**
     * An agent.
     *
     * @param queues those this agent serves
     * @param readyWhenReachable logged in and ready as soon as the phone registers, unless the
     *     agent has logged out
     */
    public record Agent(
            AgentId id, List<QueueId> queues, List<Skill> skills, boolean readyWhenReachable) {
        public Agent {
            queues = List.copyOf(queues);
            skills = List.copyOf(skills);
        }
    }
}
