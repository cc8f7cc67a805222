package org.strowger.harness.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.strowger.harness.rtp.SequenceTracker.Verdict;

class SequenceTrackerTest {

    private final SequenceTracker tracker = new SequenceTracker();

    @Test
    void countsOnOverTheWrap() {
        tracker.onPacket(65_534);
        assertEquals(Verdict.IN_ORDER, tracker.onPacket(65_535));
        assertEquals(Verdict.IN_ORDER, tracker.onPacket(0));
        assertEquals(Verdict.GAP, tracker.onPacket(3));
        assertEquals(2, tracker.gap());
    }

    @Test
    void findsALossOverTheWrap() {
        tracker.onPacket(65_533);
        assertEquals(Verdict.GAP, tracker.onPacket(2));
        assertEquals(4, tracker.gap());
    }

    @Test
    void tellsALateOneFromADuplicate() {
        tracker.onPacket(65_534);
        tracker.onPacket(1);
        assertEquals(Verdict.REORDERED, tracker.onPacket(65_535));
        assertEquals(Verdict.DUPLICATE, tracker.onPacket(65_535));
        assertEquals(Verdict.DUPLICATE, tracker.onPacket(1));
        assertEquals(Verdict.REORDERED, tracker.onPacket(0));
    }

    @Test
    void doesNotMissWhatCameBeforeTheFirst() {
        tracker.onPacket(100);
        tracker.onPacket(101);
        assertEquals(Verdict.OLD, tracker.onPacket(99));
        assertEquals(Verdict.DUPLICATE, tracker.onPacket(100));
    }

    @Test
    void takesOneFarOffForAStrayAndTwoForANewBeginning() {
        tracker.onPacket(100);
        assertEquals(Verdict.SUSPECT, tracker.onPacket(40_000));
        assertEquals(Verdict.IN_ORDER, tracker.onPacket(101));
        assertEquals(Verdict.SUSPECT, tracker.onPacket(40_001));
        assertEquals(Verdict.RESTART, tracker.onPacket(40_002));
        assertEquals(Verdict.IN_ORDER, tracker.onPacket(40_003));
    }
}
