package org.strowger.media;

/**
 * What one leg sends, as one unbroken RTP stream: one SSRC, sequence numbers and timestamps that go
 * on, wherever the sound comes from (RFC 3550, section 5.1).
 *
 * <p>Sound of our own takes its timestamp from the frame's number on the {@link PacingGrid}; sound
 * that is relayed keeps its own distances, so that the receiver sees the sender's loss and jitter,
 * moved by a difference that is found anew whenever the source changes. After each step the fields
 * of the packet to send are in {@link #sequence}, {@link #timestamp} and {@link #marker}.
 */
public final class OutgoingStream {

    private static final int MAX_DROPOUT = 3_000;
    private static final int MAX_MISORDER = 100;
    private static final int MAX_SAMPLES_APART = 60 * 8_000;

    private final int ssrc;
    private int samplesToTimestamp; // what the grid's samples are moved by
    private int ticks = 1;
    private boolean clockChanged;
    private int sequence;
    private int timestamp;
    private boolean marker;
    private int highestSequence;
    private int highestTimestamp;
    private boolean begun;
    private long nextFrame = -1;

    private boolean relaying;
    private int source; // SSRC of what is relayed
    private int sourceSequence; // its highest
    private int sourceTimestamp;
    private int sequenceShift;
    private int timestampShift;
    private boolean eventBegun;
    private int eventSource;
    private int eventTimestamp;
    private int eventTimestampOut;

    /** The three must be random (RFC 3550, section 5.1). */
    public OutgoingStream(int ssrc, int firstSequence, int firstTimestamp) {
        this.ssrc = ssrc;
        this.highestSequence = firstSequence - 1;
        this.samplesToTimestamp = firstTimestamp;
    }

    /**
     * Timestamps count so many ticks from now on for each sample of 8000 Hz. They go on from where
     * they are.
     */
    public void clock(int newTicks) {
        if (newTicks != ticks) {
            ticks = newTicks;
            clockChanged = true;
            interrupt();
        }
    }

    /** A frame of our own. The marker is set when the frame before was not sent. */
    public void frame(long frame) {
        relaying = false;
        eventBegun = false;
        marker = frame != nextFrame;
        nextFrame = frame + 1;
        sent(highestSequence + 1, at(frame * Prompt.FRAME));
    }

    /**
     * An audio packet of somebody else.
     *
     * @param samples what the grid stands at now
     */
    public void relayAudio(RtpHeader from, long samples) {
        nextFrame = -1;
        if (!follows(from)) {
            relaying = true;
            source = from.ssrc();
            marker = true;
            sequenceShift = highestSequence + 1 - from.sequence();
            timestampShift = at(samples) - from.timestamp();
            sourceSequence = from.sequence();
            sourceTimestamp = from.timestamp();
        } else {
            marker = from.marker();
            advance(from);
        }
        sent(from.sequence() + sequenceShift, from.timestamp() + timestampShift);
    }

    /**
     * An event packet of somebody else. All packets of an event have one timestamp, so has what is
     * sent for them, even if the events come with an SSRC of their own.
     */
    public void relayEvent(RtpHeader from, long samples) {
        nextFrame = -1;
        marker = from.marker();
        if (follows(from)) {
            advance(from);
            sent(from.sequence() + sequenceShift, from.timestamp() + timestampShift);
            return;
        }
        if (!eventBegun
                || from.marker()
                || from.ssrc() != eventSource
                || from.timestamp() != eventTimestamp) {
            eventBegun = true;
            eventSource = from.ssrc();
            eventTimestamp = from.timestamp();
            eventTimestampOut = at(samples);
        }
        if (from.ssrc() != source) {
            sequenceShift++; // it takes a number between those of the audio
        }
        sent(highestSequence + 1, eventTimestampOut);
    }

    /** A packet of what is relayed that the receiver does not get and shall not miss. */
    public void withhold(RtpHeader from) {
        boolean isNew = (short) (from.sequence() - sourceSequence) > 0; // No copy, and in order.
        if (isNew && follows(from)) {
            advance(from);
            sequenceShift--;
        }
    }

    /** Nothing is sent for a while; what comes then begins anew. */
    public void interrupt() {
        relaying = false;
        eventBegun = false;
        nextFrame = -1;
    }

    public int ssrc() {
        return ssrc;
    }

    public int sequence() {
        return sequence & 0xFFFF;
    }

    public int timestamp() {
        return timestamp;
    }

    public boolean marker() {
        return marker;
    }

    /** The timestamp of a place on the grid; moved on when what was relayed ran ahead of it. */
    private int at(long samples) {
        int wanted = (int) samples * ticks + samplesToTimestamp;
        int least = highestTimestamp + Prompt.FRAME * ticks;
        boolean anew = clockChanged;
        clockChanged = false;
        if (begun && (anew || wanted - least < 0)) {
            samplesToTimestamp += least - wanted;
            return least;
        }
        return wanted;
    }

    private boolean follows(RtpHeader from) {
        int ahead = (short) (from.sequence() - sourceSequence);
        int samplesAhead = from.timestamp() - sourceTimestamp;
        return relaying
                && from.ssrc() == source
                && ahead < MAX_DROPOUT
                && ahead >= -MAX_MISORDER
                && samplesAhead < MAX_SAMPLES_APART * ticks
                && samplesAhead > -MAX_SAMPLES_APART * ticks;
    }

    private void advance(RtpHeader from) {
        if ((short) (from.sequence() - sourceSequence) > 0) {
            sourceSequence = from.sequence();
            sourceTimestamp = from.timestamp();
        }
    }

    private void sent(int sequenceOut, int timestampOut) {
        if (!begun || (short) (sequenceOut - highestSequence) > 0) {
            highestSequence = sequenceOut;
        }
        if (!begun || timestampOut - highestTimestamp > 0) {
            highestTimestamp = timestampOut;
        }
        begun = true;
        sequence = sequenceOut;
        timestamp = timestampOut;
    }
}
