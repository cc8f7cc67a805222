package org.strowger.harness.rtp;

/**
 * What one stream hears, packet by packet. Everything it finds goes to the meter at once, so that a
 * sample in the midst of a call is right. For one thread.
 */
public final class Reception {

    private static final long REPORT_NANOS = 1_000_000_000;
    private static final int FIRST_DYNAMIC_TYPE = 96;

    private final SoundMeter meter;
    private SequenceTracker sequence = new SequenceTracker();
    private Jitter jitter = new Jitter();
    private ArrivalGrid grid = new ArrivalGrid();
    private boolean heard;
    private int ssrc;
    private long reportedAt;
    private long lastAt;

    public Reception(SoundMeter meter) {
        this.meter = meter;
    }

    public boolean heard() {
        return heard;
    }

    /** When the last packet came, in nanoseconds; meaningful once something was heard. */
    public long lastAt() {
        return lastAt;
    }

    /**
     * Takes an RTP packet.
     *
     * @param nanos when it came
     * @param firstWord see {@link RtpHeader}
     * @return whether it is the first of a source: of the stream, of another SSRC, or of numbers
     *     that began anew
     */
    public boolean onPacket(long nanos, int firstWord, int timestamp, int newSsrc) {
        meter.count(SoundCounter.RECEIVED);
        lastAt = nanos;
        boolean first = !heard;
        boolean another = heard && newSsrc != ssrc;
        if (first || another) {
            begin(nanos, newSsrc);
        }
        var verdict = sequence.onPacket(RtpHeader.sequence(firstWord));
        count(verdict);
        if (verdict == SequenceTracker.Verdict.RESTART) {
            another = true;
            anew(nanos);
        }
        if (another) {
            meter.count(SoundCounter.NEW_SOURCES);
        }
        if (isTimed(verdict) && RtpHeader.payloadType(firstWord) < FIRST_DYNAMIC_TYPE) {
            time(nanos, timestamp);
        }
        return first || another;
    }

    /** The stream is over. */
    public void end() {
        if (heard) {
            meter.jitter(jitter.micros());
        }
    }

    private void begin(long nanos, int newSsrc) {
        if (heard) {
            meter.jitter(jitter.micros());
            anew(nanos);
            sequence = new SequenceTracker();
        } else {
            heard = true;
            reportedAt = nanos;
        }
        ssrc = newSsrc;
    }

    private void anew(long nanos) {
        jitter = new Jitter();
        grid = new ArrivalGrid();
        reportedAt = nanos;
    }

    private void count(SequenceTracker.Verdict verdict) {
        switch (verdict) {
            case IN_ORDER, RESTART -> {}
            case GAP -> meter.add(SoundCounter.LOST, sequence.gap());
            case REORDERED -> {
                meter.count(SoundCounter.REORDERED);
                meter.add(SoundCounter.LOST, -1);
            }
            case DUPLICATE -> meter.count(SoundCounter.DUPLICATES);
            case OLD -> meter.count(SoundCounter.REORDERED);
            case SUSPECT -> meter.count(SoundCounter.STRAYS);
        }
    }

    private static boolean isTimed(SequenceTracker.Verdict verdict) {
        return switch (verdict) {
            case IN_ORDER, GAP, REORDERED, RESTART -> true;
            case DUPLICATE, OLD, SUSPECT -> false;
        };
    }

    private void time(long nanos, int timestamp) {
        jitter.onPacket(nanos, timestamp);
        meter.heardLate(grid.onPacket(nanos, timestamp));
        if (nanos - reportedAt >= REPORT_NANOS) {
            reportedAt = nanos;
            meter.jitter(jitter.micros());
        }
    }
}
