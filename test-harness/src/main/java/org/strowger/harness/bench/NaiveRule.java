package org.strowger.harness.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AgentState;
import org.strowger.acd.Needs;
import org.strowger.acd.OfferId;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/**
 * Who is offered which call, said as plainly as it can be: a look at every caller and every idle
 * agent. Knows of the distributor only what goes in and what comes out, and no more of its rules
 * than a {@link BusyCentre} uses.
 */
final class NaiveRule {

    private static final long MICROS_PER_POINT = 1_000_000;
    private static final long MISSED_MICROS = 30_000_000;
    private static final String NO_ANSWER = "no answer";

    /** An agent, with what a look at the configuration would find again and again. */
    private static final class Worker {
        private final int place;
        private final Map<String, Integer> levels = new HashMap<>();
        private final Map<QueueId, Boolean> queues = new HashMap<>();
        private long idleSince;

        Worker(int place, AcdConfig.Agent rules) {
            this.place = place;
            rules.skills().forEach(s -> levels.put(s.name(), s.level()));
            rules.queues().forEach(q -> queues.put(q, true));
        }
    }

    /** Who waits, or is offered. */
    private static final class Caller {
        private final AcdEvent.CallQueued joined;
        private final AcdConfig.Queue queue;
        private final long number;
        private final long scoreZero;
        private final Map<Worker, Long> excludedUntil = new HashMap<>(0);
        private boolean rung;

        Caller(AcdEvent.CallQueued joined, AcdConfig.Queue queue, long points, long number) {
            this.joined = joined;
            this.queue = queue;
            this.number = number;
            this.scoreZero = joined.atMicros() - points * MICROS_PER_POINT;
        }

        boolean isBefore(Caller other) {
            return scoreZero == other.scoreZero
                    ? number < other.number
                    : scoreZero < other.scoreZero;
        }
    }

    private record Made(Caller caller, Worker worker) {}

    private final AcdConfig config;
    private final int checkEvery;
    private final Map<QueueId, AcdConfig.Queue> queues = new HashMap<>();
    private final Map<AgentId, Worker> workers = new HashMap<>();
    private final Map<AgentId, Worker> idle = new LinkedHashMap<>();
    private final Map<CallId, Caller> callers = new LinkedHashMap<>();
    private final Map<OfferId, Made> ringing = new HashMap<>();
    private final Map<OfferId, String> withdrawn = new HashMap<>();
    private long now;
    private long numbers;
    private long decisions;
    private long checked;

    NaiveRule(AcdConfig config, int checkEvery) {
        this.config = config;
        this.checkEvery = checkEvery;
        config.queues().forEach(q -> queues.put(q.id(), q));
        for (var agent : config.agents()) {
            workers.put(agent.id(), new Worker(workers.size(), agent));
        }
    }

    /** Whether this can happen now: the call is there, the offer rings. */
    boolean isDue(AcdEvent event) {
        return switch (event) {
            case AcdEvent.CallLeft left -> callers.containsKey(left.call());
            case AcdEvent.OfferAccepted(_, var offer) -> ringing.containsKey(offer);
            case AcdEvent.OfferWithdrawn(_, var offer) -> ringing.containsKey(offer);
            default -> true;
        };
    }

    long decisions() {
        return decisions;
    }

    long checked() {
        return checked;
    }

    int callers() {
        return callers.size();
    }

    /**
     * Follows what happened.
     *
     * @throws IllegalStateException when another caller or another agent was first
     */
    void judge(AcdEvent event, List<AcdCommand> commands) {
        now = Math.max(now, event.atMicros());
        happened(event);
        boolean first = true;
        for (var command : commands) {
            switch (command) {
                case AcdCommand.AgentChanged(_, var agent, var state) -> changed(agent, state);
                case AcdCommand.WithdrawOffer(var offer, var reason) ->
                        withdrawn.put(offer, reason);
                case AcdCommand.Offer offer -> {
                    offered(offer, first);
                    first = false;
                }
                default -> {}
            }
        }
    }

