package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;

/**
 * The rules a second time, as plainly as they can be said: lists, and a look at every caller and
 * every agent after each event. It knows of the distributor only what goes in and what comes out.
 */
final class Referee {

    /** A caller, as the events tell. */
    private static final class Caller {
        final AcdEvent.CallQueued joined;
        final long joinedMicros;
        final long number;
        final Map<AgentId, Long> excludedUntil = new LinkedHashMap<>();
        final Map<AgentId, Integer> failures = new LinkedHashMap<>();
        int toldStep;
        boolean beingOffered;

        Caller(AcdEvent.CallQueued joined, long joinedMicros, long number) {
            this.joined = joined;
            this.joinedMicros = joinedMicros;
            this.number = number;
        }
    }

    /** An offer, as the commands tell. */
    private record Made(AcdCommand.Offer offer, Caller caller) {}

    private final Map<CallId, Caller> callers = new LinkedHashMap<>();
    private final Map<AgentId, AgentState> states = new LinkedHashMap<>();
    private final Map<AgentId, Boolean> reachable = new LinkedHashMap<>();
    private final List<AgentId> wentHome = new ArrayList<>();
    private final Map<OfferId, Made> ringing = new LinkedHashMap<>();
    private final Map<OfferId, String> withdrawn = new LinkedHashMap<>();
    private final Map<OfferId, AgentId> talking = new LinkedHashMap<>();
    private AcdConfig config = new AcdConfig(List.of(), List.of());
    private long nowMicros;
    private long numbers;

