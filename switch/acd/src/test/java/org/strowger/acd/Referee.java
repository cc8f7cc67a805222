package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/**
 * The rules a second time, as plainly as they can be said: lists, and a look at every caller and
 * every agent after each event. It knows of the distributor only what goes in and what comes out.
 */
final class Referee {

    /** What a queue remembers of its choices. */
    private static final class Memory {
        @Nullable AgentId last;
        long offers;
    }

    /** An offer, as the commands tell. */
    private record Made(AcdCommand.Offer offer, Caller caller) {}

    private final Map<CallId, Caller> callers = new LinkedHashMap<>();
    private final Map<AgentId, AgentState> states = new LinkedHashMap<>();
    private final Map<AgentId, Boolean> reachable = new LinkedHashMap<>();
    private final List<AgentId> wentHome = new ArrayList<>();
    private final Map<AgentId, Timesheet> timesheets = new LinkedHashMap<>();
    private final List<AgentId> atWork = new ArrayList<>();
    private final Map<QueueId, Memory> memories = new LinkedHashMap<>();
    private final Map<OfferId, Made> ringing = new LinkedHashMap<>();
    private final Map<OfferId, String> withdrawn = new LinkedHashMap<>();
    private final Map<OfferId, AgentId> talking = new LinkedHashMap<>();
    private AcdConfig config = new AcdConfig(List.of(), List.of());
    private long nowMicros;
    private long numbers;

    AcdConfig config() {
        return config;
    }

    long now() {
        return nowMicros;
    }

    /** Checks what the distributor made of the event. */
    void judge(AcdEvent event, List<AcdCommand> commands) {
        nowMicros = Math.max(nowMicros, event.atMicros());
        // Those of a deadline came before the event; for others it makes no difference.
        for (var command : commands) {
            if (command instanceof AcdCommand.WithdrawOffer(var offer, var reason)) {
                assertNull(withdrawn.put(offer, reason), "withdrawn twice");
            }
        }
        var gone = whoHadToLeave(commands);
        var shallLogIn = shallLogIn(event);
        before(event);
        var offers = new ArrayList<String>();
        for (var command : commands) {
            if (command instanceof AcdCommand.AgentChanged(var at, var agent, var state)) {
                timesheet(agent).changed(state, at);
            }
            switch (command) {
                case AcdCommand.AgentChanged(_, var agent, var state)
                        when !(state instanceof AgentState.Offered(_, _, _, _, var w) && !w) ->
                        states.put(agent, state);
                case AcdCommand.QueueRefused refused when !gone.remove(refused) -> refused(refused);
                case AcdCommand.Offer(_, var agent, var call, _) -> offers.add(call + "-" + agent);
                default -> {}
            }
        }
        steps(commands);
        if (shallLogIn != null) {
            var comer = ((AcdEvent.AgentReachable) event).agent();
            assertEquals(shallLogIn, !isOut(comer), "logged in after " + event);
        }
        var expected = new ArrayList<String>();
        var made = commands.stream().filter(AcdCommand.Offer.class::isInstance).iterator();
        for (var pair = best(); pair != null; pair = best()) {
            expected.add(pair.caller.joined.call() + "-" + pair.agent.id());
            explained(pair, commands, made.hasNext() ? (AcdCommand.Offer) made.next() : null);
        }
        assertEquals(expected, offers, "offers after " + event);
    }

    /** By a deadline, and so before the event. */
    private List<AcdCommand> whoHadToLeave(List<AcdCommand> commands) {
        var gone = new ArrayList<>(commands);
        gone.removeIf(c -> !(c instanceof AcdCommand.QueueRefused refused && hadToLeave(refused)));
        gone.forEach(c -> refused((AcdCommand.QueueRefused) c));
        return gone;
    }

    private boolean hadToLeave(AcdCommand.QueueRefused refused) {
        var caller = callers.get(refused.call());
        return caller != null && caller.hadToLeave(refused.reason());
    }

