package org.strowger.acd;

import java.util.List;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/**
 * The queues and agents that the distributor works with. Lists, not sets or maps: their order is
 * part of the configuration and the same in every run.
 */
public record AcdConfig(List<Queue> queues, List<Agent> agents, Order order) {

    public AcdConfig {
        queues = List.copyOf(queues);
        agents = List.copyOf(agents);
    }

    /** Callers by waiting, all customers alike. */
    public AcdConfig(List<Queue> queues, List<Agent> agents) {
        this(queues, agents, Order.PLAIN);
    }

    /**
     * A line of callers with its own rules.
     *
     * @param needs what every agent who gets its calls must be able to do
     * @param weight added to the score of its calls
     * @param offerMicros how long an agent's phone may ring
     * @param wrapUpMicros the agent's time after a call
     * @param maxWaiting how many may wait; one more is refused
     * @param ronaLimit unanswered offers in a row that make an agent not ready, from 1
     * @param relaxation steps by the time waited, the earliest first
     * @param choice among the agents
     * @param objectiveMicros within which a call should be answered; for {@link
     *     Order#objectiveFirst}
     * @param stay when it takes nobody more, and lets go who waits
     */
    public record Queue(
            QueueId id,
            Needs needs,
            int weight,
            long offerMicros,
            long wrapUpMicros,
            int maxWaiting,
            int ronaLimit,
            List<Relaxation> relaxation,
            Choice choice,
            long objectiveMicros,
            Stay stay) {
        public Queue {
            relaxation = List.copyOf(relaxation);
        }

        /** One in which everybody may stay. */
        public Queue(
                QueueId id,
                Needs needs,
                int weight,
                long offerMicros,
                long wrapUpMicros,
                int maxWaiting,
                int ronaLimit,
                List<Relaxation> relaxation,
                Choice choice,
                long objectiveMicros) {
            this(
                    id,
                    needs,
                    weight,
                    offerMicros,
                    wrapUpMicros,
                    maxWaiting,
                    ronaLimit,
                    relaxation,
                    choice,
                    objectiveMicros,
                    Stay.FREE);
        }

        /** The same with these rules for who may stay. */
        public Queue with(Stay rules) {
            return new Queue(
                    id,
                    needs,
                    weight,
                    offerMicros,
                    wrapUpMicros,
                    maxWaiting,
                    ronaLimit,
                    relaxation,
                    choice,
                    objectiveMicros,
                    rules);
        }

        /** One that asks for all of these skills, however long the caller waits. */
        public Queue(
                QueueId id,
                List<Skill> needs,
                int weight,
                long offerMicros,
                long wrapUpMicros,
                int maxWaiting,
                int ronaLimit) {
            this(
                    id,
                    Needs.of(needs),
                    weight,
                    offerMicros,
                    wrapUpMicros,
                    maxWaiting,
                    ronaLimit,
                    List.of(),
                    Choice.LONGEST_IDLE,
                    0);
        }

        /** How many steps of relaxation a caller who has waited for so long has behind. */
        int step(long waitedMicros) {
            int step = 0;
            while (step < relaxation.size() && relaxation.get(step).afterMicros() <= waitedMicros) {
                step++;
            }
            return step;
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
