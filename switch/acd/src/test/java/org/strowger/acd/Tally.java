package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.List;

/** For the {@link Referee}: a census against those who are there. */
final class Tally {

    private static final int STATES = 7;

    private Tally() {}

    static void check(AcdCensus census, Collection<Worker> workers, Collection<Caller> callers) {
        var in = new int[STATES];
        int idle = 0;
        for (var worker : workers) {
            if (worker.rules != null || worker.offer != null) {
                in[state(worker.told)]++;
            }
            idle += worker.isIdle() ? 1 : 0;
        }
        assertEquals(
                List.of(in[0], in[1], in[2], in[3], in[4], in[5], in[6]),
                List.of(
                        census.loggedOut(),
                        census.ready(),
                        census.offered(),
                        census.talking(),
                        census.wrapUp(),
                        census.busy(),
                        census.notReady()),
                "agents by state");
        assertEquals(idle, census.idle(), "idle agents");
        for (var queue : census.queues()) {
            long there = callers.stream().filter(c -> c.joined.queue().equals(queue.id())).count();
            assertEquals(there, queue.waiting() + queue.offered(), "callers of a queue");
        }
    }

    private static int state(AgentState state) {
        return switch (state) {
            case AgentState.LoggedOut _ -> 0;
            case AgentState.Ready _ -> 1;
            case AgentState.Offered _ -> 2;
            case AgentState.Talking _ -> 3;
            case AgentState.WrapUp _ -> 4;
            case AgentState.Busy _ -> 5;
            case AgentState.NotReady _ -> 6;
        };
    }
}
