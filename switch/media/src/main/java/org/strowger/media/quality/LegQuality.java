package org.strowger.media.quality;

/**
 * How well one leg was heard both ways. Scores are mean opinion scores in hundredths, 100 to 450,
 * of the way between the switch and the peer alone, by {@link EModel}; 0 where nothing came, or no
 * report.
 *
 * @param mos of what the switch heard of the peer
 * @param jitterMicros interarrival jitter of that (RFC 3550, section 6.4.1), on average
 * @param mostJitterMicros the highest that it was
 * @param longestGapMillis the longest time between two packets of it
 * @param duplicates packets of it that came twice
 * @param reordered packets of it that came after a later one
 * @param discarded packets of it too late for a listener's buffer of 60 ms; they count as lost in
 *     {@code mos}
 * @param roundTripMicros to the peer and back by its reports, on average; 0 when there was none
 * @param reports of the peer on what it heard of the switch
 * @param peerLost packets that did not reach the peer, by its reports
 * @param peerJitterMicros interarrival jitter by the peer's reports, on average
 * @param peerMos of what the peer heard of the switch
 */
public record LegQuality(
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
        int peerMos) {

    /** Of a leg that was never heard. */
    public static final LegQuality NONE = new LegQuality(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** A frame that is recorded before it is sent, and a listener's buffer. */
    private static final double FRAME_AND_BUFFER_MILLIS = 20 + ArrivalTimes.BUFFER_MILLIS;

    private static final double MICROS_A_MILLI = 1_000;

    /** What the reports of the peer said in all. */
    public record Reports(long count, long lost, int jitterMicros, int roundTripMicros) {

        public static final Reports NONE = new Reports(0, 0, 0, 0);
    }

    /** What was measured here, and by the peer, which was sent so many packets. */
    public static LegQuality of(
            SequenceCounter sequence, ArrivalTimes times, Reports reports, long sent) {
        int trip = reports.roundTripMicros();
        double discards = EModel.discardRatio(reports.jitterMicros() / MICROS_A_MILLI);
        boolean reported = reports.count() > 0 && sent > 0;
        return new LegQuality(
                sequence.hasBegun() ? score(trip, sequence.lossRatio(times.discarded())) : 0,
                times.meanJitterMicros(),
                times.mostJitterMicros(),
                times.longestGapMillis(),
                sequence.duplicates(),
                sequence.reordered(),
                times.discarded(),
                trip,
                reports.count(),
                Math.min(reports.lost(), sent),
                reports.jitterMicros(),
                reported ? score(trip, ratio(reports.lost(), sent) + discards) : 0);
    }

    private static double ratio(long lost, long all) {
        return Math.clamp((double) lost / all, 0, 1);
    }

    private static int score(int roundTripMicros, double lossRatio) {
        double delay = roundTripMicros / MICROS_A_MILLI / 2 + FRAME_AND_BUFFER_MILLIS;
        double mos = EModel.mos(EModel.rating(delay, Math.min(1, lossRatio)));
        return (int) Math.round(100 * mos);
    }
}
