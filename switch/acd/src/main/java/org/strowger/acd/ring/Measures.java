package org.strowger.acd.ring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AgentState;
import org.strowger.acd.OfferId;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/**
 * Service level, waiting times and occupancy of a run of the distributor, from what goes in and
 * what comes out. A queue visit counts for the queue it entered; who still waits is in no ratio.
 */
public final class Measures {

    private static final double PER_SECOND = 1e6;
    private static final double WHOLE = 100;

    /** A queue's sums, or those of all. */
    public static final class Sums {
        private long entered;
        private long answered;
        private long inTime;
        private long abandoned;
        private long shortAbandoned;
        private long otherwise;
        private long waitedMicros;
        private long longestMicros;

        private void add(Sums other) {
            entered += other.entered;
            answered += other.answered;
            inTime += other.inTime;
            abandoned += other.abandoned;
            shortAbandoned += other.shortAbandoned;
            otherwise += other.otherwise;
            waitedMicros += other.waitedMicros;
            longestMicros = Math.max(longestMicros, other.longestMicros);
        }

        /** Visits that are over: answered, abandoned, short-abandoned, left otherwise. */
        public long offered() {
            return answered + abandoned + shortAbandoned + otherwise;
        }

        public long answered() {
            return answered;
        }

        public long abandoned() {
            return abandoned;
        }

        public long shortAbandoned() {
            return shortAbandoned;
        }

        /** Refused: the queue was full, or none. */
        public long otherwise() {
            return otherwise;
        }

        /** Visits that were not over at the end. */
        public long waiting() {
            return entered - offered();
        }

        /** Answered in time / (offered - short-abandoned), in percent; 0 of none. */
        public double serviceLevel() {
            return percent(inTime, offered() - shortAbandoned);
        }

        /** Abandoned / (offered - short-abandoned), in percent; 0 of none. */
        public double abandonment() {
            return percent(abandoned, offered() - shortAbandoned);
        }

        /** Mean waiting time of the answered, in seconds. */
        public double asa() {
            return answered == 0 ? 0 : waitedMicros / PER_SECOND / answered;
        }

        /** The longest of those whose visit is over, in seconds. */
        public double longestWait() {
            return longestMicros / PER_SECOND;
        }
    }

    private record Visit(QueueId queue, long sinceMicros) {}

    private record Since(AgentState state, long atMicros) {}

    private final long targetMicros;
    private final long shortMicros;
    private final SequencedMap<QueueId, Sums> queues = new LinkedHashMap<>();
    private final Map<CallId, Visit> visits = new LinkedHashMap<>();
    private final Map<OfferId, CallId> offers = new LinkedHashMap<>();
    private final Map<AgentId, Since> agents = new LinkedHashMap<>();
    private long workedMicros;
    private long idleMicros;
    private long now;

    /**
     * Nothing is counted yet.
     *
     * @param targetMicros within which a call should be answered
     * @param shortMicros within which who leaves counts as short-abandoned
     */
    public Measures(long targetMicros, long shortMicros) {
        this.targetMicros = targetMicros;
        this.shortMicros = shortMicros;
    }

    /** Counts what the event and its commands tell. */
    public void count(AcdEvent event, Iterable<AcdCommand> commands) {
        now = Math.max(now, event.atMicros());
        switch (event) {
            case AcdEvent.CallQueued(_, var call, var queue, _, _, _, _, _) -> {
                if (visits.putIfAbsent(call, new Visit(queue, now)) == null) {
                    sums(queue).entered++;
                }
            }
            case AcdEvent.CallLeft(_, var call) -> left(call);
            case AcdEvent.OfferAccepted(_, var offer) -> answered(offers.remove(offer));
            case AcdEvent.FromOffer other -> offers.remove(other.offer());
            default -> {}
        }
        for (var command : commands) {
            switch (command) {
                case AcdCommand.Offer(var offer, _, var call, _) -> offers.put(offer, call);
                case AcdCommand.QueueRefused(var call, _, _) -> refused(call);
                case AcdCommand.AgentChanged(var at, var agent, var state) ->
                        changed(agent, state, at);
                default -> {}
            }
        }
    }

    /** The queues in which there were calls, in the order in which they had the first. */
    public SequencedMap<QueueId, Sums> queues() {
        return queues;
    }

    /** All queues together. */
    public Sums all() {
        var all = new Sums();
        queues.values().forEach(all::add);
        return all;
    }

    /** (Talk + wrap-up) / (talk + wrap-up + ready + offered), in percent; up to the last event. */
    public double occupancy() {
        long worked = workedMicros;
        long idle = idleMicros;
        for (var since : agents.values()) {
            long micros = Math.max(0, now - since.atMicros);
            worked += isWork(since.state) ? micros : 0;
            idle += isIdle(since.state) ? micros : 0;
        }
        return percent(worked, worked + idle);
    }

    private void left(CallId call) {
        var visit = visits.remove(call);
        if (visit != null) {
            boolean soon = now - visit.sinceMicros <= shortMicros;
            sums(visit.queue).shortAbandoned += soon ? 1 : 0;
            sums(visit.queue).abandoned += soon ? 0 : 1;
            longest(visit);
        }
    }

    private void answered(@Nullable CallId call) {
        var visit = call == null ? null : visits.remove(call);
        if (visit != null) {
            var sums = sums(visit.queue);
            long waited = now - visit.sinceMicros;
            sums.answered++;
            sums.inTime += waited <= targetMicros ? 1 : 0;
            sums.waitedMicros += waited;
            longest(visit);
        }
    }

    private void refused(CallId call) {
        var visit = visits.remove(call);
        if (visit != null) {
            sums(visit.queue).otherwise++;
        }
    }

    private void longest(Visit visit) {
        var sums = sums(visit.queue);
        sums.longestMicros = Math.max(sums.longestMicros, now - visit.sinceMicros);
    }

    private void changed(AgentId agent, AgentState state, long at) {
        var before = agents.put(agent, new Since(state, at));
        if (before != null) {
            workedMicros += isWork(before.state) ? at - before.atMicros : 0;
            idleMicros += isIdle(before.state) ? at - before.atMicros : 0;
        }
    }

    private static boolean isWork(AgentState state) {
        return state instanceof AgentState.Talking || state instanceof AgentState.WrapUp;
    }

    private static boolean isIdle(AgentState state) {
        return state instanceof AgentState.Ready || state instanceof AgentState.Offered;
    }

    private Sums sums(QueueId queue) {
        return queues.computeIfAbsent(queue, _ -> new Sums());
    }

    private static double percent(long part, long of) {
        return of <= 0 ? 0 : WHOLE * part / of;
    }
}
