package org.strowger.acd;

/** One configured queue: the rules in force, and how many calls are in it. */
final class Line {

    AcdConfig.Queue rules;

    /** Waiting or being offered. */
    int calls;

    /** The configuration names it no more; calls that ring an agent may end that way still. */
    boolean removed;

    private int offered;
    private long oldestMicros;

    Line(AcdConfig.Queue rules) {
        this.rules = rules;
    }

    // ---- a census, in one pass over all calls ----

    void beginCount() {
        offered = 0;
        oldestMicros = 0;
    }

    void count(WaitingCall call) {
        offered += call.offer == null ? 0 : 1;
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