    /** Callers in queues, offers in flight, and talks. */
    int entries() {
        return callers.size() + ringing.size() + talking.size();
    }

    private void before(AcdEvent event) {
        switch (event) {
            case AcdEvent.Configured(_, _, var next) -> {
                config = next;
                reachable.keySet().removeIf(id -> !isConfigured(id));
                wentHome.removeIf(id -> !isConfigured(id));
                atWork.removeIf(id -> !isConfigured(id));
                memories.keySet()
                        .removeIf(id -> next.queues().stream().noneMatch(q -> q.id().equals(id)));
            }
            case AcdEvent.CallQueued queued -> queued(queued);
            case AcdEvent.CallLeft(_, var call) -> callers.remove(call);
            case AcdEvent.AgentReachable(_, var agent, var there) when isConfigured(agent) -> {
                boolean comes = there && !reachable.getOrDefault(agent, false);
                reachable.put(agent, there);
                if (comes && !wentHome.contains(agent) && configured(agent).readyWhenReachable()) {
                    beginsWork(agent);
                }
            }
            case AcdEvent.AgentLoggedOut(_, var agent) when isConfigured(agent) -> {
                wentHome.add(agent);
                atWork.remove(agent);
                callers.values().forEach(caller -> caller.goneHome(agent));
            }
            case AcdEvent.AgentLoggedIn(_, var agent) when isConfigured(agent) -> beginsWork(agent);
            case AcdEvent.FromOffer answer -> answered(answer);
            default -> {}
        }
    }

    private void queued(AcdEvent.CallQueued event) {
        var caller = new Caller(this, event, numbers++);
        if (callers.putIfAbsent(event.call(), caller) != null || caller.queue() == null) {
            return;
        }
        var preferred = event.preferred();
        caller.held =
                preferred != null
                        && preferred.holdMicros() > 0
                        && atWork.contains(preferred.agent())
                        && caller.suits(configured(preferred.agent()));
    }

    private void beginsWork(AgentId agent) {
        wentHome.removeIf(id -> id.equals(agent));
        if (!atWork.contains(agent)) {
            atWork.add(agent);
            timesheet(agent).begin(nowMicros);
        }
    }

    private Timesheet timesheet(AgentId agent) {
        return timesheets.computeIfAbsent(agent, _ -> new Timesheet());
    }

    private AcdConfig.Agent configured(AgentId agent) {
        return config.agents().stream().filter(a -> a.id().equals(agent)).findFirst().orElseThrow();
    }

    /** Of a phone that comes to an agent who is out; null when it is none, or an agent is in. */
    private @Nullable Boolean shallLogIn(AcdEvent event) {
        if (!(event instanceof AcdEvent.AgentReachable(_, var agent, var there))
                || !there
                || reachable.getOrDefault(agent, false)
                || !isOut(agent)) {
            return null;
        }
        return !wentHome.contains(agent)
                && config.agents().stream()
                        .anyMatch(a -> a.id().equals(agent) && a.readyWhenReachable());
    }

    private boolean isOut(AgentId agent) {
        return states.getOrDefault(agent, new AgentState.LoggedOut())
                instanceof AgentState.LoggedOut;
    }

    private boolean isConfigured(AgentId agent) {
        return config.agents().stream().anyMatch(a -> a.id().equals(agent));
    }

    private void answered(AcdEvent.FromOffer answer) {
        if (answer instanceof AcdEvent.TalkEnded) {
            talking.remove(answer.offer());
            return;
        }
        var made = ringing.remove(answer.offer());
        if (made == null) {
            return;
        }
        var caller = made.caller;
        var agent = made.offer.agent();
        caller.rings.remove(answer.offer());
        if (!(answer instanceof AcdEvent.OfferAccepted)) {
            caller.held = false;
        }
        switch (answer) {
            case AcdEvent.OfferAccepted _ -> {
                talking.put(answer.offer(), agent);
                callers.values().remove(caller);
            }
            case AcdEvent.OfferRefused _ -> caller.excludedUntil.put(agent, nowMicros + 30_000_000);
            case AcdEvent.OfferFailed _ -> failed(caller, agent);
            default -> {
                switch (withdrawn.get(answer.offer())) {
                    case null -> failed(caller, agent);
                    case "no answer" -> caller.excludedUntil.put(agent, nowMicros + 30_000_000);
                    default -> {}
                }
            }
        }
    }

