package org.strowger.harness.load.conservation;

import java.util.List;
import java.util.Map;
import org.strowger.harness.load.result.Queueing;

/**
 * What a replay of the distributor's journal tells of a run.
 *
 * @param inexact why the replay need not be what happened (files rotated away, events missing, a
 *     torn end); empty when it is exact
 * @param events replayed
 * @param visits every time a call joined a queue
 * @param queueing sums, of those who joined and what was offered since the figures begin
 * @param offersBySecond offers made, by second of the epoch
 * @param lateAnswers agents who answered when the caller had just left
 * @param looks how many times it was looked whether an agent idled while a caller waited
 * @param idled calls that waited then though an agent could have taken them
 * @param ignored events that the distributor could make nothing of
 * @param entries calls and offers that it had at the end
 */
public record JournalAccount(
        String inexact,
        long events,
        List<Visit> visits,
        Queueing queueing,
        Map<Long, Long> offersBySecond,
        long lateAnswers,
        long looks,
        List<String> idled,
        long ignored,
        long entries) {

    public JournalAccount {
        visits = List.copyOf(visits);
        offersBySecond = Map.copyOf(offersBySecond);
        idled = List.copyOf(idled);
    }

    public boolean isExact() {
        return inexact.isEmpty();
    }

    /**
     * One wait in one queue.
     *
     * @param call id of the call
     * @param agent who answered; empty when none did
     */
    public record Visit(String call, String queue, long joinedMicros, Exit exit, String agent) {}

    /** How a wait ended. */
    public enum Exit {
        /** It did not. */
        NONE,
        ANSWERED,
        LEFT,
        /** The queue was full, or is gone. */
        REFUSED
    }
}
