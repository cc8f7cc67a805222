package org.strowger.acd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/**
 * Looks, the long way, for callers who wait while an agent is idle who may have them. The core
 * matches after each event, so there are none for longer than no time at all, unless the core is
 * wrong: this looks for its mistakes and shares nothing with how it searches, only the rule of who
 * may be offered whom.
 *
 * <p>Pure; for the distributor's thread, between two events. A look costs one pass over the agents
 * and {@value #PAIRS} pairs at most: with more callers a round of all of them takes several looks.
 * From when it is found, by the core's clock, a caller has {@value #PATIENCE_MICROS} us to be
 * offered, and is then told once, until nobody is idle for him any more.
 */
public final class Watchdog {

    static final long PATIENCE_MICROS = 100_000;
    static final int PAIRS = 20_000;

    /** More are not followed at a time: one says as much as a thousand. */
    private static final int SUSPICIONS = 16;

    /**
     * A caller who should have been offered.
     *
     * @param agent one of those who were idle
     * @param micros since this was found out
     */
    public record Missed(QueueId queue, CallId call, AgentId agent, long micros) {}

    /** A caller for whom somebody is idle, and since when that is known. */
    private static final class Suspicion {
        private final long sinceMicros;
        private boolean told;

        private Suspicion(long sinceMicros) {
            this.sinceMicros = sinceMicros;
        }
    }

    private final Distributor core;
    private final BiPredicate<WaitingCall, Agent> rule;
    private final Map<CallId, Suspicion> suspicions = new LinkedHashMap<>();
    private List<WaitingCall> round = List.of();
    private int next;

    /** Watches this one. */
    public Watchdog(Distributor core) {
        this(core, Matcher::mayOffer);
    }

    /** By another rule than that of the core, which is then wrong by it. */
    Watchdog(Distributor core, BiPredicate<WaitingCall, Agent> rule) {
        this.core = core;
        this.rule = rule;
    }

    /** Those who have become due to be told. */
    public List<Missed> look() {
        var idle = core.queues.size() == 0 ? List.<Agent>of() : idle();
        if (idle.isEmpty()) {
            suspicions.clear();
            return List.of();
        }
        var missed = new ArrayList<Missed>();
        suspicions.entrySet().removeIf(one -> !stands(one.getKey(), one.getValue(), idle, missed));
        search(idle);
        return missed;
    }

    private List<Agent> idle() {
        var idle = new ArrayList<Agent>();
        for (var agent : core.agents.all()) {
            if (agent.isIdle()) {
                idle.add(agent);
            }
        }
        return idle;
    }

    private boolean stands(CallId id, Suspicion suspicion, List<Agent> idle, List<Missed> missed) {
        var call = core.queues.find(id);
        var agent = call == null ? null : first(call, idle);
        if (call == null || agent == null) {
            return false;
        }
        long micros = core.nowMicros - suspicion.sinceMicros;
        if (micros > PATIENCE_MICROS && !suspicion.told) {
            suspicion.told = true;
            missed.add(new Missed(call.line.rules.id(), id, agent.id, micros));
        }
        return true;
    }

    private @Nullable Agent first(WaitingCall call, List<Agent> idle) {
        for (var agent : idle) {
            if (rule.test(call, agent)) {
                return agent;
            }
        }
        return null;
    }

    /** Goes on with the round where the last look ended. */
    private void search(List<Agent> idle) {
        if (next == round.size()) {
            round = core.queues.calls();
            next = 0;
        }
        int calls = Math.max(1, PAIRS / idle.size());
        int end = Math.min(round.size(), next + calls);
        while (next < end && suspicions.size() < SUSPICIONS) {
            var call = round.get(next++);
            if (core.queues.find(call.id) == call && first(call, idle) != null) {
                suspicions.putIfAbsent(call.id, new Suspicion(core.nowMicros));
            }
        }
        if (next == round.size()) {
            round = List.of(); // Who has left meanwhile is not to be kept.
            next = 0;
        }
    }
}
