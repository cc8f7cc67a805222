package org.strowger.harness.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.strowger.harness.load.result.Names;

class ReceptionTest {

    private static final long FRAME_NANOS = 20_000_000;
    private static final int SSRC = 7;

    private final SoundMeter meter = new SoundMeter();
    private final SoundReport report = new SoundReport(List.of(meter));
    private final Reception reception = new Reception(meter);

    @Test
    void everyPacketInItsPlaceMeansNoLossNoJitterNoLateness() {
        for (int i = 0; i < 100_000; i++) {
            packet(i, 0, SSRC);
        }
        reception.end();
        var sound = report.sound();
        assertEquals(100_000, sound.received());
        assertEquals(0, sound.lost());
        assertEquals(0, sound.jitter().max());
        assertEquals(0, sound.lateness().max());
    }

    @Test
    void countsWhatDoesNotComeWhateverItsPlace() {
        var random = new SplittableRandom(1);
        int dropped = 0;
        for (int i = 0; i < 200_000; i++) {
            boolean edge = i == 0 || i == 199_999;
            if (!edge && random.nextInt(100) == 0) {
                dropped++;
            } else {
                packet(i, 0, SSRC);
            }
        }
        assertEquals(dropped, report.sound().lost());
        assertEquals(200_000 - dropped, report.sound().received());
    }

    @Test
    void twoThatChangedPlacesAreNotLostAndADuplicateHidesNoLoss() {
        packet(0, 0, SSRC);
        packet(2, 0, SSRC);
        packet(1, 2 * FRAME_NANOS, SSRC);
        packet(4, 0, SSRC);
        packet(4, 0, SSRC);
        assertEquals(1, report.sound().lost());
        assertEquals(1, report.count(SoundCounter.DUPLICATES));
        assertEquals(1, report.count(SoundCounter.REORDERED));
        assertEquals(5, report.sound().received());
    }

    @Test
    void anotherSourceIsANewStreamAndNoLoss() {
        assertTrue(packet(0, 0, SSRC));
        assertFalse(packet(1, 0, SSRC));
        assertTrue(packet(30_000, 0, SSRC + 1));
        assertFalse(packet(30_001, 0, SSRC + 1));
        assertEquals(0, report.sound().lost());
        assertEquals(1, report.count(SoundCounter.NEW_SOURCES));
    }

    @Test
    void latenessIsMeasuredAgainstTheEarliest() {
        packet(0, 5_000_000, SSRC); // itself 5 ms late, which nobody can know
        packet(1, 0, SSRC);
        packet(2, 3_000_000, SSRC);
        packet(3, 0, SSRC);
        var lateness = report.sound().lateness();
        assertEquals(4, lateness.count());
        assertEquals(3_000, (double) lateness.max(), 3);
    }

    @Test
    void jitterIsThatOfTheStandard() {
        // Every second packet is 16 ms late: |D| is always 16 ms, so J goes to 16 ms as
        // 1-(15/16)^n.
        for (int i = 0; i <= 10; i++) {
            packet(i, i % 2 * 16_000_000L, SSRC);
        }
        reception.end();
        double expected = 16_000 * (1 - Math.pow(15.0 / 16, 10));
        assertEquals(expected, (double) report.sound().jitter().max(), 20);
    }

    @Test
    void theTimestampMayWrap() {
        int almost = -2 * RtpHeader.FRAME;
        for (int i = 0; i < 10; i++) {
            reception.onPacket(
                    i * FRAME_NANOS,
                    RtpHeader.firstWord(false, i),
                    almost + i * RtpHeader.FRAME,
                    SSRC);
        }
        reception.end();
        assertEquals(0, report.sound().jitter().max());
        assertEquals(0, report.sound().lateness().max());
    }

    @Test
    void aSampleHoldsWhatHappenedSinceTheLast() {
        packet(0, 0, SSRC);
        packet(3, 0, SSRC);
        assertEquals(2.0, report.sample().getOrDefault(Names.RTP_LOST, -1.0));
        packet(5, 0, SSRC);
        assertEquals(1.0, report.sample().getOrDefault(Names.RTP_LOST, -1.0));
        assertFalse(report.sample().containsKey(Names.RTP_LATENESS_P99));
        assertEquals(3, report.sound().lost());
    }

    private boolean packet(int number, long late, int ssrc) {
        return reception.onPacket(
                number * FRAME_NANOS + late,
                RtpHeader.firstWord(false, number + 65_000),
                number * RtpHeader.FRAME,
                ssrc);
    }
}
