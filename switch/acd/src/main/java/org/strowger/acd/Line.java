package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;

/** One configured queue: the rules in force, and how many calls are in it. */
final class Line {

    AcdConfig.Queue rules;

    /** Waiting or being offered. */
    int calls;

    /** The configuration names it no more; calls that ring an agent may end that way still. */
    boolean removed;

    /** Whom it offered a call last, and where that agent stands; -1 when nowhere. */
    private @Nullable AgentId lastOffered;

    int lastPlace = -1;

    /** The number of the next draw by lot. */
    long offersMade;

    /** What its calls take, and came to. */
    final Pace pace = new Pace();

    /** What its plainest calls ask for, once somebody has wanted to know; of this configuration. */
    @Nullable Requirement plain;

    /** When it is looked who of its calls has to leave. */
    Deadlines.@Nullable Deadline look;

    /** More are not counted ahead of one, nor looked through. */
    private static final int MOST_AHEAD = 1_000;

    private static final int MOST_LOOKED_AT = 10_000;

    private @Nullable WaitingCall first;
    private @Nullable WaitingCall last;

    /** No call here is behind it. */
    private long lastZeroMicros = Long.MIN_VALUE;

    private int offered;
    private long oldestMicros;

    Line(AcdConfig.Queue rules) {
        this.rules = rules;
    }

    void offers(Agent agent) {
        lastOffered = agent.id;
        lastPlace = agent.order();
        offersMade++;
    }

    /** The agents may have other places now. */
    void remember(AgentIndex agents) {
        lastPlace = agents.place(lastOffered);
    }

    /** The configuration names it no more. */
    void forget() {
        removed = true;
        lastOffered = null;
        lastPlace = -1;
        offersMade = 0;
    }

    // ---- its calls, in the order of joining ----

    /**
     * A call joins.
     *
     * @return its place; 0 when that would take long to find out
     */
    int add(WaitingCall call) {
        var before = last;
        call.previous = before;
        if (before == null) {
            first = call;
            lastZeroMicros = Long.MIN_VALUE;
        } else {
            before.next = call;
        }
        last = call;
        calls++;
        if (weighed(call)) {
            return calls;
        }
        return calls > MOST_AHEAD ? 0 : place(call);
    }

    void remove(WaitingCall call) {
        var before = call.previous;
        var after = call.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        call.previous = null;
        call.next = null;
        calls--;
    }

    /** A configuration begins. All calls have new scores; {@link #weighed} tells of each. */
    void begin() {
        plain = null;
        lastZeroMicros = Long.MIN_VALUE;
    }

    /** Whether no call weighed so far is behind this one. */
    boolean weighed(WaitingCall call) {
        boolean behind = call.isNotBefore(lastZeroMicros);
        lastZeroMicros = behind ? call.scoreZeroMicros() : lastZeroMicros;
        return behind;
    }

    /** By score among all calls of the line, from 1; 0 when too many are ahead to be counted. */
    int place(WaitingCall call) {
        int ahead = 0;
        int looked = 0;
        for (var other = first; other != null; other = other.next) {
            ahead += other.isAheadOf(call) ? 1 : 0;
            if (ahead >= MOST_AHEAD || ++looked > MOST_LOOKED_AT) {
                return 0;
            }
        }
        return ahead + 1;
    }

    /** In the order of joining. */
    List<WaitingCall> all() {
        var all = new ArrayList<WaitingCall>(calls);
        for (var call = first; call != null; call = call.next) {
            all.add(call);
        }
        return all;
    }

    // ---- a census, in one pass over all calls ----

    void beginCount() {
        offered = 0;
        oldestMicros = 0;
    }

    void count(WaitingCall call) {
        offered += call.isRung() ? 1 : 0;
        if (oldestMicros == 0 || call.joinedMicros < oldestMicros) {
            oldestMicros = call.joinedMicros;
        }
    }

    AcdCensus.Queue counted() {
        return new AcdCensus.Queue(rules.id(), calls - offered, offered, oldestMicros);
    }

    boolean isFull() {
        return calls >= rules.maxWaiting();
    }
}