    private void failed(Caller caller, AgentId agent) {
        long seconds = 2;
        for (int i = caller.failures.getOrDefault(agent, 0); i > 0; i--) {
            seconds = Math.min(60, seconds * 2);
        }
        caller.failures.merge(agent, 1, Integer::sum);
        caller.excludedUntil.put(agent, nowMicros + seconds * 1_000_000);
    }

    private void refused(AcdCommand.QueueRefused refused) {
        var caller = callers.remove(refused.call());
        assertNotNull(caller, "refused, but not in a queue");
        assertEquals(List.of(), caller.rings, "refused while an agent is rung");
        var queue = caller.joined.queue();
        long there = callers.values().stream().filter(c -> c.joined.queue().equals(queue)).count();
        caller.refused(refused.reason(), there);
    }

    /** With the reason for it, and the figures of this moment. */
    private void explained(Pair pair, List<AcdCommand> commands, AcdCommand.@Nullable Offer offer) {
        long score = pair.caller.score();
        int match = pair.caller.match(pair.agent);
        long idle = config.agents().stream().filter(a -> isIdle(a) && pair.caller.suits(a)).count();
        offered(pair, offer);
        if (offer == null) {
            return; // Told as an offer that is missing.
        }
        var whys =
                commands.stream()
                        .filter(AcdCommand.Explained.class::isInstance)
                        .map(AcdCommand.Explained.class::cast)
                        .filter(e ->
                                e.why() instanceof Why.Offered why
                                        && why.offer().equals(offer.offer()))
                        .toList();
        assertEquals(1, whys.size(), "reasons of " + offer);
        var why = (Why.Offered) whys.getFirst().why();
        assertEquals(score, whys.getFirst().scoreMicros(), "score of " + offer);
        assertEquals(match, why.match(), "match of " + offer);
        assertEquals(idle, why.idle(), "idle agents who would do for " + offer);
        assertEquals(offer.agent(), why.agent());
    }

    private void offered(Pair pair, AcdCommand.@Nullable Offer offer) {
        assertInstanceOf(AgentState.Ready.class, states.get(pair.agent.id()));
        var id = offer == null ? new OfferId(-numbers++) : offer.offer();
        if (pair.caller.rings.isEmpty()) {
            pair.caller.ringsSince = nowMicros;
        }
        pair.caller.rings.add(id);
        var memory = memory(pair.caller);
        memory.last = pair.agent.id();
        memory.offers++;
        long idleSince = idleSince(pair.agent);
        states.put(
                pair.agent.id(),
                new AgentState.Offered(id, pair.caller.joined.call(), 0, idleSince, false));
        if (offer != null) {
            ringing.put(id, new Made(offer, pair.caller));
        }
    }

    private record Pair(Caller caller, AcdConfig.Agent agent) {}

    /** Of all pairs that are allowed: the caller with the highest score, with the best agent. */
    private @Nullable Pair best() {
        return callers.values().stream()
                .filter(c -> config.agents().stream().anyMatch(a -> mayOffer(c, a)))
                .min(
                        Comparator.<Caller, Boolean>comparing(c -> !c.rings.isEmpty())
                                .thenComparingLong(c -> -c.score())
                                .thenComparingLong(c -> c.number))
                .map(c -> new Pair(c, choose(c)))
                .orElse(null);
    }