    private void happened(AcdEvent event) {
        switch (event) {
            case AcdEvent.CallQueued queued -> joined(queued);
            case AcdEvent.CallLeft left -> callers.remove(left.call());
            case AcdEvent.OfferAccepted(_, var offer) -> {
                var made = Objects.requireNonNull(ringing.remove(offer));
                callers.remove(made.caller.joined.call());
            }
            case AcdEvent.OfferWithdrawn(_, var offer) -> {
                var made = Objects.requireNonNull(ringing.remove(offer));
                made.caller.rung = false;
                if (NO_ANSWER.equals(withdrawn.remove(offer))) {
                    made.caller.excludedUntil.put(made.worker, now + MISSED_MICROS);
                }
            }
            default -> {}
        }
    }

    private void joined(AcdEvent.CallQueued event) {
        var queue = Objects.requireNonNull(queues.get(event.queue()));
        long points =
                config.order().tiers().stream()
                        .filter(t -> t.name().equals(event.tier()))
                        .mapToLong(t -> t.points())
                        .sum();
        var caller =
                new Caller(event, queue, points + event.priority() + queue.weight(), ++numbers);
        callers.put(event.call(), caller);
    }

    private void changed(AgentId agent, AgentState state) {
        if (state instanceof AgentState.Ready(var since)) {
            var worker = worker(agent);
            worker.idleSince = since;
            idle.put(agent, worker);
        } else {
            idle.remove(agent);
        }
    }

    private void offered(AcdCommand.Offer offer, boolean first) {
        var caller = Objects.requireNonNull(callers.get(offer.call()));
        var worker = worker(offer.agent());
        decisions++;
        // A second one of the same event was decided with the first in mind; one is enough.
        if (first && decisions % checkEvery == 0) {
            checked++;
            check(offer, caller, worker);
        }
        caller.rung = true;
        idle.remove(offer.agent());
        ringing.put(offer.offer(), new Made(caller, worker));
    }

    private void check(AcdCommand.Offer offer, Caller chosen, Worker worker) {
        if (!idle.containsKey(offer.agent()) || !mayOffer(chosen, worker)) {
            throw new IllegalStateException("not allowed: " + offer);
        }
        for (var caller : callers.values()) {
            if (!caller.rung // Or each who is rung would be compared with each idle agent.
                    && caller.isBefore(chosen)
                    && idle.values().stream().anyMatch(w -> mayOffer(caller, w))) {
                throw new IllegalStateException(caller.joined + " was before " + offer);
            }
        }
        for (var other : idle.values()) {
            if (mayOffer(chosen, other) && isBefore(other, worker, chosen)) {
                throw new IllegalStateException(
                        config.agents().get(other.place).id() + " was before " + offer);
            }
        }
    }

    private boolean isBefore(Worker one, Worker other, Caller caller) {
        int better = match(needs(caller), one) - match(needs(caller), other);
        if (better != 0) {
            return better > 0;
        }
        return one.idleSince == other.idleSince
                ? one.place < other.place
                : one.idleSince < other.idleSince;
    }

    /** To one who is idle. */
    private boolean mayOffer(Caller caller, Worker worker) {
        return !caller.rung
                && worker.queues.containsKey(caller.queue.id())
                && caller.excludedUntil.getOrDefault(worker, 0L) <= now
                && match(needs(caller), worker) >= 0;
    }

    private Needs needs(Caller caller) {
        var needs = caller.queue.needs();
        for (var step : caller.queue.relaxation()) {
            @Nullable Needs other = step.needs();
            boolean behind = now - caller.joined.atMicros() >= step.afterMicros();
            needs = behind && other != null ? other : needs;
        }
        return needs;
    }

    private static int match(Needs needs, Worker worker) {
        return switch (needs) {
            case Needs.Skilled(var skill) -> {
                int level = worker.levels.getOrDefault(skill.name(), 0);
                yield level >= skill.level() ? level : -1;
            }
            case Needs.Not(var contrary) -> match(contrary, worker) < 0 ? 0 : -1;
            case Needs.Any(var parts) ->
                    parts.stream().mapToInt(p -> match(p, worker)).max().orElse(-1);
            case Needs.All(var parts) -> {
                var all = new ArrayList<Integer>();
                parts.forEach(p -> all.add(match(p, worker)));
                yield all.contains(-1) ? -1 : all.stream().mapToInt(Integer::intValue).sum();
            }
        };
    }

    private Worker worker(AgentId agent) {
        return Objects.requireNonNull(workers.get(agent), agent::value);
    }
}
