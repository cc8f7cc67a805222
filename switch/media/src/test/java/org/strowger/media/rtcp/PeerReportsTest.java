package org.strowger.media.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.media.quality.LegQuality;

class PeerReportsTest {

    private static final long NOW = 1_800_000_000_123_456L;
    private static final long SECOND = 1_000_000;

    private final PeerReports reports = new PeerReports();

    @Test
    void withoutAReportNothingIsKnown() {
        assertEquals(LegQuality.Reports.NONE, reports.summary());
        assertEquals(0, reports.lastReport());
        assertEquals(0, reports.delay(NOW));
    }

    @Test
    @Rfc(number = 3550, section = "6.4.1")
    void theRoundTripIsWhatRemainsWithoutTheTimeAtThePeer() {
        reports.sent(NtpTime.of(NOW));
        reports.heard(block(0, 0, NOW, 2 * SECOND), NOW + 2 * SECOND + 80_000);
        reports.heard(block(0, 0, NOW, 3 * SECOND), NOW + 3 * SECOND + 40_000);
        assertEquals(60_000, reports.summary().roundTripMicros(), 20);
    }

    @Test
    void onlyReportsThatWeSentAreBelieved() {
        reports.heard(block(0, 0, NOW, 0), NOW + SECOND);
        reports.sent(NtpTime.of(NOW));
        reports.heard(new ReportBlock(1, 0, 0, 0, 0, 0, 0), NOW + SECOND);
        reports.heard(block(0, 0, NOW + SECOND, 0), NOW + 2 * SECOND);
        reports.heard(block(0, 0, NOW, 5 * SECOND), NOW + SECOND);
        reports.heard(block(0, 0, NOW, 0), NOW + 40 * SECOND);
        assertEquals(0, reports.summary().roundTripMicros());
        reports.sent(NtpTime.of(NOW + 41 * SECOND));
        reports.heard(block(0, 0, NOW, 41 * SECOND), NOW + 41 * SECOND + 1_000);
        assertEquals(1_000, reports.summary().roundTripMicros(), 20, "the report before the last");
    }

    @Test
    void lossGrowsWithTheReportsAndOutlivesAPeerThatBeginsAnew() {
        reports.heard(block(5, 80, 0, 0), NOW);
        reports.heard(block(7, 160, 0, 0), NOW);
        reports.heard(block(-3, 0, 0, 0), NOW);
        reports.heard(block(2, 0, 0, 0), NOW);
        assertEquals(new LegQuality.Reports(4, 9, 7_500, 0), reports.summary());
    }

    @Test
    void aPeersFiguresHaveLimits() {
        reports.heard(block(0, -1, 0, 0), NOW);
        assertEquals(10_000_000, reports.summary().jitterMicros());
    }

    @Test
    void whatThePeerSentIsSaidBackToIt() {
        reports.heard(NtpTime.of(NOW), NOW + 7_000);
        assertEquals(NtpTime.middle(NtpTime.of(NOW)), reports.lastReport());
        assertEquals(NtpTime.units(SECOND), reports.delay(NOW + 7_000 + SECOND));
    }

    @Test
    void tenASecondAreRead() {
        for (int i = 0; i < PeerReports.MOST_A_SECOND; i++) {
            assertTrue(reports.admits(NOW + i));
        }
        assertFalse(reports.admits(NOW + SECOND - 1));
        assertTrue(reports.admits(NOW + SECOND));
    }

    private static ReportBlock block(int lost, int jitter, long ofMicros, long heldMicros) {
        int of = NtpTime.middle(NtpTime.of(ofMicros));
        return new ReportBlock(1, 0, lost, 0, jitter, of, NtpTime.units(heldMicros));
    }
}
