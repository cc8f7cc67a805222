package org.strowger.acd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;

/** One caller in a queue, from joining until an agent accepts or the caller leaves. */
final class WaitingCall {

    /**
     * Who is served first comes first. The score of a call is priority + queue weight + one point
     * for each second waited. As all age alike, the difference of two scores never changes, and the
     * order is that of the time at which each call's score is 0: exact, and fixed while they wait.
     */
    static final Comparator<WaitingCall> ORDER =
            Comparator.<WaitingCall>comparingLong(c -> c.scoreZeroMicros)
                    .thenComparingLong(c -> c.arrival);

    private static final long MICROS_PER_POINT = 1_000_000;

    /** An agent who shall not be offered this call for now. */
    record Exclusion(AgentId agent, Deadlines.Deadline end) {}

    final CallId id;
    final Line line;
    final long joinedMicros;
    final List<Exclusion> exclusions = new ArrayList<>(1);
    final List<Skill> needs;
    private final int priority;
    private final long arrival;
    private long scoreZeroMicros;

    /** What it asks for, compiled; null only before it is classified. */
    @Nullable Requirement requirement;

    /** The offer that is open for it, or null while it waits. */
    @Nullable OpenOffer offer;

    /** Left, or accepted: an offer in flight has nothing to bring back. */
    boolean gone;

    WaitingCall(AcdEvent.CallQueued event, Line line, long joinedMicros, long arrival) {
        this.id = event.call();
        this.priority = event.priority();
        this.needs = event.needs();
        this.line = line;
        this.joinedMicros = joinedMicros;
        this.arrival = arrival;
        weigh();
    }

    /** Takes its place by the rules of its queue; only while it is in no ordered set. */
    void weigh() {
        long points = (long) priority + line.rules.weight();
        scoreZeroMicros = joinedMicros - points * MICROS_PER_POINT;
    }

    boolean excludes(Agent agent) {
        for (int i = 0; i < exclusions.size(); i++) {
            if (exclusions.get(i).agent().equals(agent.id)) {
                return true;
            }
        }
        return false;
    }
}
