package org.strowger.media.rtcp;

import java.util.random.RandomGenerator;

/**
 * When one participant's reports are due (RFC 3550, sections 6.2 and 6.3, appendix A.7). Of a
 * session of two with a voice's bandwidth, the 5 % for RTCP would allow one more often than the
 * shortest interval, so it is that which counts: 5 s on average, 2.05 to 6.16 s before
 * reconsideration; the first after half of that. Pure: time and chance come in.
 */
public final class RtcpSchedule {

    /** The shortest interval before it is made random. */
    public static final long INTERVAL_MICROS = 5_000_000;

    /** e - 3/2: makes up for reconsideration, which lets the later of two times win. */
    private static final double COMPENSATION = Math.E - 1.5;

    private long last;
    private long due;
    private boolean begun;
    private boolean reported;

    /** The participant is in the session from now on; does nothing when it was before. */
    public void begin(long nowMicros, RandomGenerator chance) {
        if (!begun) {
            begun = true;
            last = nowMicros;
            due = nowMicros + interval(chance);
        }
    }

    /**
     * Whether a report is to be sent now; it counts as sent then. At its time the interval is drawn
     * anew, and when that is longer the report waits (timer reconsideration).
     */
    public boolean isDue(long nowMicros, RandomGenerator chance) {
        if (!begun || nowMicros < due) {
            return false;
        }
        long again = last + interval(chance);
        if (again > nowMicros) {
            due = again;
            return false;
        }
        reported = true;
        last = nowMicros;
        due = nowMicros + interval(chance);
        return true;
    }

    /** Whether a report was due before: who never sent anything says no goodbye (6.3.7). */
    public boolean hasReported() {
        return reported;
    }

    private long interval(RandomGenerator chance) {
        long base = reported ? INTERVAL_MICROS : INTERVAL_MICROS / 2;
        return (long) (base * (0.5 + chance.nextDouble()) / COMPENSATION);
    }
}
