package org.strowger.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

class SequenceCounterTest {

    private final SequenceCounter counter = new SequenceCounter();

    @Test
    void nothingReceivedIsNothingLost() {
        assertEquals(0, counter.lost());
        assertEquals(0, counter.fractionLost());
    }

    @Test
    void gapsAreLossOverTheWrap() {
        audio(1, 65_533, 65_534, 1, 2);
        assertEquals(2, counter.lost());
        assertEquals(0x0001_0002, counter.highestSequence());
    }

    @Test
    void whatWasOnlyLateIsNotLost() {
        audio(1, 10, 13, 11, 12, 14);
        assertEquals(0, counter.lost());
        audio(1, 9);
        assertEquals(0, counter.lost());
        assertEquals(3, counter.reordered());
        assertEquals(0, counter.duplicates());
    }

    @Test
    void packetsThatCameTwiceHideNoLoss() {
        audio(1, 10, 10, 10, 12, 12);
        assertEquals(1, counter.lost());
        assertEquals(3, counter.duplicates());
        assertEquals(0, counter.reordered());
    }

    @Test
    @Rfc(number = 3550, section = "6.4.1")
    void reportsCountCopiesAsReceived() {
        audio(1, 10, 10, 10, 12);
        assertEquals(-1, counter.reportedLost());
    }

    @Test
    void aCopyOfAnOvertakenPacketIsACopy() {
        audio(1, 10, 12, 11, 11);
        assertEquals(1, counter.reordered());
        assertEquals(1, counter.duplicates());
        audio(1, 75, 12);
        assertEquals(2, counter.duplicates());
    }

    @Test
    void theDistanceOfEachPacketIsTold() {
        assertEquals(SequenceCounter.NEW_STREAM, counter.audio(1, 10));
        assertEquals(1, counter.audio(1, 11));
        assertEquals(3, counter.audio(1, 14));
        assertEquals(0, counter.audio(1, 14));
        assertEquals(-1, counter.audio(1, 13));
        assertEquals(SequenceCounter.NEW_STREAM, counter.audio(2, 14));
    }

    @Test
    void aJumpOrANewSourceBeginsAnewAndKeepsWhatWasBefore() {
        audio(1, 10, 12, 12);
        audio(2, 500, 502);
        assertEquals(2, counter.lost());
        assertEquals(1, counter.duplicates());
        assertEquals(502, counter.highestSequence());
        audio(2, 20_000, 20_001, 20_002);
        assertEquals(2, counter.lost());
        audio(2, 20_004);
        assertEquals(3, counter.lost());
        assertEquals(1, counter.reportedLost());
        assertEquals(3 / 10.0, counter.lossRatio(0), "the jump's first is none of it");
        assertEquals(4 / 10.0, counter.lossRatio(1));
    }

    @Test
    void aStragglerIsNoNewStream() {
        audio(1, 1_000, 1_001);
        assertEquals(0, counter.audio(1, 800));
        assertEquals(1, counter.audio(1, 1_002));
        assertEquals(0, counter.audio(1, 60_000));
        assertEquals(0, counter.audio(1, 900));
        assertEquals(1, counter.audio(1, 1_003));
        assertEquals(0, counter.lost());
        assertEquals(0, counter.reportedLost());
        assertEquals(0, counter.audio(1, 65_535));
        assertEquals(SequenceCounter.NEW_STREAM, counter.audio(1, 0));
    }

    @Test
    void eventsCountOnlyInTheStreamOfTheAudio() {
        audio(1, 10);
        counter.event(1, 11);
        counter.event(7, 30_000);
        counter.event(7, 30_005);
        audio(1, 12);
        assertEquals(0, counter.lost());
        audio(1, 14);
        assertEquals(1, counter.lost());
    }

    @Test
    @Rfc(number = 3550, section = "6.4.1")
    void theFractionIsOfWhatWasExpectedSinceTheLastReport() {
        audio(1, 1, 2, 4);
        assertEquals(64, counter.fractionLost());
        assertEquals(0, counter.fractionLost());
        audio(1, 5, 6);
        assertEquals(0, counter.fractionLost());
        audio(1, 6, 7);
        assertEquals(0, counter.fractionLost(), "more came than was sent");
        audio(1, 2_000);
        assertEquals(255, counter.fractionLost());
    }

    private void audio(int ssrc, int... sequences) {
        for (int sequence : sequences) {
            counter.audio(ssrc, sequence);
        }
    }
}
