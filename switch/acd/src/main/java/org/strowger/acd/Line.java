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

    /** The number of the next draw by lot. */
    long offersMade;

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
