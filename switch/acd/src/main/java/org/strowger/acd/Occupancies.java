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
        restore(config);
        for (var agent : agents) {
            if (agent.state instanceof AgentState.Ready) {
                long ready = nowMicros - agent.readySinceMicros;
                measure(agent, nowMicros - ready % EVERY_MICROS);
            }
        }
    }

    /** Who is measured already goes on to be. */
    void restore(AcdConfig config) {
        wanted =
                config.queues().stream()
                        .anyMatch(q -> q.choice().method() == Method.LEAST_OCCUPIED);
    }

    /** Measured again at this time. */
    void resume(Agent agent, long dueMicros) {
        agent.measuring = deadlines.at(dueMicros, () -> again(agent, dueMicros));
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
            resume(agent, atMicros + EVERY_MICROS);
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
