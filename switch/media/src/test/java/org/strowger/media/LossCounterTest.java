package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LossCounterTest {

    private final LossCounter loss = new LossCounter();

    @Test
    void nothingReceivedIsNothingLost() {
        assertEquals(0, loss.lost());
    }

    @Test
    void gapsAreLossOverTheWrap() {
        audio(1, 65_533, 65_534, 1, 2);
        assertEquals(2, loss.lost());
    }

    @Test
    void whatWasOnlyLateIsNotLost() {
        audio(1, 10, 13, 11, 12, 14);
        assertEquals(0, loss.lost());
        audio(1, 9);
        assertEquals(0, loss.lost());
    }

    @Test
    void packetsThatCameTwiceNeverMakeItNegative() {
        audio(1, 10, 10, 10, 11);
        assertEquals(0, loss.lost());
    }

    @Test
    void aJumpOrANewSourceBeginsAnewAndKeepsTheLossBefore() {
        audio(1, 10, 12);
        audio(2, 500, 502);
        assertEquals(2, loss.lost());
        audio(2, 20_000, 20_001);
        assertEquals(2, loss.lost());
        audio(2, 20_003);
        assertEquals(3, loss.lost());
    }

    @Test
    void eventsCountOnlyInTheStreamOfTheAudio() {
        audio(1, 10);
        loss.event(1, 11);
        loss.event(7, 30_000);
        loss.event(7, 30_005);
        audio(1, 12);
        assertEquals(0, loss.lost());
        audio(1, 14);
        assertEquals(1, loss.lost());
    }

    private void audio(int ssrc, int... sequences) {
        for (int sequence : sequences) {
            loss.audio(ssrc, sequence);
        }
    }
}
