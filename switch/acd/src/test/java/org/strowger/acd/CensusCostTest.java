package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/** What a census costs the distributor's thread: a figure to read, with a wide limit. */
@Tag("long")
class CensusCostTest {

    private static final int TIMES = 2_000;
    private static final QueueId QUEUE = new QueueId("support");

    /** Every agent talks, so that callers wait. */
    private static Distributor busy(int agents, int waiting) {
        var distributor = new Distributor();
        var queue = new AcdConfig.Queue(QUEUE, List.of(), 0, 15_000_000, 0, 2 * waiting, 1);
        var all =
                IntStream.range(0, agents)
                        .mapToObj(
                                i -> new AcdConfig.Agent(agent(i), List.of(QUEUE), List.of(), true))
                        .toList();
        handle(
                distributor,
                new AcdEvent.Configured(1, "census", new AcdConfig(List.of(queue), all)));
        for (int i = 0; i < agents; i++) {
            handle(distributor, new AcdEvent.AgentReachable(2, agent(i), true));
        }
        for (int i = 0; i < agents + waiting; i++) {
            var call = new CallId("call-" + i);
            handle(distributor, new AcdEvent.CallQueued(3, call, QUEUE, 0, List.of()));
        }
        return distributor;
    }

    private static AgentId agent(int number) {
        return new AgentId("agent-" + number);
    }

    private static void handle(Distributor distributor, AcdEvent event) {
        for (var command : distributor.handle(event)) {
            if (command instanceof AcdCommand.Offer(var offer, _, _, _)) {
                handle(distributor, new AcdEvent.OfferAccepted(3, offer));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1000, 500", "10000, 5000"})
    void isSmall(int agents, int waiting) {
        var distributor = busy(agents, waiting);
        take(distributor, agents, waiting);
        double micros = take(distributor, agents, waiting);
        System.out.printf(
                Locale.ROOT,
                "figure: a census of %d agents and %d waiting callers takes %.1f us of CPU%n",
                agents,
                waiting,
                micros);
        assertTrue(micros < 5_000, () -> micros + " us");
    }

    private static double take(Distributor distributor, int agents, int waiting) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < TIMES; i++) {
            var census = distributor.census();
            assertEquals(waiting, census.waiting());
            assertEquals(agents, census.talking());
        }
        return (threads.getCurrentThreadCpuTime() - before) / 1e3 / TIMES;
    }
}
