package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;

/** One configured queue: the rules in force, and how many calls are in it. */
final class Line {

    /** More are not counted ahead of one. */
    private static final int MOST_AHEAD = 1_000;

    AcdConfig.Queue rules;

    /** Waiting or being offered. */
    int calls;

    /** The configuration names it no more; calls that ring an agent may end that way still. */
    boolean removed;

    /** Takes nobody in, by the supervisor's word. */
    boolean closed;

    /** Whom it offered a call last, and where that agent stands; -1 when nowhere. */
    private @Nullable AgentId lastOffered;

    int lastPlace = -1;

    /** What its calls ask for, or most of them; the {@link Matcher} writes here. */
    @Nullable Requirement usual;

    /** The number of the next draw by lot. */
    long offersMade;

    /** Of its calls those that ring somebody. */
    int rung;

    private @Nullable WaitingCall oldest;
    private @Nullable WaitingCall newest;

    /** Its calls by score, rung or not. */
    private final Row<WaitingCall> byScore = new Row<>(WaitingCall.BY_SCORE);

    /** What its calls take, and came to. */
    final Pace pace = new Pace();

    /** What its plainest calls ask for, once somebody has wanted to know; of this configuration. */
    @Nullable Requirement plain;

    /** When it is looked who of its calls has to leave. */
    Deadlines.@Nullable Deadline look;

    /** No call here is behind it. */
    private long lastZeroMicros = Long.MIN_VALUE;

    Line(AcdConfig.Queue rules) {
        this.rules = rules;
    }

    void offers(Agent agent) {
        lastOffered = agent.id;
        lastPlace = agent.order();
        offersMade++;
    }

    void save(OctetWords out) {
        out.flag(closed).flag(removed).number(offersMade).number(lastZeroMicros);
        out.flag(lastOffered != null);
        if (lastOffered != null) {
            out.word(lastOffered.value());
        }
        pace.save(out);
    }

    void restore(OctetReader in) {
        closed = in.flag();
        removed = in.flag();
        offersMade = in.number();
        lastZeroMicros = in.number();
        lastOffered = in.flag() ? new AgentId(in.word()) : null;
        pace.restore(in);
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
     * One joins, after all the others.
     *
     * @return its place; 0 when that would take long to find out
     */
    int add(WaitingCall call) {
        lastZeroMicros = newest == null ? Long.MIN_VALUE : lastZeroMicros;
        link(call);
        if (weigh(call)) {
            return calls;
        }
        return calls > MOST_AHEAD ? 0 : place(call);
    }

    /** The same of one that was weighed before. */
    void append(WaitingCall call) {
        link(call);
        byScore.add(call.scoreKey(), call);
    }

    private void link(WaitingCall call) {
        calls++;
        call.older = newest;
        if (newest == null) {
            oldest = call;
        } else {
            newest.newer = call;
        }
        newest = call;
    }

    void remove(WaitingCall call) {
        calls--;
        byScore.remove(call.scoreKey(), call);
        rung -= call.isRung() ? 1 : 0;
        var older = call.older;
        var newer = call.newer;
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        call.older = null;
        call.newer = null;
    }

    /** A configuration begins. All calls have new scores; {@link #weigh} tells of each. */
    void begin() {
        plain = null;
        byScore.clear();
        lastZeroMicros = Long.MIN_VALUE;
    }

    /** Takes the call's score. Whether no call weighed so far is behind it. */
    boolean weigh(WaitingCall call) {
        byScore.add(call.scoreKey(), call);
        boolean behind = call.isNotBefore(lastZeroMicros);
        lastZeroMicros = behind ? call.scoreZeroMicros() : lastZeroMicros;
        return behind;
    }

    /** By score among all calls of the line, from 1; 0 when too many are ahead to be counted. */
    int place(WaitingCall call) {
        int ahead = byScore.before(call.scoreKey(), call, MOST_AHEAD);
        return ahead < MOST_AHEAD ? ahead + 1 : 0;
    }

    /** In the order of joining. */
    List<WaitingCall> all() {
        var all = new ArrayList<WaitingCall>(calls);
        for (var call = oldest; call != null; call = call.newer) {
            all.add(call);
        }
        return all;
    }

    AcdCensus.Queue census() {
        long since = oldest == null ? 0 : oldest.joinedMicros;
        return new AcdCensus.Queue(rules.id(), calls - rung, rung, since);
    }

    boolean isFull() {
        return calls >= rules.maxWaiting();
    }
}
