package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.strowger.base.CallId;

/**
 * Callers, agents and a call control that answers as it likes, all by chance from one seed; every
 * step is judged by the {@link Referee}. What the distributor counts is compared each {@value
 * #TALLY_EVERY} steps, in a large centre each 256, and in the end.
 */
final class Simulation {

    /** Seeds of which one is a large centre. */
    static final int LARGE_EVERY = 500;

    private static final int TALLY_EVERY = 16;

    /** Something that takes events and decides: a distributor, or a broken one. */
    interface Core extends Function<AcdEvent, List<AcdCommand>> {}

    final long seed;
    final Map<String, Integer> met = new LinkedHashMap<>();
    int offersMade;
    private final RandomEvents.Scale scale;
    private final Random random;
    private final RandomEvents chance;
    private final Distributor distributor;
    private final Core core;
    private final List<AcdEvent> events = new ArrayList<>();
    private final List<AcdCommand> commands = new ArrayList<>();
    private final Referee referee = new Referee();
    private final Map<OfferId, AcdCommand.Offer> ringing = new LinkedHashMap<>();
    private final Map<OfferId, AcdCommand.Offer> talking = new LinkedHashMap<>();
    private final List<OfferId> toWithdraw = new ArrayList<>();
    private long nowMicros = 1_000_000_000;

    Simulation(long seed) {
        this(seed, new Distributor(), distributor -> distributor::handle);
    }

    /**
     * @param core what is judged; the distributor is asked for its counts besides
     */
    Simulation(long seed, Distributor distributor, Function<Distributor, Core> core) {
        this.seed = seed;
        this.distributor = distributor;
        this.core = core.apply(distributor);
        this.random = new Random(seed);
        this.scale =
                seed % LARGE_EVERY == LARGE_EVERY - 1
                        ? RandomEvents.Scale.LARGE
                        : RandomEvents.Scale.small(random);
        this.chance = new RandomEvents(random, scale);
    }

    /** How many there were. */
    int events() {
        return events.size();
    }

    /**
     * From the first event to the last.
     *
     * @throws AssertionError with the seed, when a decision broke a rule
     */
    void run() {
        try {
            go();
        } catch (AssertionError | RuntimeException failure) {
            var last = events.isEmpty() ? "none" : events.getLast().toString();
            throw new AssertionError(
                    "seed " + seed + ", event " + events.size() + ": " + last, failure);
        }
    }

    /** Another distributor decides the same. */
    void runAgain() {
        var other = new Distributor();
        var again = new ArrayList<AcdCommand>();
        events.forEach(event -> again.addAll(other.handle(event)));
        assertEquals(commands, again, () -> "the second run of seed " + seed);
    }

    private void go() {
        step(chance.configured(nowMicros));
        for (int i = 0; i < scale.events(); i++) {
            nowMicros += random.nextInt(10) == 0 ? 0 : random.nextInt(scale.stepMicros());
            // Now and then an event was stamped before the one ahead of it.
            var event = event(nowMicros - (random.nextInt(10) == 0 ? 700_000 : 0));
            if (event instanceof AcdEvent.CallQueued) {
                // A call may join that just had to leave.
                step(new AcdEvent.Tick(event.atMicros()));
            }
            step(event);
        }
        comeToRest();
    }

    private AcdEvent event(long at) {
        int dice = random.nextInt(100);
        if (dice < 3) {
            return rareEvent(at, dice);
        } else if (dice < 20) {
            return new AcdEvent.Tick(at);
        } else if (dice < 50) {
            return chance.callEvent(at);
        } else if (dice < 68) {
            return chance.agentEvent(at);
        } else if (dice < 75 && !toWithdraw.isEmpty()) {
            return new AcdEvent.OfferWithdrawn(at, any(toWithdraw));
        } else if (dice < 85 && !talking.isEmpty()) {
            return new AcdEvent.TalkEnded(at, any(talking.keySet()));
        }
        return ringing.isEmpty()
                ? chance.callEvent(at)
                : chance.offerEvent(at, any(ringing.keySet()));
    }

    private AcdEvent rareEvent(long at, int dice) {
        return switch (dice) {
            case 0 ->
                    random.nextInt(100) < scale.configuredPercent()
                            ? chance.configured(at)
                            : chance.queueOpened(at);
            case 1 -> new AcdEvent.SnapshotWanted(at, events.size());
            default -> chance.offerEvent(at, new OfferId(random.nextInt(offersMade + 2)));
        };
    }

    private OfferId any(Collection<OfferId> offers) {
        int skipped = random.nextInt(offers.size());
        Iterator<OfferId> all = offers.iterator();
        for (int i = 0; i < skipped; i++) {
            all.next();
        }
        return all.next();
    }

