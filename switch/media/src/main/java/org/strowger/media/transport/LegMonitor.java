package org.strowger.media.transport;

import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.MediaStatistics;
import org.strowger.media.OutgoingStream;
import org.strowger.media.RtpFormat;
import org.strowger.media.SilenceWatch;
import org.strowger.media.UnheardWatch;
import org.strowger.media.rtcp.NtpTime;
import org.strowger.media.rtcp.PeerReports;
import org.strowger.media.rtcp.ReportBlock;
import org.strowger.media.rtcp.RtcpReader;
import org.strowger.media.rtcp.RtcpSchedule;

/**
 * RTCP between one leg and its peer, by the port of RTP where that was negotiated (RFC 5761), else
 * by the one above, and whether the peer is still there.
 */
final class LegMonitor implements RtcpReader.Listener {

    private static final int SAMPLE_MICROS = 125;

    /** 96 bits (RFC 7022, section 4.2). */
    private static final int CNAME_OCTETS = 12;

    /** Where in its part of the rounds; the rounds'. */
    int placeInPart;

    /** Which part of the rounds; the rounds'. */
    int part;

    private final RtpLeg leg;
    private final RtpLoop loop;
    private final OutgoingStream stream;
    private final LegStatistics statistics;
    private final RtcpSchedule schedule = new RtcpSchedule();
    private final PeerReports peer = new PeerReports();
    private final SilenceWatch silence = new SilenceWatch();
    private final UnheardWatch unheard = new UnheardWatch();
    private boolean watched;
    private @Nullable RtcpPort apart; // while RTCP has a port of its own
    private boolean reports;
    private int ticks = 1; // of the clock of RTP in one of 8000 a second
    private long quietLimit; // 0 while nobody asks
    private long sentBefore;
    private long sentAtLast;
    private long nowMicros; // while a packet is read

    LegMonitor(RtpLeg leg, RtpLoop loop, OutgoingStream stream, LegStatistics statistics) {
        this.leg = leg;
        this.loop = loop;
        this.stream = stream;
        this.statistics = statistics;
    }

    /** What was negotiated now, with a peer that is there. */
    void connect(RtpFormat format, InetSocketAddress remote) {
        long now = loop.nowMicros();
        apart(format);
        reports = format.rtcpMux() || apart != null;
        ticks = format.coding().ticks();
        peer.clock(ticks);
        statistics.pause();
        silence.expect(format.twoWay(), now);
        unheard.expect(remote, format.twoWay(), now);
        if (reports) {
            schedule.begin(now, loop.chance);
        }
        if (!watched) {
            watched = true;
            loop.rounds.join(this);
        }
    }

    private void apart(RtpFormat format) {
        var there = format.rtcpMux() ? null : format.rtcp();
        if (there == null) {
            closeApart();
        } else if (apart == null) {
            apart = new RtcpPort(leg, loop, this, there);
            leg.openAbove(apart);
        } else {
            apart.move(there);
        }
    }

    private void closeApart() {
        if (apart != null) {
            apart.close();
            apart = null;
        }
    }

    private void send() {
        if (apart == null) {
            leg.sendRtcp();
        } else {
            apart.send();
        }
    }

    /** Something came from where the peer is. */
    void heard(long now) {
        silence.heard(now);
        unheard.heard();
    }

    /** {@link org.strowger.media.MediaLeg#answered}. */
    void answered() {
        leg.cipher().answered();
        silence.answered(loop.nowMicros());
        unheard.answered(loop.nowMicros());
    }

    /** {@link org.strowger.media.MediaLeg#tellQuiet}. */
    void tellQuiet(long limitMicros) {
        quietLimit = limitMicros;
    }

    /** Whether the peer is sent no voice. */
    boolean isMuted() {
        return unheard.isMuted();
    }

    /** The packet that is looked at now is RTCP from where the peer is. */
    void onRtcp(int length, long now) {
        var counters = loop.shared.counters();
        counters.increment(Counter.RTCP);
        silence.heardRtcp();
        if (!reports) {
            return;
        }
        if (!peer.admits(now)) {
            counters.increment(Counter.RTCP_DROPPED);
            return;
        }
        nowMicros = now;
        if (!loop.rtcpIn.read(loop.in, length, this)) {
            counters.increment(Counter.RTCP_MALFORMED);
        }
    }

    @Override
    public void sender(int ssrc, long ntp) {
        if (statistics.isSource(ssrc)) {
            peer.heard(ntp, nowMicros);
        }
    }

    @Override
    public void report(int reporter, ReportBlock block) {
        if (block.source() == stream.ssrc()) {
            peer.heard(block, nowMicros);
        }
    }

    @Override
    public void cname(int ssrc, byte[] packet, int offset, int length) {}

    @Override
    public void bye(int ssrc) {} // Signalling says when the call is over.

    /** Five times a second. A mistake here is one leg's, not that of all in the round. */
    void onRound(long now) {
        try {
            look(now);
        } catch (Throwable e) {
            leg.fail(e);
        }
    }

    private void look(long now) {
        if (reports && schedule.isDue(now, loop.chance)) {
            report(now);
            send();
        }
        var rules = loop.shared.rules();
        if (unheard.isUp(rules.unheardMicros(), now)) {
            loop.shared.counters().increment(Counter.UNHEARD_PEERS);
        }
        long silent = silence.silentMicros(rules.silence(), statistics.hasVoice(), now);
        if (silent > 0) {
            loop.shared.counters().increment(Counter.SILENT_PEERS);
            leg.guard(() -> leg.news().inactive(silent));
        }
        long quiet = statistics.hasVoice() ? silence.quietMicros(quietLimit, now) : 0;
        if (quiet > 0) {
            leg.guard(() -> leg.news().quiet(quiet));
        }
        leg.cipher().look(now);
    }

    /** A sender's report for who sent anything since the report before the last (section 6.4). */
    private void report(long now) {
        var out = loop.rtcpOut;
        var block = statistics.block(peer, ticks, now);
        long sent = statistics.packetsSent();
        if (sent > sentBefore) {
            long ntp = NtpTime.of(now);
            peer.sent(ntp);
            int since = (int) ((now - statistics.sentMicros()) / SAMPLE_MICROS);
            int timestamp = stream.timestamp() + since * ticks;
            out.senderReport(stream.ssrc(), ntp, timestamp, sent, statistics.octetsSent(), block);
        } else {
            out.receiverReport(stream.ssrc(), block);
        }
        sentBefore = sentAtLast;
        sentAtLast = sent;
        out.description(stream.ssrc(), cname());
    }

    /** Made from the SSRC and a secret, so that nothing has to be kept. */
    private String cname() {
        var octets = new byte[CNAME_OCTETS];
        new SplittableRandom(loop.shared.secret() ^ stream.ssrc()).nextBytes(octets);
        return Base64.getEncoder().encodeToString(octets);
    }

    /** The leg ends: who has reported or sent says goodbye (section 6.3.7). */
    void close() {
        if (watched) {
            watched = false;
            loop.rounds.leave(this);
        }
        if (reports && (schedule.hasReported() || statistics.packetsSent() > 0)) {
            report(loop.nowMicros());
            loop.rtcpOut.bye(stream.ssrc());
            send();
        }
        closeApart();
    }

    /** What is told of the leg at its end. */
    MediaStatistics last() {
        var all = statistics.snapshot(peer);
        loop.shared.quality().ended(all);
        return all;
    }
}
