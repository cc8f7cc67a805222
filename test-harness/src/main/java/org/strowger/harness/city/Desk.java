package org.strowger.harness.city;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Needs;
import org.strowger.acd.Skill;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/**
 * One agent in the {@link Ledger}: what the events say, and nothing of what the distributor says.
 */
final class Desk {

    private static final String PHONE_LOST = "phone lost";

    /** How long an agent is not offered a caller again. */
    enum Pause {
        MISSED,
        FAILED;

        void begin(Ledger.Waiter waiter, Desk desk, long nowMicros) {
            long seconds = 30;
            if (this == FAILED) {
                int failures = waiter.failures.merge(desk.id(), 1, Integer::sum);
                seconds = Math.min(60, 2L << Math.min(10, failures - 1));
            }
            waiter.pausedUntil.put(desk.id(), nowMicros + seconds * Street.SECOND);
        }
    }

    /**
     * An agent and a queue.
     *
     * @param levels the agent's, in all the queue needs
     * @param hindrance why the agent never gets its callers
     */
    private record Fit(int levels, @Nullable String hindrance) {}

    private final AcdConfig.Agent rules;
    private final int order;
    private final Map<QueueId, Fit> fits = new HashMap<>();
    private boolean reachable;
    private boolean loggedIn;
    private boolean wentHome;
    private boolean phoneBusy;
    private @Nullable String pause;
    private long wrapUpUntil;
    private long wrapUpSince;
    private long idleSince;

    /** Offers missed in a row. */
    int misses;

    /** An offer that rings or is talked on; null without one. */
    @Nullable String busyWith;

    Desk(AcdConfig.Agent rules, int order) {
        this.rules = rules;
        this.order = order;
    }

    AgentId id() {
        return rules.id();
    }

    void sees(AcdEvent.FromAgent event, long now) {
        switch (event) {
            case AcdEvent.AgentReachable(_, _, var there) -> {
                boolean came = there && !reachable;
                reachable = there;
                if (came && !loggedIn && !wentHome && rules.readyWhenReachable()) {
                    logIn(now);
                }
            }
            case AcdEvent.AgentLoggedIn _ -> logIn(now);
            case AcdEvent.AgentLoggedOut _ -> {
                wentHome = true;
                loggedIn = false;
                pause = null;
                wrapUpUntil = 0;
            }
            case AcdEvent.AgentReady _ -> ready(now);
            case AcdEvent.AgentNotReady(_, _, var reason) -> pause = loggedIn ? reason : pause;
            case AcdEvent.AgentLost _ -> pause = loggedIn ? PHONE_LOST : pause;
            case AcdEvent.WrapUpExtended(_, _, var more, var most) -> {
                if (wrapUpUntil > now) {
                    wrapUpUntil =
                            Math.max(wrapUpUntil, Math.min(wrapUpUntil + more, wrapUpSince + most));
                    idleSince = wrapUpUntil;
                }
            }
            case AcdEvent.WrapUpEnded _ -> endWrapUp(now);
            case AcdEvent.AgentBusy _ -> phoneBusy = true;
            case AcdEvent.AgentFree _ -> phoneBusy = false;
        }
    }

    private void logIn(long now) {
        wentHome = false;
        if (!loggedIn) {
            loggedIn = true;
            misses = 0;
            idleSince = now;
        }
        ready(now);
    }

    private void ready(long now) {
        if (loggedIn) {
            pause = null;
            endWrapUp(now);
        }
    }

    private void endWrapUp(long now) {
        if (wrapUpUntil > now) {
            idleSince = now;
        }
        wrapUpUntil = Math.min(wrapUpUntil, now);
    }

    void wrapsUp(long now, long length) {
        idleSince = now;
        wrapUpSince = now;
        if (loggedIn && length > 0 && !PHONE_LOST.equals(pause)) {
            wrapUpUntil = now + length;
            idleSince = wrapUpUntil;
        }
    }

    void missed(int limit) {
        misses++;
        if (misses >= limit && loggedIn) {
            misses = 0;
            pause = "rona";
        }
    }

    boolean isFree(long now) {
        return whyNotFree(now) == null;
    }

    private @Nullable String whyNotFree(long now) {
        if (!reachable) {
            return "the phone is not there";
        }
        if (!loggedIn) {
            return "the agent is not logged in";
        }
        if (busyWith != null) {
            return "the agent has " + busyWith;
        }
        if (pause != null) {
            return "the agent is on a break: " + pause;
        }
        if (phoneBusy) {
            return "the phone is in another call";
        }
        return now < wrapUpUntil ? "the agent wraps up" : null;
    }

    /** Why this agent may not be rung for that caller now; null when nothing is in the way. */
    @Nullable String hindrance(Ledger.Waiter waiter, AcdConfig.Queue queue, long now) {
        var why = whyNotFree(now);
        if (why != null) {
            return why;
        }
        var fit = fit(queue);
        if (fit.hindrance != null) {
            return fit.hindrance;
        }
        return waiter.pausedUntil.getOrDefault(id(), 0L) > now
                ? "the agent has just missed this call"
                : null;
    }

    /** What this agent is to a queue; found once, since neither changes. */
    private Fit fit(AcdConfig.Queue queue) {
        var known = fits.get(queue.id());
        return known == null ? fits.computeIfAbsent(queue.id(), _ -> fitOf(queue)) : known;
    }

    private Fit fitOf(AcdConfig.Queue queue) {
        var hindrance =
                rules.queues().contains(queue.id()) ? null : "the agent does not serve the queue";
        int levels = 0;
        for (var need : skills(queue.needs())) {
            int level = level(need.name());
            levels += level;
            if (hindrance == null && level < need.level()) {
                hindrance = "the agent has too little " + need.name();
            }
        }
        return new Fit(levels, hindrance);
    }

    /** The city's queues ask for lists of skills. */
    private static List<Skill> skills(Needs needs) {
        return switch (needs) {
            case Needs.Skilled(var skill) -> List.of(skill);
            case Needs.All(var parts) -> parts.stream().flatMap(p -> skills(p).stream()).toList();
            case Needs.Any _, Needs.Not _ ->
                    throw new IllegalArgumentException("not here: " + needs);
        };
    }

    private int level(String skill) {
        return rules.skills().stream()
                .filter(s -> s.name().equals(skill))
                .mapToInt(s -> s.level())
                .max()
                .orElse(0);
    }

    /** The better match first, then the longest idle, then as configured. */
    boolean isBetter(Desk other, AcdConfig.Queue queue) {
        int mine = fit(queue).levels;
        int theirs = other.fit(queue).levels;
        if (mine != theirs) {
            return mine > theirs;
        }
        if (idleSince != other.idleSince) {
            return idleSince < other.idleSince;
        }
        return order < other.order;
    }
}
