package org.strowger.acd;

import java.util.Collection;

/**
 * Measures the occupancy of agents who are ready, each minute, while a queue chooses by it. Between
 * two measurements it stands still, so that the order of the idle agents does.
 */
final class Occupancies {

    private static final long EVERY_MICROS = 60_000_000;

    private final Matcher matcher;
    private final Deadlines deadlines;
    private boolean wanted;

    Occupancies(Matcher matcher, Deadlines deadlines) {
        this.matcher = matcher;
        this.deadlines = deadlines;
    }

    /** None of the agents is listed. */
    void configure(AcdConfig config, Collection<Agent> agents, long nowMicros) {
        wanted =
                config.queues().stream()
                        .anyMatch(q -> q.choice().method() == Method.LEAST_OCCUPIED);
        for (var agent : agents) {
            if (agent.state instanceof AgentState.Ready) {
                long ready = nowMicros - agent.readySinceMicros;
                measure(agent, nowMicros - ready % EVERY_MICROS);
            }
        }
    }

    /** The agent has become ready, or is so no more; not listed. */
    void readyOrNot(Agent agent, long nowMicros) {
        if (agent.state instanceof AgentState.Ready) {
            agent.readySinceMicros = nowMicros;
            measure(agent, nowMicros);
        } else {
            deadlines.cancel(agent.measuring);
            agent.measuring = null;
        }
    }

    private void measure(Agent agent, long atMicros) {
        deadlines.cancel(agent.measuring);
        agent.measuring = null;
        agent.work.count(agent.state, atMicros);
        agent.work.measure();
        if (wanted) {
            long next = atMicros + EVERY_MICROS;
            agent.measuring = deadlines.at(next, () -> again(agent, next));
        }
    }

    private void again(Agent agent, long atMicros) {
        boolean listed = agent.listed;
        matcher.unlist(agent);
        measure(agent, atMicros);
        if (listed) {
            matcher.list(agent);
        }
    }
}
