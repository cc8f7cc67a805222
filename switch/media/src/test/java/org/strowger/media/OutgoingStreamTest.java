package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OutgoingStreamTest {

    private static final int FIRST = 65_534;
    private static final int ORIGIN = -100;

    private final OutgoingStream stream = new OutgoingStream(9, FIRST, ORIGIN);
    private final RtpHeader header = new RtpHeader();

    @Test
    void framesFollowTheGridOverTheWrap() {
        for (int i = 0; i < 5; i++) {
            stream.frame(1_000 + i);
            assertEquals(i == 0, stream.marker());
            assertEquals(after(i), stream.sequence());
            assertEquals(ORIGIN + 160 * (1_000 + i), stream.timestamp());
        }
    }

    @Test
    void aSkippedFrameMovesTheTimestampAndSetsTheMarker() {
        stream.frame(0);
        stream.frame(1);
        assertFalse(stream.marker());
        stream.frame(5);
        assertTrue(stream.marker());
        assertEquals(ORIGIN + 800, stream.timestamp());
        assertEquals(after(2), stream.sequence());
    }

    @Test
    void relayedPacketsKeepTheirDistancesAndTheirLoss() {
        stream.frame(0);
        audio(7, 40_000, 999, 400);
        assertTrue(stream.marker());
        assertEquals(65_535, stream.sequence());
        int begin = stream.timestamp();
        assertEquals(ORIGIN + 400, begin);
        audio(7, 40_003, 999 + 480, 99_999);
        assertFalse(stream.marker());
        assertEquals(2, stream.sequence());
        assertEquals(begin + 480, stream.timestamp());
        audio(7, 40_001, 999 + 160, 99_999);
        assertEquals(0, stream.sequence());
        assertEquals(begin + 160, stream.timestamp());
    }

    @Test
    void aNewSourceGoesOnWhereTheOldOneStopped() {
        audio(7, 100, 5_000, 160);
        audio(7, 101, 5_160, 320);
        audio(8, 9_000, -77, 480);
        assertTrue(stream.marker());
        assertEquals(after(2), stream.sequence());
        assertEquals(ORIGIN + 480, stream.timestamp());
        audio(8, 20_000, -77 + 160, 640);
        assertEquals(after(3), stream.sequence(), "a jump is not loss");
    }

    @Test
    void timestampsNeverGoBackWhenTheRelayRanAhead() {
        audio(7, 100, 0, 0);
        audio(7, 101, 16_000, 160);
        int before = stream.timestamp();
        stream.frame(2);
        assertEquals(before + 160, stream.timestamp());
        assertTrue(stream.marker());
        stream.frame(3);
        assertEquals(before + 320, stream.timestamp());
        assertFalse(stream.marker());
    }

    @Test
    void eventsOfTheSameSourceStayInItsOrder() {
        audio(7, 100, 1_000, 0);
        event(7, 101, 1_160, 160);
        event(7, 102, 1_160, 320);
        assertEquals(after(2), stream.sequence());
        assertEquals(ORIGIN + 160, stream.timestamp());
        audio(7, 103, 1_480, 480);
        assertEquals(after(3), stream.sequence());
        assertEquals(ORIGIN + 480, stream.timestamp());
    }

    @Test
    void eventsOfAnotherSourceTakeNumbersBetween() {
        audio(7, 100, 1_000, 0);
        event(1, 5, 24_000, 160);
        int begin = stream.timestamp();
        assertEquals(after(1), stream.sequence());
        audio(7, 101, 1_160, 160);
        assertEquals(after(2), stream.sequence());
        event(1, 6, 24_000, 320);
        assertEquals(after(3), stream.sequence());
        assertEquals(begin, stream.timestamp());
        audio(7, 102, 1_320, 320);
        assertEquals(after(4), stream.sequence());
        assertEquals(ORIGIN + 320, stream.timestamp());
    }

    @Test
    void whatIsWithheldIsNotMissed() {
        audio(7, 100, 1_000, 0);
        relay(7, 101, 1_160);
        stream.withhold(header);
        relay(7, 102, 1_160);
        stream.withhold(header);
        audio(7, 103, 1_480, 480);
        assertEquals(after(1), stream.sequence());
        assertEquals(ORIGIN + 480, stream.timestamp());
    }

    private static int after(int packets) {
        return (FIRST + packets) & 0xFFFF;
    }

    private void audio(int ssrc, int sequence, int timestamp, long samples) {
        relay(ssrc, sequence, timestamp);
        stream.relayAudio(header, samples);
    }

    private void event(int ssrc, int sequence, int timestamp, long samples) {
        relay(ssrc, sequence, timestamp);
        stream.relayEvent(header, samples);
    }

    private void relay(int ssrc, int sequence, int timestamp) {
        var packet = new byte[RtpHeader.LENGTH];
        RtpHeader.write(packet, false, 0, sequence, timestamp, ssrc);
        assertTrue(header.parse(packet, packet.length));
    }
}
