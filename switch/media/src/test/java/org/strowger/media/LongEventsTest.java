package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Events beside Opus, whose clock is six times as fast. */
class LongEventsTest {

    private static final int TICKS = 6;

    private final LongEvents events = new LongEvents();
    private final RtpHeader header = new RtpHeader();

    @Test
    void aShortPressIsAsLongAsItIs() {
        hear(true, 1_000, 5, 4_800);

        assertEquals(1_000, events.timestamp());
        assertEquals(800, events.duration());
    }

    @Test
    void segmentsAreOneEvent() {
        hear(true, 1_000, 5, 65_535);
        hear(false, 1_000 + 65_535, 5, 960);

        assertEquals(1_000, events.timestamp());
        assertEquals((65_535 + 960) / TICKS, events.duration());
    }

    @Test
    void thePressAfterIsAnother() {
        hear(true, 1_000, 5, 65_535);
        hear(true, 1_000 + 65_535, 5, 960);

        assertEquals(1_000 + 65_535, events.timestamp());
        assertEquals(160, events.duration());

        hear(false, 1_000 + 65_535, 6, 480);
        assertEquals(80, events.duration(), "another key");
    }

    @Test
    void whatSixteenBitsCannotSayStaysAtTheMost() {
        for (int segment = 0; segment < 8; segment++) {
            hear(segment == 0, segment * 65_535, 1, 65_535);
        }

        assertEquals(65_535, events.duration());
        assertEquals(0, events.timestamp());
    }

    private void hear(boolean marker, int timestamp, int event, int duration) {
        var packet = new byte[RtpHeader.LENGTH + 4];
        RtpHeader.write(packet, marker, 110, 0, timestamp, 77);
        packet[RtpHeader.LENGTH] = (byte) event;
        packet[RtpHeader.LENGTH + 2] = (byte) (duration >> 8);
        packet[RtpHeader.LENGTH + 3] = (byte) duration;
        assertTrue(header.parse(packet, packet.length));
        events.heard(header, packet, TICKS);
    }
}
