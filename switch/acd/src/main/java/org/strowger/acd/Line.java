package org.strowger.acd;

import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;

/** One configured queue: the rules in force, and how many calls are in it. */
final class Line {

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

    /** One that joined after all the others. */
    void add(WaitingCall call) {
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

    AcdCensus.Queue census() {
        long since = oldest == null ? 0 : oldest.joinedMicros;
        return new AcdCensus.Queue(rules.id(), calls - rung, rung, since);
    }

    boolean isFull() {
        return calls >= rules.maxWaiting();
    }
}
