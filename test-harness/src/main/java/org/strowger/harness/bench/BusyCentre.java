package org.strowger.harness.bench;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AgentState;
import org.strowger.acd.Choice;
import org.strowger.acd.Distributor;
import org.strowger.acd.Needs;
import org.strowger.acd.Order;
import org.strowger.acd.Relaxation;
import org.strowger.acd.Skill;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/**
 * A contact centre in which callers wait all the time, on a clock of its own: each agent has 8 of
 * 200 skills and serves 20 of 1,000 queues, of which half ask for one of four skills. One caller in
 * ten is worth five minutes more than the others.
 *
 * <p>An agent is rung for 4 s, talks for about 3 minutes and wraps up for 20 s. One offer in fifty
 * rings out, one caller in twenty leaves, one queue in a hundred relaxes its needs after a minute;
 * the others would after two days. Whoever leaves or is served is followed by another caller.
 *
 * <p>The same seed gives the same events.
 */
final class BusyCentre {

    static final int QUEUES = 1_000;
    static final int SKILLS = 200;
    private static final int SKILLS_OF_AGENT = 8;
    private static final int QUEUES_OF_AGENT = 20;
    private static final long SECOND = 1_000_000;
    private static final long START = 1_700_000_000L * SECOND;
    private static final long RING = 4 * SECOND;
    private static final long RINGS_OUT = 15 * SECOND;
    private static final long WRAP_UP = 20 * SECOND;
    private static final long CYCLE = 204 * SECOND;
    private static final String GOLD = "gold";

    /** What will happen, if that is still possible then; null: nothing but that time passes. */
    private record Due(long atMicros, long number, @Nullable AcdEvent event) {}

    private final Random random = new Random(1);
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(
                    Comparator.comparingLong(Due::atMicros).thenComparingLong(Due::number));
    private final Distributor distributor = new Distributor();
    private final Consumer<? super AcdEvent> told;
    private final NaiveRule rule;
    private final List<QueueId> queues =
            IntStream.range(0, QUEUES).mapToObj(i -> new QueueId("queue-" + i)).toList();
    private final List<String> skills =
            IntStream.range(0, SKILLS).mapToObj(i -> "skill-" + i).toList();
    private final long patience;
    private long now = START;
    private long events;
    private long planned;
    private long calls;
    private int missing;

    /**
     * Opens: every agent talks, and so many callers wait.
     *
     * @param told each event, before it is handled
     * @param checkEvery how many decisions there are to one that is checked
     */
    BusyCentre(int agents, int waiting, Consumer<? super AcdEvent> told, int checkEvery) {
        this.told = told;
        this.patience = Math.max(SECOND, CYCLE / agents * waiting);
        var config = config(agents, waiting);
        this.rule = new NaiveRule(config, checkEvery);
        handle(new AcdEvent.Configured(now, "busy", config));
        for (var agent : config.agents()) {
            handle(new AcdEvent.AgentReachable(++now, agent.id(), true));
        }
        for (int i = 0; i < waiting; i++) {
            join();
        }
    }

    /** So many events, or one or two more. */
    void pass(long more) {
        long until = events + more;
        while (events < until) {
            var due = agenda.remove();
            now = Math.max(now, due.atMicros);
            if (due.event == null) {
                handle(new AcdEvent.Tick(now));
            } else if (rule.isDue(due.event)) {
                handle(due.event);
            }
            while (missing > 0) {
                missing--;
                join();
            }
        }
    }

    Distributor distributor() {
        return distributor;
    }

    /** What was decided, and how much of it checked. */
    NaiveRule rule() {
        return rule;
    }

    private AcdConfig config(int agents, int waiting) {
        var all = IntStream.range(0, agents).mapToObj(this::agent).toList();
        return new AcdConfig(
                IntStream.range(0, QUEUES).mapToObj(i -> queue(i, waiting)).toList(),
                all,
                new Order(false, List.of(new Order.Tier(GOLD, 300))));
    }

    private AcdConfig.Queue queue(int i, int waiting) {
        var easier =
                new Relaxation(
                        (i % 100 == 0 ? 60 : 172_800) * SECOND,
                        Needs.none(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
        return new AcdConfig.Queue(
                queues.get(i),
                i % 2 == 0 ? needs(i) : Needs.none(),
                0,
                RINGS_OUT,
                WRAP_UP,
                2 * waiting,
                1,
                List.of(easier),
                Choice.LONGEST_IDLE,
                0);
    }

    private Needs needs(int i) {
        return Needs.parse(
                "%s or %s >= 3 or %s >= 2 or %s"
                        .formatted(skill(i), skill(i + 7), skill(i + 31), skill(i + 101)));
    }

    private String skill(int i) {
        return skills.get(i % SKILLS);
    }

    private AcdConfig.Agent agent(int i) {
        return new AcdConfig.Agent(
                new AgentId("agent-" + i),
                some(QUEUES, QUEUES_OF_AGENT).mapToObj(queues::get).toList(),
                some(SKILLS, SKILLS_OF_AGENT)
                        .mapToObj(s -> new Skill(skill(s), 1 + random.nextInt(Skill.HIGHEST)))
                        .toList(),
                true);
    }

    private IntStream some(int of, int number) {
        return random.ints(0, of).distinct().limit(number);
    }

    private void join() {
        var id = new CallId("n1-18bcfe568-" + Long.toHexString(++calls));
        var queue = queues.get(random.nextInt(QUEUES));
        var tier = random.nextInt(10) == 0 ? GOLD : "";
        handle(new AcdEvent.CallQueued(++now, id, queue, 0, Needs.none(), tier, null));
        if (random.nextInt(20) == 0) {
            long leaves = now + random.nextLong(patience);
            plan(leaves, new AcdEvent.CallLeft(leaves, id));
        }
    }

    private void handle(AcdEvent event) {
        events++;
        told.accept(event);
        var commands = distributor.handle(event);
        rule.judge(event, commands);
        switch (event) {
            case AcdEvent.CallLeft _ -> missing++;
            case AcdEvent.OfferAccepted(_, var offer) -> {
                missing++;
                long ends = now + random.nextLong(2 * (CYCLE - RING - WRAP_UP));
                plan(ends, new AcdEvent.TalkEnded(ends, offer));
            }
            default -> {}
        }
        commands.forEach(this::obey);
    }

    private void obey(AcdCommand command) {
        switch (command) {
            case AcdCommand.Offer(var offer, _, _, _) -> {
                if (random.nextInt(50) == 0) {
                    plan(now + RINGS_OUT, null);
                } else {
                    plan(now + RING, new AcdEvent.OfferAccepted(now + RING, offer));
                }
            }
            case AcdCommand.WithdrawOffer(var offer, _) ->
                    plan(now, new AcdEvent.OfferWithdrawn(now, offer));
            case AcdCommand.AgentChanged(_, _, AgentState.WrapUp(_, var until)) ->
                    plan(until, null);
            case AcdCommand.AgentChanged(_, var agent, AgentState.NotReady _) ->
                    plan(now + WRAP_UP, new AcdEvent.AgentReady(now + WRAP_UP, agent));
            default -> {}
        }
    }

    private void plan(long atMicros, @Nullable AcdEvent event) {
        agenda.add(new Due(atMicros, ++planned, event));
    }
}
