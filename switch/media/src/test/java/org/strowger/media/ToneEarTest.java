package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.strowger.media.RtpFormat.Law;

/** Tones of keys in packets that are late, lost, doubled, or not sent. */
class ToneEarTest {

    private static final int FRAME = 160;

    private final ToneEar ear = new ToneEar();
    private final RtpHeader header = new RtpHeader();
    private final StringBuilder heard = new StringBuilder();
    private int ssrc = 7;
    private int sequence = 65_530;
    private int timestamp = -1_600;

    @Test
    void aKeyIsHeardOnce() {
        tone('5', 10);
        assertTrue(ear.isSounding());
        silence(3);
        assertFalse(ear.isSounding());
        assertEquals("5", heard.toString());
        assertEquals('5', ear.key());
        assertTrue(ear.durationMillis() >= 30);
    }

    /**
     * Silence is not sent: the timestamps say that there was a pause, the numbers that none is
     * lost.
     */
    @Test
    void theSameKeyAfterSilenceThatWasNotSentIsAnother() {
        tone('1', 5);
        timestamp += 2 * FRAME;
        tone('1', 5);
        timestamp += 8_000;
        tone('1', 5);
        assertEquals("111", heard.toString());
    }

    @Test
    void aKeyIsHeldOverAShortLossButNoLongOne() {
        tone('1', 5);
        lose(5);
        tone('1', 5);
        assertEquals("1", heard.toString());
        lose(10);
        tone('1', 5);
        assertEquals("11", heard.toString());
    }

    @Test
    void anotherStreamAndAnotherNegotiationBeginAnew() {
        tone('1', 5);
        ssrc++;
        tone('1', 5);
        ear.reset();
        tone('1', 5);
        assertEquals("111", heard.toString());
    }

    /** The pause is not made shorter, nor a key longer, by packets that were heard before. */
    @Test
    void copiesAndWhatWasOvertakenAreNotHeard() {
        tone('1', 1);
        for (int i = 0; i < 5; i++) {
            sequence--;
            timestamp -= FRAME;
            tone('1', 1);
        }
        assertEquals("", heard.toString());
        tone('1', 4);
        silence(3);
        sequence -= 4;
        timestamp -= 4 * FRAME;
        tone('1', 1);
        sequence += 3;
        timestamp += 3 * FRAME;
        assertFalse(ear.isSounding());
        assertEquals("1", heard.toString());
    }

    /** Some count no time: what is heard is then taken as it comes. */
    @Test
    void timestampsThatStandStillHideNoKey() {
        for (int i = 0; i < 10; i++) {
            frame('9', i);
            timestamp -= FRAME;
        }
        assertEquals("9", heard.toString());
    }

    private void tone(char key, int frames) {
        for (int i = 0; i < frames; i++) {
            frame(key, i);
        }
    }

    private void frame(char key, int i) {
        var packet = packet();
        var tones = DtmfTones.of(DtmfReceiver.event(key));
        tones.copyFrame(Law.PCMA, i, packet, RtpHeader.LENGTH);
        hear(packet);
    }

    private void silence(int frames) {
        for (int i = 0; i < frames; i++) {
            var packet = packet();
            Arrays.fill(packet, RtpHeader.LENGTH, packet.length, G711.silence(Law.PCMA));
            hear(packet);
        }
    }

    private void lose(int packets) {
        sequence += packets;
        timestamp += packets * FRAME;
    }

    private byte[] packet() {
        var packet = new byte[RtpHeader.LENGTH + FRAME];
        RtpHeader.write(packet, false, 8, sequence & 0xFFFF, timestamp, ssrc);
        sequence++;
        timestamp += FRAME;
        return packet;
    }

    private void hear(byte[] packet) {
        assertTrue(header.parse(packet, packet.length));
        char key = ear.hear(header, packet, Law.PCMA);
        if (key != DtmfDetector.NONE) {
            heard.append(key);
        }
    }
}