    /** Checks what the distributor made of the event. */
    void judge(AcdEvent event, List<AcdCommand> commands) {
        nowMicros = Math.max(nowMicros, event.atMicros());
        // Those of a deadline came before the event; for others it makes no difference.
        for (var command : commands) {
            if (command instanceof AcdCommand.WithdrawOffer(var offer, var reason)) {
                assertNull(withdrawn.put(offer, reason), "withdrawn twice");
            }
        }
        var shallLogIn = shallLogIn(event);
        before(event);
        var offers = new ArrayList<String>();
        for (var command : commands) {
            switch (command) {
                case AcdCommand.AgentChanged(_, var agent, var state)
                        when !(state instanceof AgentState.Offered(_, _, _, _, var w) && !w) ->
                        states.put(agent, state);
                case AcdCommand.QueueRefused refused -> refused(refused);
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
            offered(pair, made.hasNext() ? (AcdCommand.Offer) made.next() : null);
        }
        assertEquals(expected, offers, "offers after " + event);
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
            }
            case AcdEvent.CallQueued queued ->
                    callers.putIfAbsent(queued.call(), new Caller(queued, nowMicros, numbers++));
            case AcdEvent.CallLeft(_, var call) -> callers.remove(call);
            case AcdEvent.AgentReachable(_, var agent, var there) when isConfigured(agent) ->
                    reachable.put(agent, there);
            case AcdEvent.AgentLoggedOut(_, var agent) when isConfigured(agent) ->
                    wentHome.add(agent);
            case AcdEvent.AgentLoggedIn(_, var agent) -> wentHome.removeIf(id -> id.equals(agent));
            case AcdEvent.FromOffer answer -> answered(answer);
            default -> {}
        }
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
        caller.beingOffered = false;
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
        assertFalse(caller.beingOffered, "refused while an agent is rung");
        var queue = queue(caller);
        switch (refused.reason()) {
            case "unknown queue", "queue removed" -> assertNull(queue);
            default -> {
                assertEquals("queue full", refused.reason());
                var full = Objects.requireNonNull(queue);
                long there =
                        callers.values().stream()
                                .filter(c -> c.joined.queue().equals(full.id()))
                                .count();
                assertTrue(there >= full.maxWaiting(), "refused with room for one more");
            }
        }
    }

    private void offered(Pair pair, AcdCommand.@Nullable Offer offer) {
        pair.caller.beingOffered = true;
        assertInstanceOf(AgentState.Ready.class, states.get(pair.agent.id()));
        var id = offer == null ? new OfferId(-numbers++) : offer.offer();
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
                .flatMap(c ->
                        config.agents().stream()
                                .filter(a -> mayOffer(c, a))
                                .map(a -> new Pair(c, a)))
                .min(
                        Comparator.<Pair>comparingLong(p -> -score(p.caller))
                                .thenComparingLong(p -> p.caller.number)
                                .thenComparingInt(p -> -match(p.caller, p.agent))
                                .thenComparingLong(p -> idleSince(p.agent))
                                .thenComparingInt(p -> config.agents().indexOf(p.agent)))
                .orElse(null);
    }

    private boolean mayOffer(Caller caller, AcdConfig.Agent agent) {
        return !caller.beingOffered
                && states.get(agent.id()) instanceof AgentState.Ready
                && reachable.getOrDefault(agent.id(), false)
                && caller.excludedUntil.getOrDefault(agent.id(), 0L) <= nowMicros
                && isAsked(caller, agent)
                && terms(caller).stream().allMatch(n -> match(n, agent) >= 0);
    }

    private boolean isAsked(Caller caller, AcdConfig.Agent agent) {
        return agent.queues().contains(caller.joined.queue())
                || steps(caller).stream()
                        .anyMatch(s ->
                                s.agents().contains(agent.id())
                                        || agent.queues().stream().anyMatch(s.queues()::contains));
    }

    /** The steps that the caller has behind him. */
    private List<Relaxation> steps(Caller caller) {
        return Objects.requireNonNull(queue(caller)).relaxation().stream()
                .filter(s -> nowMicros - caller.joinedMicros >= s.afterMicros())
                .toList();
    }

    /** Each step is told, in each event once, as the last that it led to. */
    private void steps(List<AcdCommand> commands) {
        var told = new LinkedHashMap<CallId, Integer>();
        for (var command : commands) {
            if (command
                    instanceof AcdCommand.Explained(_, var call, _, _, Why.Relaxed(var step, _))) {
                told.put(call, step);
            }
        }
        for (var caller : callers.values()) {
            int step = queue(caller) == null ? caller.toldStep : steps(caller).size();
            assertEquals(
                    step,
                    told.getOrDefault(caller.joined.call(), caller.toldStep),
                    "step in force");
            caller.toldStep = step;
        }
    }

    /** In millionths of a point, at this moment. */
    private long score(Caller caller) {
        int weight = Objects.requireNonNull(queue(caller)).weight();
        return (caller.joined.priority() + weight) * 1_000_000L + nowMicros - caller.joinedMicros;
    }

    private int match(Caller caller, AcdConfig.Agent agent) {
        return terms(caller).stream().mapToInt(need -> match(need, agent)).sum();
    }

    /** How well, or -1. */
    private static int match(Needs need, AcdConfig.Agent agent) {
        return switch (need) {
            case Needs.Skilled(var skill) ->
                    level(agent, skill.name()) >= skill.level() ? level(agent, skill.name()) : -1;
            case Needs.Not(var contrary) -> match(contrary, agent) < 0 ? 0 : -1;
            case Needs.All(var parts) ->
                    parts.stream().anyMatch(p -> match(p, agent) < 0)
                            ? -1
                            : parts.stream().mapToInt(p -> match(p, agent)).sum();
            case Needs.Any(var parts) ->
                    parts.stream().mapToInt(p -> match(p, agent)).max().orElse(-1);
        };
    }

    /** What is asked for now, each as it stands in queue or call; a skill once, if it is bare. */
    private List<Needs> terms(Caller caller) {
        var ofQueue = Objects.requireNonNull(queue(caller)).needs();
        var ofCall = caller.joined.needs();
        for (var step : steps(caller)) {
            ofQueue = eased(step.needs() == null ? ofQueue : step.needs(), step);
            ofCall = eased(ofCall, step);
        }
        var bare = new LinkedHashMap<String, Integer>();
        var others = new ArrayList<Needs>();
        for (var need : List.of(ofQueue, ofCall)) {
            for (var part : need instanceof Needs.All(var parts) ? parts : List.of(need)) {
                if (part instanceof Needs.Skilled(var skill)) {
                    bare.merge(skill.name(), skill.level(), Math::max);
                } else if (!others.contains(part)) {
                    others.add(part);
                }
            }
        }
        bare.forEach((name, level) -> others.add(new Needs.Skilled(new Skill(name, level))));
        return others;
    }

    private static Needs eased(Needs needs, Relaxation step) {
        return needs.relaxed(step.lower(), step.drop());
    }

    private static int level(AcdConfig.Agent agent, String skill) {
        return agent.skills().stream()
                .filter(s -> s.name().equals(skill))
                .mapToInt(Skill::level)
                .max()
                .orElse(0);
    }

    private long idleSince(AcdConfig.Agent agent) {
        return states.get(agent.id()) instanceof AgentState.Ready(var since) ? since : 0;
    }

    private AcdConfig.@Nullable Queue queue(Caller caller) {
        return config.queues().stream()
                .filter(q -> q.id().equals(caller.joined.queue()))
                .findFirst()
                .orElse(null);
    }
}
