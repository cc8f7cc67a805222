package org.strowger.acd;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;

/** One caller in a queue, from joining until an agent accepts or the caller leaves. */
final class WaitingCall {

    /**
     * Who is served first comes first; who rings one agent and may ring another, after all who ring
     * none. The score of a call is priority + tier + queue weight + one point for each second
     * waited (or, by {@link Order#objectiveFirst}, for each second beyond the objective of its
     * queue). As all age alike, the difference of two scores never changes, and the order is that
     * of the time at which each call's score is 0: exact, and fixed while they wait.
     */
    static final Comparator<WaitingCall> ORDER = WaitingCall::inOrder;

    /** By score alone, rung or not. */
    static final Comparator<WaitingCall> BY_SCORE = WaitingCall::byScore;

    private static final long MICROS_PER_POINT = 1_000_000;

    /** Further than the score of a call can be from 0: 70,000 years. */
    private static final long FAR = 1L << 61;

    /** How long an agent is not offered this call again after an offer that came to nothing. */
    enum Pause {
        NONE,
        /** Rung, and not answered: not the same caller again at once. */
        MISSED,
        /** The phone could not be rung; each failure for this call doubles the pause. */
        FAILED;

        private static final long MISSED_MICROS = 30_000_000;
        private static final long FIRST_FAILED_MICROS = 2_000_000;
        private static final long LONGEST_MICROS = 60_000_000;
        private static final int MOST_DOUBLINGS = 5;

        String reason() {
            return this == MISSED ? "missed" : "failed";
        }

        /**
         * @param failures of this call at this agent so far, with the one that just was
         */
        long micros(int failures) {
            return switch (this) {
                case NONE -> 0;
                case MISSED -> MISSED_MICROS;
                case FAILED ->
                        Math.min(
                                FIRST_FAILED_MICROS << Math.min(failures - 1, MOST_DOUBLINGS),
                                LONGEST_MICROS);
            };
        }
    }

    /**
     * What keeps an agent from this call, and how often the agent's phone could not be rung for it.
     *
     * @param pause how it began
     * @param end of the exclusion; null when it is over and only the count is kept
     */
    record Exclusion(
            int failures, Pause pause, long untilMicros, Deadlines.@Nullable Deadline end) {}

    final CallId id;
    final Line line;
    final long joinedMicros;

    /** Most calls have none. */
    private static final SequencedMap<AgentId, Exclusion> NONE =
            Collections.unmodifiableSequencedMap(new LinkedHashMap<>(0));

    /** One an agent at most; forgotten with the call. */
    SequencedMap<AgentId, Exclusion> exclusions = NONE;

    /** Of its own; the queue's come on top. */
    final Needs needs;

    /** From when on its waiting counts for its place: joining, or earlier. */
    private final long sinceMicros;

    private final int priority;
    private final String tier;
    private final long arrival;
    private long scoreZeroMicros;

    /** What it asks for, compiled; null only before it is classified. */
    @Nullable Requirement requirement;

    /** Its neighbours in its queue, by the time of joining; the {@link Line} writes here. */
    @Nullable WaitingCall older;

    @Nullable WaitingCall newer;

    /** How many steps of its queue's relaxation are behind it. */
    int step;

    Deadlines.@Nullable Deadline nextStep;

    /** The only agent who may have it for now. */
    @Nullable AgentId held;

    Deadlines.@Nullable Deadline holdEnd;

    /** Those that are open for it; none while it waits. */
    final List<OpenOffer> offers = new ArrayList<>(0);

    /** Since when an agent is rung, while one is. */
    long ringsSinceMicros;

    /** How many agents may be rung. */
    int wanted = 1;

    /** When it will be one more. */
    Deadlines.@Nullable Deadline oneMore;

    /** When it has waited too long. */
    Deadlines.@Nullable Deadline patience;

    /** Why it leaves when no agent is rung any more; null when it stays. */
    @Nullable String leaves;

