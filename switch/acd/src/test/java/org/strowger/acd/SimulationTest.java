package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;

/**
 * Callers, agents and a call control that answers as it likes, all by chance. Every step is checked
 * by the {@link Referee}: who is offered which call, and who is not. To look into a failure, run
 * its seed alone.
 */
class SimulationTest {

    private static final int EVENTS = 2_000;
    private static final Map<String, Integer> MET = new ConcurrentSkipListMap<>();

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** What the rules are about has happened often enough to be checked. */
    @AfterAll
    static void everyRuleWasPutToTheTest() {
        for (var method : Method.values()) {
            assertTrue(MET.getOrDefault(method.name(), 0) > 50, method + " in " + MET);
        }
        for (var what : List.of("Relaxed", "HoldOver", "passed over", "rung besides")) {
            assertTrue(MET.getOrDefault(what, 0) > 50, what + " in " + MET);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyDecisionFollowsTheRules(long seed) {
        var run = new Run(seed);
        try {
            run.go();
        } catch (AssertionError | RuntimeException failure) {
            throw new AssertionError(
                    "seed " + seed + ", event " + run.events.size() + ": " + run.last(), failure);
        }
        assertTrue(run.offersMade > EVENTS / 50, "too little happened at seed " + seed);
        assertEquals(run.commands, again(run.events), "the second run of seed " + seed);
    }

    private static List<AcdCommand> again(List<AcdEvent> events) {
        var distributor = new Distributor();
        return events.stream().flatMap(e -> distributor.handle(e).stream()).toList();
    }

    private static final class Run {
        final List<AcdEvent> events = new ArrayList<>();
        final List<AcdCommand> commands = new ArrayList<>();
        int offersMade;
        private final Random random;
        private final RandomEvents chance;
        private final Distributor distributor = new Distributor();
        private final Referee referee = new Referee();
        private final Map<OfferId, AcdCommand.Offer> ringing = new LinkedHashMap<>();
        private final Map<OfferId, AcdCommand.Offer> talking = new LinkedHashMap<>();
        private final List<OfferId> toWithdraw = new ArrayList<>();
        private long nowMicros = 1_000_000_000;

        Run(long seed) {
            this.random = new Random(seed);
            this.chance = new RandomEvents(random);
        }

        String last() {
            return events.isEmpty() ? "none" : events.getLast().toString();
        }

        void go() {
            step(chance.configured(nowMicros));
            for (int i = 0; i < EVENTS; i++) {
                nowMicros += random.nextInt(10) == 0 ? 0 : random.nextInt(1_500_000);
                // Now and then an event was stamped before the one ahead of it.
                var event = event(nowMicros - (random.nextInt(10) == 0 ? 700_000 : 0));
                if (event instanceof AcdEvent.CallQueued) {
                    step(
                            new AcdEvent.Tick(
                                    event.atMicros())); // A call may join that just had to leave.
                }
                step(event);
            }
            comeToRest();
        }

        /** The census says the same as the snapshot, without names. */
        private static void assertCounted(AcdCommand.Snapshot all, AcdCensus census) {
            assertEquals(all.queues().stream().map(Run::counted).toList(), census.queues());
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
                return new AcdEvent.TalkEnded(at, any(List.copyOf(talking.keySet())));
            }
            return ringing.isEmpty()
                    ? chance.callEvent(at)
                    : chance.offerEvent(at, any(List.copyOf(ringing.keySet())));
        }

        private AcdEvent rareEvent(long at, int dice) {
            return switch (dice) {
                case 0 -> chance.configured(at);
                case 1 -> new AcdEvent.SnapshotWanted(at, events.size());
                default -> chance.offerEvent(at, new OfferId(random.nextInt(offersMade + 2)));
            };
        }

        private OfferId any(List<OfferId> offers) {
            return offers.get(random.nextInt(offers.size()));
        }

        private void comeToRest() {
            for (int i = 0; i < 40; i++) {
                step(new AcdEvent.CallLeft(nowMicros, new CallId("call-" + i)));
            }
            while (!ringing.isEmpty()) {
                step(new AcdEvent.OfferWithdrawn(nowMicros, ringing.keySet().iterator().next()));
            }
            while (!talking.isEmpty()) {
                step(new AcdEvent.TalkEnded(nowMicros, talking.keySet().iterator().next()));
            }
            assertEquals(0, distributor.entries(), "entries at rest");
        }

        private void step(AcdEvent event) {
            events.add(event);
            var done = distributor.handle(event);
            commands.addAll(done);
            if (event instanceof AcdEvent.FromOffer answer) {
                answered(answer);
            }
            done.forEach(this::obey);
            done.stream()
                    .filter(AcdCommand.Explained.class::isInstance)
                    .forEach(c -> met(((AcdCommand.Explained) c).why()));
            referee.judge(event, done);
            assertEquals(0, distributor.idleAndWaiting(), "idle agents and callers for them");
            assertEquals(referee.entries(), distributor.entries(), "entries");
            if (!done.isEmpty() && done.getLast() instanceof AcdCommand.Snapshot snapshot) {
                assertCounted(snapshot, distributor.census());
            }
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
                    assertNull(holder(offer.agent()), "a second offer to " + offer.agent());
                    ringing.put(offer.offer(), offer);
                }
                case AcdCommand.WithdrawOffer(var offer, _) ->
                        // What was answered in this very step may be asked back too late.
                        toWithdraw.addAll(ringing.containsKey(offer) ? List.of(offer) : List.of());
                default -> {}
            }
        }

        private void met(Why why) {
            var met = new ArrayList<String>();
            met.add(why.getClass().getSimpleName());
            if (why instanceof Why.Offered offered) {
                met.add(offered.method().name());
                met.addAll(offered.passed().isEmpty() ? List.of() : List.of("passed over"));
                var call = Objects.requireNonNull(ringing.get(offered.offer())).call();
                long rung = ringing.values().stream().filter(o -> o.call().equals(call)).count();
                met.addAll(rung > 1 ? List.of("rung besides") : List.of());
            }
            met.forEach(what -> MET.merge(what, 1, Integer::sum));
        }

        private AcdCommand.@Nullable Offer holder(AgentId agent) {
            return Stream.concat(ringing.values().stream(), talking.values().stream())
                    .filter(o -> o.agent().equals(agent))
                    .findFirst()
                    .orElse(null);
        }
    }
}
