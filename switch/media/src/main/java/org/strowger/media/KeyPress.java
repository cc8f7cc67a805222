package org.strowger.media;

/** One press of a key, as far as its packets have come (an event of RFC 4733). */
final class KeyPress {

    private static final int LONGEST = 0xFFFF; // then a long event goes on in a new segment
    private static final int SAMPLES_PER_MILLI = 8;
    private static final int MOST_SAMPLES = DtmfReceiver.LONGEST_MILLIS * SAMPLES_PER_MILLI;

    final int event;

    private final int ssrc;
    private int timestamp;
    private int sequence; // the highest
    private int duration; // of the segment, in samples
    private int segments; // samples of the segments before
    private long lastMicros;
    private KeyFate fate = KeyFate.PASSES;
    private boolean told;
    private boolean ended;

    KeyPress(RtpHeader first, int event, long nowMicros) {
        this.event = event;
        this.ssrc = first.ssrc();
        this.timestamp = first.timestamp();
        this.sequence = first.sequence();
        this.lastMicros = nowMicros;
    }

    boolean isOf(RtpHeader header, int number) {
        return number == event && header.ssrc() == ssrc && header.timestamp() == timestamp;
    }

    /** Whether this is the next segment of an event of over 8 s (RFC 4733, section 2.5.1.3). */
    boolean isContinuedBy(RtpHeader header, int number) {
        return !ended
                && !header.marker()
                && number == event
                && header.ssrc() == ssrc
                && header.timestamp() == timestamp + LONGEST;
    }

    void nextSegment(RtpHeader header) {
        segments = Math.min(segments + LONGEST, MOST_SAMPLES);
        timestamp = header.timestamp();
        duration = 0;
    }

    /** A packet of this press, whether it says anything new or not. */
    void heard(RtpHeader header, int samples, boolean end, long nowMicros) {
        lastMicros = nowMicros;
        duration = Math.max(duration, samples);
        ended |= end;
        if (isBefore(header)) {
            sequence = header.sequence();
        }
    }

    /** Whether the packet was sent after all that were heard, if it has the same SSRC. */
    boolean isBefore(RtpHeader header) {
        return (short) (header.sequence() - sequence) > 0;
    }

    boolean hasSource(RtpHeader header) {
        return header.ssrc() == ssrc;
    }

    /** Within a press durations only grow. */
    boolean isLongerThan(int samples) {
        return samples < duration;
    }

    boolean isSilent(long nowMicros, long pauseMicros) {
        return nowMicros - lastMicros >= pauseMicros;
    }

    KeyFate fate() {
        return fate;
    }

    void setFate(KeyFate whatBecomesOfIt) {
        fate = whatBecomesOfIt;
    }

    boolean isTold() {
        return told;
    }

    void setTold() {
        told = true;
    }

    int durationMillis() {
        return Math.min(segments + duration, MOST_SAMPLES) / SAMPLES_PER_MILLI;
    }

    long lastMicros() {
        return lastMicros;
    }
}
