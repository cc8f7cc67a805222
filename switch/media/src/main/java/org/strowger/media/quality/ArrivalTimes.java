package org.strowger.media.quality;

/**
 * When the packets of one leg's incoming voice come, against when they were made: jitter, gaps, and
 * what a listener's buffer would have thrown away. Timestamps count 8000 a second. Pure: time comes
 * in with each packet, and each costs a few additions.
 */
public final class ArrivalTimes {

    /** Of the buffer that a listener is taken to have. */
    public static final int BUFFER_MILLIS = 60;

    private static final int SAMPLE_MICROS = 125;
    private static final int SAMPLES_A_MILLI = 8;
    private static final int BUFFER = BUFFER_MILLIS * SAMPLES_A_MILLI;

    /** What is later by more was not delayed: the sender's timestamps have jumped. */
    private static final int JUMP = 8_000;

    /** So many too late in a row, and a listener's buffer begins anew: a second. */
    private static final int LATE_IN_A_ROW = 50;

    /** The earliest moves by a sample in so many packets: 195 ppm, more than clocks differ by. */
    private static final int DRIFT = 32;

    private boolean begun;
    private boolean paused;
    private long arrived; // the last packet
    private int timestamp; // the last packet's
    private int transit;
    private int earliest; // transit of the earliest packets, followed as clocks drift
    private int lateInARow;
    private int jitter; // sixteenfold
    private int mostJitter;
    private long jitters; // their sum, over packets
    private long packets;
    private long discarded;
    private int longestGapMillis;

    /**
     * An audio packet came.
     *
     * @param ahead as {@link SequenceCounter#audio} said
     * @param samples in the packet
     */
    public void audio(int ahead, int stamp, int samples, long nowMicros) {
        if (ahead == 0) {
            return;
        }
        int now = (int) (nowMicros / SAMPLE_MICROS) - stamp;
        int later = now - transit;
        boolean jumps = later > JUMP || later < -JUMP;
        if (!begun || ahead == SequenceCounter.NEW_STREAM || jumps) {
            begin(now);
        } else {
            vary(now);
            if (ahead > 0 && !paused) {
                gap(nowMicros, Math.max(0, stamp - timestamp - ahead * samples));
            }
        }
        if (ahead > 0 || ahead == SequenceCounter.NEW_STREAM) {
            timestamp = stamp;
        }
        arrived = nowMicros;
        paused = false;
    }

    /** An event packet of the stream came: something was heard, but its timestamp stands still. */
    public void event(long nowMicros) {
        arrived = nowMicros;
        paused = true;
    }

    /** What comes next is not late, whenever it comes: the peer was not asked to send. */
    public void pause() {
        paused = true;
    }

    private void begin(int now) {
        begun = true;
        transit = now;
        earliest = now;
        lateInARow = 0;
        jitter = 0;
        paused = true;
    }

    /** RFC 3550, appendix A.8. */
    private void vary(int now) {
        jitter += Math.abs(now - transit) - ((jitter + 8) >> 4);
        transit = now;
        packets++;
        jitters += jitter >> 4;
        mostJitter = Math.max(mostJitter, jitter >> 4);
        buffer(now);
    }

    private void buffer(int now) {
        earliest += packets % DRIFT == 0 ? 1 : 0;
        if (now - earliest <= BUFFER) {
            lateInARow = 0;
            earliest = Math.min(earliest, now);
            return;
        }
        discarded++;
        lateInARow++;
        if (lateInARow == LATE_IN_A_ROW) {
            lateInARow = 0;
            earliest = now;
        }
    }

    /** Between two packets, less what the sender left out itself as there was silence. */
    private void gap(long nowMicros, int silentSamples) {
        long millis = (nowMicros - arrived) / 1_000 - silentSamples / SAMPLES_A_MILLI;
        longestGapMillis = (int) Math.max(longestGapMillis, Math.min(millis, Integer.MAX_VALUE));
    }

    /** Interarrival jitter now, in units of the timestamp, as reports have it. */
    public int jitter() {
        return jitter >> 4;
    }

    /** Interarrival jitter, on average over all packets. */
    public int meanJitterMicros() {
        return packets == 0 ? 0 : (int) (jitters * SAMPLE_MICROS / packets);
    }

    /** The highest that interarrival jitter was. */
    public int mostJitterMicros() {
        return mostJitter * SAMPLE_MICROS;
    }

    /** Packets that came too late for a listener's buffer of {@link #BUFFER_MILLIS}. */
    public long discarded() {
        return discarded;
    }

    /** The longest time between two packets; 20 when nothing is wrong, 0 when there were no two. */
    public int longestGapMillis() {
        return longestGapMillis;
    }
}
