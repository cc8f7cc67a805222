package org.strowger.media.rtcp;

import org.strowger.media.quality.LegQuality;

/**
 * What a peer's reports say of the one stream that it is sent, and what is to be said of its own
 * (RFC 3550, section 6.4.1). Pure: time comes in. A report is only as true as its peer is honest,
 * so every figure has a limit.
 */
public final class PeerReports {

    /** Packets of one peer that are read in a second; a peer sends one in five. */
    public static final int MOST_A_SECOND = 10;

    private static final long SECOND = 1_000_000;
    private static final long LONGEST_TRIP_MICROS = 30 * SECOND;
    private static final int SAMPLE_MICROS = 125;

    /** Ten seconds. */
    private static final int MOST_JITTER = 80_000;

    private int ticks = 1;
    private long secondBegan;
    private int inSecond;
    private int peerReport; // middle of its NTP time; 0 before the first
    private long peerReportMicros;
    private int ownReport;
    private int ownReportBefore;
    private long count;
    private int lostLast;
    private long lost;
    private long jitters;
    private int trips;
    private long tripMicros;

    /** Whether a packet is to be read: not when too many came in this second. */
    public boolean admits(long nowMicros) {
        if (nowMicros - secondBegan >= SECOND) {
            secondBegan = nowMicros;
            inSecond = 0;
        }
        if (inSecond >= MOST_A_SECOND) {
            return false;
        }
        inSecond++;
        return true;
    }

    /** What the peer counts jitter in: so many ticks in one of 8000 a second. */
    public void clock(int newTicks) {
        ticks = newTicks;
    }

    /** A sender report of ours goes out. */
    public void sent(long ntp) {
        ownReportBefore = ownReport;
        ownReport = NtpTime.middle(ntp);
    }

    /** A sender report of the peer came. */
    public void heard(long ntp, long nowMicros) {
        peerReport = NtpTime.middle(ntp);
        peerReportMicros = nowMicros;
    }

    /** The peer reported on our stream. */
    public void heard(ReportBlock block, long nowMicros) {
        count++;
        lost += Math.max(0, block.lost() - lostLast); // Less than before: it has begun anew.
        lostLast = Math.max(0, block.lost());
        jitters += Math.min(Integer.toUnsignedLong(block.jitter()) / ticks, MOST_JITTER);
        roundTrip(block, nowMicros);
    }

    /** From our report to theirs, less what lay between. Only what we have sent is believed. */
    private void roundTrip(ReportBlock block, long nowMicros) {
        int of = block.lastReport();
        if (of == 0 || (of != ownReport && of != ownReportBefore)) {
            return;
        }
        int units = NtpTime.middle(NtpTime.of(nowMicros)) - of - block.delay();
        long micros = units < 0 ? 0 : NtpTime.micros(units);
        if (micros <= LONGEST_TRIP_MICROS && units >= -NtpTime.units(1_000)) {
            trips++;
            tripMicros += Math.max(1, micros);
        }
    }

    /** For {@link ReportBlock#lastReport}. */
    public int lastReport() {
        return peerReport;
    }

    /** For {@link ReportBlock#delay}. */
    public int delay(long nowMicros) {
        return peerReport == 0 ? 0 : NtpTime.units(nowMicros - peerReportMicros);
    }

    /** All of them so far. */
    public LegQuality.Reports summary() {
        return new LegQuality.Reports(
                count,
                lost,
                count == 0 ? 0 : (int) (jitters * SAMPLE_MICROS / count),
                trips == 0 ? 0 : (int) (tripMicros / trips));
    }
}