    private void comeToRest() {
        for (int i = 0; i < scale.calls(); i++) {
            step(new AcdEvent.CallLeft(nowMicros, new CallId("call-" + i)));
        }
        while (!ringing.isEmpty()) {
            step(new AcdEvent.OfferWithdrawn(nowMicros, ringing.keySet().iterator().next()));
        }
        while (!talking.isEmpty()) {
            step(new AcdEvent.TalkEnded(nowMicros, talking.keySet().iterator().next()));
        }
        tally();
        assertEquals(0, distributor.entries(), "entries at rest");
    }

    private void step(AcdEvent event) {
        events.add(event);
        var done = core.apply(event);
        commands.addAll(done);
        if (event instanceof AcdEvent.FromOffer answer) {
            answered(answer);
        }
        done.forEach(this::obey);
        referee.judge(event, done);
        assertEquals(referee.entries(), distributor.entries(), "entries");
        if (events.size() % (scale.isLarge() ? 16 * TALLY_EVERY : TALLY_EVERY) == 0) {
            tally();
        }
        if (!done.isEmpty() && done.getLast() instanceof AcdCommand.Snapshot snapshot) {
            assertCounted(snapshot, distributor.census());
        }
    }

    private void tally() {
        assertEquals(0, distributor.idleAndWaiting(), "idle agents and callers for them");
        referee.check(distributor.census());
    }

    /** The census says the same as the snapshot, without names. */
    private static void assertCounted(AcdCommand.Snapshot all, AcdCensus census) {
        assertEquals(all.queues().stream().map(Simulation::counted).toList(), census.queues());
        assertEquals(in(all, AgentState.LoggedOut.class), census.loggedOut());
        assertEquals(in(all, AgentState.Ready.class), census.ready());
        assertEquals(in(all, AgentState.Offered.class), census.offered());
        assertEquals(in(all, AgentState.Talking.class), census.talking());
        assertEquals(in(all, AgentState.WrapUp.class), census.wrapUp());
        assertEquals(in(all, AgentState.Busy.class), census.busy());
        assertEquals(in(all, AgentState.NotReady.class), census.notReady());
        long idle =
                all.agents().stream()
                        .filter(a -> a.reachable() && a.state() instanceof AgentState.Ready)
                        .count();
        assertEquals(idle, census.idle());
    }

    private static AcdCensus.Queue counted(AcdCommand.QueueView queue) {
        return new AcdCensus.Queue(
                queue.queue(), queue.waiting().size(), queue.offered(), queue.oldestMicros());
    }

    private static long in(AcdCommand.Snapshot all, Class<? extends AgentState> state) {
        return all.agents().stream().filter(a -> state.isInstance(a.state())).count();
    }

    private void answered(AcdEvent.FromOffer answer) {
        if (answer instanceof AcdEvent.TalkEnded) {
            talking.remove(answer.offer());
            return;
        }
        var offer = ringing.remove(answer.offer());
        toWithdraw.remove(answer.offer());
        if (offer != null && answer instanceof AcdEvent.OfferAccepted) {
            talking.put(answer.offer(), offer);
        }
    }

    private void obey(AcdCommand command) {
        switch (command) {
            case AcdCommand.Offer offer -> {
                offersMade++;
                assertTrue(!holdsOffer(offer), () -> "a second offer: " + offer);
                ringing.put(offer.offer(), offer);
            }
            case AcdCommand.WithdrawOffer(var offer, _) -> {
                if (ringing.containsKey(offer)) { // Or it was answered in this very step.
                    toWithdraw.add(offer);
                }
            }
            case AcdCommand.Explained(_, var call, _, _, var why) -> met(call, why);
            default -> {}
        }
    }

    private boolean holdsOffer(AcdCommand.Offer next) {
        for (var offer : ringing.values()) {
            if (offer.agent().equals(next.agent())) {
                return true;
            }
        }
        for (var offer : talking.values()) {
            if (offer.agent().equals(next.agent())) {
                return true;
            }
        }
        return false;
    }

    private void met(CallId call, Why why) {
        switch (why) {
            case Why.Relaxed _ -> count("Relaxed");
            case Why.HoldOver _ -> count("HoldOver");
            case Why.Offered offered -> {
                count(offered.method().name());
                if (!offered.passed().isEmpty()) {
                    count("passed over");
                }
                for (var other : ringing.values()) { // Its own offer comes after the reason.
                    if (other.call().equals(call)) {
                        count("rung besides");
                        break;
                    }
                }
            }
            default -> {}
        }
    }

    private void count(String what) {
        met.merge(what, 1, Integer::sum);
    }
}
