package org.strowger.media.transport;

import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaCounters;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaStatistics;
import org.strowger.media.RtpHeader;
import org.strowger.media.quality.ArrivalTimes;
import org.strowger.media.quality.LegQuality;
import org.strowger.media.quality.SequenceCounter;
import org.strowger.media.rtcp.PeerReports;
import org.strowger.media.rtcp.ReportBlock;

/** Counts for one leg, and at once for the whole engine. */
final class LegStatistics {

    private final MediaCounters all;
    private final SequenceCounter sequence = new SequenceCounter();
    private final ArrivalTimes times = new ArrivalTimes();
    private long sent;
    private long octetsSent;
    private long sentMicros;
    private long received;
    private long strangers;
    private long malformed;
    private long late;

    LegStatistics(MediaCounters all) {
        this.all = all;
    }

    void sent(int payloadOctets, long nowMicros) {
        sent++;
        octetsSent += payloadOctets;
        sentMicros = nowMicros;
        all.increment(Counter.PACKETS_OUT);
    }

    /**
     * A packet came.
     *
     * @param timestamp its own at 8000 a second
     * @param samples of 8000 Hz in it
     */
    void received(RtpHeader header, boolean event, int timestamp, int samples, long nowMicros) {
        received++;
        all.increment(Counter.PACKETS_IN);
        if (event) {
            var _ = sequence.event(header.ssrc(), header.sequence());
            times.event(nowMicros);
        } else {
            int ahead = sequence.audio(header.ssrc(), header.sequence());
            times.audio(ahead, timestamp, samples, nowMicros);
        }
    }

    /** What was negotiated has changed: nothing that comes next is late. */
    void pause() {
        times.pause();
    }

    void stranger() {
        strangers++;
        all.increment(Counter.STRANGERS);
    }

    void malformed() {
        malformed++;
        all.increment(Counter.MALFORMED);
    }

    void comfortNoise() {
        all.increment(Counter.COMFORT_NOISE);
    }

    void late() {
        late++;
        all.increment(Counter.LATE_FRAMES);
    }

    long packetsSent() {
        return sent;
    }

    long octetsSent() {
        return octetsSent;
    }

    /** When the last packet was sent. */
    long sentMicros() {
        return sentMicros;
    }

    /**
     * What is reported to the peer of its stream; null when nothing came yet.
     *
     * @param ticks of its clock in one of 8000 a second
     */
    @Nullable ReportBlock block(PeerReports reports, int ticks, long nowMicros) {
        if (!sequence.hasBegun()) {
            return null;
        }
        long lost = sequence.reportedLost();
        return new ReportBlock(
                sequence.ssrc(),
                sequence.fractionLost(),
                Math.clamp(lost, -ReportBlock.MOST_LOST - 1, ReportBlock.MOST_LOST),
                sequence.highestSequence(),
                times.jitter() * ticks,
                reports.lastReport(),
                reports.delay(nowMicros));
    }

    /** Whether any audio came; keys alone are none. */
    boolean hasVoice() {
        return sequence.hasBegun();
    }

    /** Whether that is who sends the stream. */
    boolean isSource(int ssrc) {
        return sequence.hasBegun() && sequence.ssrc() == ssrc;
    }

    MediaStatistics snapshot(PeerReports reports) {
        return new MediaStatistics(
                sent,
                received,
                sequence.lost(),
                strangers,
                malformed,
                late,
                LegQuality.of(sequence, times, reports.summary(), sent));
    }
}