    /** What was estimated at its joining: {@link Pace#plain}, and what it was corrected to. */
    long plainMicros = WaitEstimate.UNKNOWN;

    long likelyMicros = WaitEstimate.UNKNOWN;

    /** Left, or accepted: an offer in flight has nothing to bring back. */
    boolean gone;

    WaitingCall(AcdEvent.CallQueued event, Line line, long joinedMicros, long arrival) {
        this.id = event.call();
        this.priority = event.priority();
        this.needs = event.needs();
        this.tier = event.tier();
        this.line = line;
        this.joinedMicros = joinedMicros;
        this.sinceMicros = event.sinceMicros() == 0 ? joinedMicros : event.sinceMicros();
        this.arrival = arrival;
    }

    /** Takes its place by the rules of its queue; only while it is in no ordered set. */
    void weigh(Order order) {
        long points = (long) priority + order.points(tier) + line.rules.weight();
        long objective = order.objectiveFirst() ? line.rules.objectiveMicros() : 0;
        scoreZeroMicros = sinceMicros + objective - points * MICROS_PER_POINT;
    }

    private static int inOrder(WaitingCall one, WaitingCall other) {
        if (one.isRung() != other.isRung()) {
            return one.isRung() ? 1 : -1;
        }
        return byScore(one, other);
    }

    private static int byScore(WaitingCall one, WaitingCall other) {
        int byScore = Long.compare(one.scoreZeroMicros, other.scoreZeroMicros);
        return byScore == 0 ? Long.compare(one.arrival, other.arrival) : byScore;
    }

    /**
     * Its place in the order as one number, as far as that goes; {@link #ORDER} says the rest. The
     * same for as long as it stands in an ordered row.
     */
    long key() {
        return scoreKey() + (isRung() ? 2 * FAR : 0);
    }

    /** The same by score alone; {@link #BY_SCORE} says the rest. */
    long scoreKey() {
        return Math.clamp(scoreZeroMicros, -FAR, FAR);
    }

    /** When its score is 0: the earlier, the further in front. */
    long scoreZeroMicros() {
        return scoreZeroMicros;
    }

    boolean isNotBefore(long zeroMicros) {
        return scoreZeroMicros >= zeroMicros;
    }

    boolean isRung() {
        return !offers.isEmpty();
    }

    /** Whether an agent, or one more, may be rung for it. */
    boolean wantsAgent() {
        return offers.size() < wanted && !gone && !line.removed;
    }

    /** In millionths of a point. */
    long scoreMicros(long nowMicros) {
        return nowMicros - scoreZeroMicros;
    }

    void save(OctetWords out) {
        out.text(id.value()).number(priority).needs(needs).word(tier);
        out.number(joinedMicros).number(joinedMicros - sinceMicros).number(arrival);
        out.number(sinceMicros - scoreZeroMicros);
    }

    /** One as it was saved, but for its queue. */
    static WaitingCall restore(OctetReader in, Line line) {
        var id = new CallId(in.text());
        int priority = in.integer();
        var needs = in.needs();
        var tier = in.word();
        long joined = in.number();
        long since = joined - in.number();
        var event =
                new AcdEvent.CallQueued(
                        joined, id, line.rules.id(), priority, needs, tier, null, since);
        var call = new WaitingCall(event, line, joined, in.number());
        call.scoreZeroMicros = call.sinceMicros - in.number();
        return call;
    }

    long arrival() {
        return arrival;
    }

    void exclude(AgentId agent, Exclusion exclusion) {
        if (exclusions.isEmpty()) {
            exclusions = new LinkedHashMap<>();
        }
        exclusions.put(agent, exclusion);
    }

    boolean excludes(Agent agent) {
        if (exclusions.isEmpty()) {
            return false;
        }
        var exclusion = exclusions.get(agent.id);
        return exclusion != null && exclusion.end() != null;
    }

    /** How often the agent could not be rung for this call. */
    int failures(AgentId agent) {
        var exclusion = exclusions.get(agent);
        return exclusion == null ? 0 : exclusion.failures();
    }
}
