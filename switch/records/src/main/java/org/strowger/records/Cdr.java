package org.strowger.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of one call. Times are epoch microseconds, 0 where it never happened.
 *
 * @param id the switch's id of the call
 * @param startMicros the INVITE came
 * @param caller the number calling; empty when withheld
 * @param callerName the display name that came with it; may be empty
 * @param dialled the number dialled
 * @param language of the prompts, "en" or "zh"; empty where no script ran
 * @param keys those the caller pressed that are not sensitive, in order
 * @param timeouts menus in which the caller pressed no key in time
 * @param queue the last one joined, or null
 * @param queuedMicros when it was joined
 * @param agent who answered, or null
 * @param switchAnsweredMicros the switch's 200 to the caller
 * @param answeredMicros the agent's (or the trunk's) answer
 * @param endMicros the call was over
 * @param endedBy caller, agent or switch
 * @param outcome answered, abandoned, script, failed, rejected, merged-into or switch-failed
 * @param legs in the order in which they began, or came in from another call
 * @param linkedId the same in calls that a transfer has joined: the id of the one that went on;
 *     null in others
 * @param divertedBy the number that sent the call on to us or to where it went, the latest of
 *     several; null for none
 * @param disposition code that the agent has keyed in the wrap-up; null for none
 * @param queueLeft why the caller left the last queue joined, when neither answered nor hanging up
 *     there: as in {@link CallEvent.LeftQueue}, or callback; null for none
 * @param callbackOf id of the call in which the caller has asked to be called back by this one;
 *     null where the caller has called
 */
public record Cdr(
        String id,
        long startMicros,
        String caller,
        String callerName,
        String dialled,
        String language,
        String keys,
        int timeouts,
        @Nullable String queue,
        long queuedMicros,
        @Nullable String agent,
        long switchAnsweredMicros,
        long answeredMicros,
        long endMicros,
        String endedBy,
        String outcome,
        List<Leg> legs,
        @Nullable String linkedId,
        @Nullable String divertedBy,
        @Nullable String disposition,
        @Nullable String queueLeft,
        @Nullable String callbackOf) {

    /** One whose agent has said nothing of what came of it, and of whom no queue let go. */
    public Cdr(
            String id,
            long startMicros,
            String caller,
            String callerName,
            String dialled,
            String language,
            String keys,
            int timeouts,
            @Nullable String queue,
            long queuedMicros,
            @Nullable String agent,
            long switchAnsweredMicros,
            long answeredMicros,
            long endMicros,
            String endedBy,
            String outcome,
            List<Leg> legs,
            @Nullable String linkedId,
            @Nullable String divertedBy) {
        this(
                id,
                startMicros,
                caller,
                callerName,
                dialled,
                language,
                keys,
                timeouts,
                queue,
                queuedMicros,
                agent,
                switchAnsweredMicros,
                answeredMicros,
                endMicros,
                endedBy,
                outcome,
                legs,
                linkedId,
                divertedBy,
                null,
                null,
                null);
    }

    public Cdr {
        legs = List.copyOf(legs);
    }

    /**
     * The cause of ITU-T Q.850 for the call's end: that of the caller's leg where the caller has
     * ended it, else of the last of those called.
     *
     * @return 0 for none
     */
    public int cause() {
        var direction = endedBy.equals("caller") ? "in" : "out";
        return legs.stream()
                .filter(leg -> leg.direction().equals(direction))
                .max(Comparator.comparingLong(Leg::endMicros).thenComparingInt(Leg::cause))
                .map(Leg::cause)
                .orElse(0);
    }

    /** The same with these legs. */
    Cdr withLegs(List<Leg> these) {
        return with(these, disposition);
    }

    /**
     * The same with these legs.
     *
     * @param code what came of it; null when nobody has said so
     */
    Cdr with(List<Leg> these, @Nullable String code) {
        return new Cdr(
                id,
                startMicros,
                caller,
                callerName,
                dialled,
                language,
                keys,
                timeouts,
                queue,
                queuedMicros,
                agent,
                switchAnsweredMicros,
                answeredMicros,
                endMicros,
                endedBy,
                outcome,
                these,
                linkedId,
                divertedBy,
                code,
                queueLeft,
                callbackOf);
    }

    /** The same with only the first and the last legs; all when there are not more. */
    Cdr withLegs(int first, int last) {
        if (legs.size() <= first + last) {
            return this;
        }
        var kept = new ArrayList<>(legs.subList(0, first));
        kept.addAll(legs.subList(legs.size() - last, legs.size()));
        return withLegs(kept);
    }

    /**
     * One leg of a call.
     *
     * @param party the number calling, the agent, or trunk:number
     * @param direction in or out
     * @param sipCallId Call-ID of its dialog
     * @param status final response of its INVITE; 0 when there was none
     * @param cause of ITU-T Q.850 for its end, as the party gave it or as fits what was wrong with
     *     it; 0 for none
     * @param packetsSent RTP from the switch
     * @param packetsReceived RTP to the switch
     * @param packetsLost RTP that did not reach the switch
     * @param quality how well voice was heard; null where nothing was measured
     */
    public record Leg(
            String party,
            String direction,
            String sipCallId,
            long startMicros,
            long answeredMicros,
            long endMicros,
            int status,
            int cause,
            long packetsSent,
            long packetsReceived,
            long packetsLost,
            @Nullable Quality quality) {

        /** Of which nothing was heard. */
        public Leg(
                String party,
                String direction,
                String sipCallId,
                long startMicros,
                long answeredMicros,
                long endMicros,
                int status,
                int cause,
                long packetsSent,
                long packetsReceived,
                long packetsLost) {
            this(
                    party,
                    direction,
                    sipCallId,
                    startMicros,
                    answeredMicros,
                    endMicros,
                    status,
                    cause,
                    packetsSent,
                    packetsReceived,
                    packetsLost,
                    null);
        }
    }

    /**
     * How well one leg was heard, between the switch and the party. Scores are mean opinion scores
     * in hundredths, 100 to 450, by the E-model.
     *
     * @param mos of what the switch heard; 0 for nothing
     * @param jitterMicros interarrival jitter of that (RFC 3550, section 6.4.1), on average
     * @param mostJitterMicros the highest that it was
     * @param longestGapMillis the longest time between two packets of it
     * @param duplicates packets of it that came twice
     * @param reordered packets of it that came after a later one
     * @param discarded packets of it too late for a listener's buffer
     * @param roundTripMicros to the party and back, on average; 0 for unknown
     * @param reports of the party on what it heard
     * @param peerLost RTP that did not reach the party, by its reports
     * @param peerJitterMicros interarrival jitter by its reports, on average
     * @param peerMos of what the party heard; 0 without reports
     */
    public record Quality(
            int mos,
            int jitterMicros,
            int mostJitterMicros,
            int longestGapMillis,
            long duplicates,
            long reordered,
            long discarded,
            int roundTripMicros,
            long reports,
            long peerLost,
            int peerJitterMicros,
            int peerMos) {}
}
