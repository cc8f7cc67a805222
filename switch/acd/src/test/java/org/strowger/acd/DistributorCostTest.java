package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/**
 * What an event costs the distributor's thread, against the number of agents: figures to read, with
 * wide limits. Each agent has 8 of 200 skills and serves 20 of 1,000 queues; calls wait all the
 * time. Of the calls 5 % leave, of the offers 2 % are rejected; every queue relaxes after 60 s.
 */
@Tag("long")
class DistributorCostTest {

    private static final int QUEUES = 1_000;
    private static final int SKILLS = 200;
    private static final int ROUNDS = 100_000;
    private static final long ROUND_MICROS = 1_000;

    private final Random random = new Random(1);
    private final Distributor distributor = new Distributor();
    private final ArrayDeque<OfferId> talks = new ArrayDeque<>();
    private final ArrayList<CallId> joined = new ArrayList<>();
    private long[] assignments = new long[4 * ROUNDS];
    private int assigned;
    private long events;
    private long now = 1_000_000;

    @ParameterizedTest
    @CsvSource({"100, 1000", "1000, 10000", "10000, 100000", "100000, 100000"})
    void growsSlowlyWithTheAgents(int agents, int waiting) {
        start(agents, waiting);
        rounds();
        events = 0;
        assigned = 0;
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        rounds();
        double micros = (threads.getCurrentThreadCpuTime() - before) / 1e3 / events;
        Arrays.sort(assignments, 0, assigned);
        System.out.printf(
                Locale.ROOT,
                "figure: %d agents, %d in queues: %.2f us of CPU an event, %d assignments of"
                        + " %.1f us (median), %.1f us (99.9 %%)%n",
                agents,
                distributor.census().waiting(),
                micros,
                assigned,
                assignments[assigned / 2] / 1e3,
                assignments[(int) (assigned * 0.999)] / 1e3);
        assertTrue(micros < 200, () -> micros + " us an event");
    }

    private void start(int agents, int waiting) {
        var queues = IntStream.range(0, QUEUES).mapToObj(q -> queue(q, waiting)).toList();
        var all = IntStream.range(0, agents).mapToObj(this::agent).toList();
        handle(new AcdEvent.Configured(now, "cost", new AcdConfig(queues, all)));
        for (int i = 0; i < agents; i++) {
            handle(new AcdEvent.AgentReachable(++now, agentId(i), true));
        }
        for (int i = 0; i < agents + waiting; i++) {
            join();
        }
    }

    private static AcdConfig.Queue queue(int number, int waiting) {
        var rules =
                new QueueRules(
                        new AcdConfig.Queue(
                                queueId(number), List.of(), 0, 15_000_000, 0, waiting, 100));
        if (number % 2 == 0) {
            rules.needs =
                    Needs.parse(
                            "s%d or s%d >= 3 or s%d >= 2 or s%d"
                                    .formatted(
                                            number % SKILLS,
                                            (number + 7) % SKILLS,
                                            (number + 31) % SKILLS,
                                            (number + 101) % SKILLS));
        }
        rules.relaxation =
                List.of(
                        new Relaxation(
                                60_000_000,
                                Needs.none(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()));
        return rules.rules();
    }

    private AcdConfig.Agent agent(int number) {
        var queues = random.ints(0, QUEUES).distinct().limit(20).mapToObj(q -> queueId(q)).toList();
        var skills =
                random.ints(0, SKILLS)
                        .distinct()
                        .limit(8)
                        .mapToObj(s -> new Skill("s" + s, 1 + random.nextInt(10)))
                        .toList();
        return new AcdConfig.Agent(agentId(number), queues, skills, true);
    }

    /** A call comes, a talk ends; as many wait afterwards as before. */
    private void rounds() {
        for (int i = 0; i < ROUNDS; i++) {
            now += ROUND_MICROS;
            join();
            if (random.nextInt(20) == 0) {
                handle(new AcdEvent.CallLeft(now, joined.get(random.nextInt(joined.size()))));
                join();
            }
            if (!talks.isEmpty()) {
                handle(new AcdEvent.TalkEnded(now, talks.removeFirst()));
            }
        }
    }

    private void join() {
        var call = new CallId("c" + joined.size());
        joined.add(call);
        var queue = queueId(random.nextInt(QUEUES));
        handle(new AcdEvent.CallQueued(now, call, queue, 0, List.of()));
    }

    private void handle(AcdEvent event) {
        events++;
        long began = System.nanoTime();
        var done = distributor.handle(event);
        long nanos = System.nanoTime() - began;
        boolean first = true;
        for (var command : done) {
            if (command instanceof AcdCommand.Offer(var offer, _, _, _)) {
                if (first && assigned < assignments.length) {
                    assignments[assigned++] = nanos;
                }
                first = false;
                answer(offer);
            }
        }
    }

    private void answer(OfferId offer) {
        if (random.nextInt(50) == 0) {
            handle(new AcdEvent.OfferRefused(now, offer));
        } else {
            talks.addLast(offer);
            handle(new AcdEvent.OfferAccepted(now, offer));
        }
    }

    private static QueueId queueId(int number) {
        return new QueueId("q" + number);
    }

    private static AgentId agentId(int number) {
        return new AgentId("a" + number);
    }
}