    private AcdConfig.Agent choose(Caller caller) {
        var all = config.agents();
        var choice = Objects.requireNonNull(caller.queue()).choice();
        var memory = memory(caller);
        int first =
                switch (choice.method()) {
                    case ROUND_ROBIN ->
                            all.stream().map(a -> a.id()).toList().indexOf(memory.last) + 1;
                    case WEIGHTED_RANDOM ->
                            all.indexOf(drawn(caller, choice.seed(), memory.offers));
                    default -> 0;
                };
        var turned = new ArrayList<>(all.subList(first, all.size()));
        turned.addAll(all.subList(0, first));
        return turned.stream()
                .filter(a -> mayOffer(caller, a))
                .min(Comparator.comparing(a -> keys(caller, a), Arrays::compare))
                .orElseThrow();
    }

    /** Of those in the same order as before the first is taken. */
    private long[] keys(Caller caller, AcdConfig.Agent agent) {
        long match = caller.match(agent);
        long all = agent.skills().stream().mapToInt(s -> Caller.level(agent, s.name())).sum();
        long idle = idleSince(agent);
        var work = timesheet(agent.id());
        return switch (Objects.requireNonNull(caller.queue()).choice().method()) {
            case LONGEST_IDLE, RING_ALL, RING_PROGRESSIVELY -> new long[] {-match, idle};
            case MOST_SKILLED -> new long[] {-match, -all, idle};
            case LEAST_SKILLED -> new long[] {match, all, idle};
            case FEWEST_CALLS -> new long[] {work.calls(), idle};
            case LEAST_TALK_TIME -> new long[] {work.talk(), idle};
            case LEAST_OCCUPIED -> new long[] {work.occupancy(nowMicros), idle};
            case ROUND_ROBIN, LINEAR, WEIGHTED_RANDOM -> new long[0];
        };
    }

    private AcdConfig.Agent drawn(Caller caller, long seed, long number) {
        var idle = config.agents().stream().filter(a -> isIdle(a) && caller.suits(a)).toList();
        long lots = idle.stream().mapToLong(a -> 1L + caller.match(a)).sum();
        long mixed = Lots.mixed(seed + (number + 1) * 0x9E37_79B9_7F4A_7C15L);
        long lot = Long.remainderUnsigned(mixed, lots);
        for (var agent : idle) {
            lot -= 1L + caller.match(agent);
            if (lot < 0) {
                return agent;
            }
        }
        throw new AssertionError("lots were counted wrongly");
    }

    private Memory memory(Caller caller) {
        return memories.computeIfAbsent(caller.joined.queue(), _ -> new Memory());
    }

    private boolean mayOffer(Caller caller, AcdConfig.Agent agent) {
        return isIdle(agent)
                && caller.excludedUntil.getOrDefault(agent.id(), 0L) <= nowMicros
                && caller.queue() != null
                && caller.rings.size() < caller.wanted()
                && caller.suits(agent);
    }

    private boolean isIdle(AcdConfig.Agent agent) {
        return states.get(agent.id()) instanceof AgentState.Ready
                && reachable.getOrDefault(agent.id(), false);
    }

    /** Each step is told, in each event once, as the last that it led to. */
    private void steps(List<AcdCommand> commands) {
        var told = new LinkedHashMap<CallId, Integer>();
        for (var command : commands) {
            if (command
                    instanceof
                    AcdCommand.Explained(_, var call, _, _, Why.Relaxed(var step, _, _))) {
                told.put(call, step);
            }
        }
        for (var caller : callers.values()) {
            if (caller.queue() == null) { // A last step, perhaps, before the queue was removed.
                caller.toldStep = told.getOrDefault(caller.joined.call(), caller.toldStep);
                continue;
            }
            int step = caller.steps().size();
            assertEquals(
                    step,
                    told.getOrDefault(caller.joined.call(), caller.toldStep),
                    "step in force");
            caller.toldStep = step;
        }
    }

    private long idleSince(AcdConfig.Agent agent) {
        return states.get(agent.id()) instanceof AgentState.Ready(var since) ? since : 0;
    }
}
