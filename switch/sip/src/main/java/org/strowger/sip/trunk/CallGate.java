package org.strowger.sip.trunk;

/** Counts a trunk's calls, and lets no more in than its limits allow. */
public final class CallGate {

    /** What becomes of a call that wants to begin. */
    public enum Entry {
        /** It counts, and leaves when it is over. */
        IN,
        /** As many as may be at one time are there already. */
        FULL,
        /** As many as may begin within a second have begun: the next second has places again. */
        TOO_FAST
    }

    private final TrunkLimits limits;
    private final SlidingSecond outgoing;
    private final SlidingSecond incoming;
    private int calls;
    private long refused;

    public CallGate(TrunkLimits limits) {
        this.limits = limits;
        this.outgoing = new SlidingSecond(limits.callsPerSecond());
        this.incoming = new SlidingSecond(limits.incomingPerSecond());
    }

    /** A call of ours wants to begin. */
    public Entry enterOutgoing(long nowMicros) {
        return enter(outgoing, nowMicros);
    }

    /** A call of the trunk's wants to begin. */
    public Entry enterIncoming(long nowMicros) {
        return enter(incoming, nowMicros);
    }

    private Entry enter(SlidingSecond second, long nowMicros) {
        if (second.isFull(nowMicros)) {
            refused++;
            return Entry.TOO_FAST;
        }
        if (limits.calls() > 0 && calls >= limits.calls()) {
            refused++;
            return Entry.FULL;
        }
        second.begins(nowMicros);
        calls++;
        return Entry.IN;
    }

    /** A call that entered is over. */
    public void leave() {
        calls--;
    }

    /** Calls in both directions now. */
    public int calls() {
        return calls;
    }

    /** Calls that were not let in. */
    public long refused() {
        return refused;
    }
}
