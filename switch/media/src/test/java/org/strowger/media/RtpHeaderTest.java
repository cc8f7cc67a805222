package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

class RtpHeaderTest {

    private final RtpHeader header = new RtpHeader();

    @Rfc(number = 3550, section = "5.1")
    @Test
    void readsWhatItWrites() {
        var packet = new byte[RtpHeader.LENGTH + 2];
        RtpHeader.write(packet, true, 101, 65_536 + 65_535, 0xFEDC_BA98, 0x8000_0001);

        assertTrue(header.parse(packet, packet.length));
        assertTrue(header.marker());
        assertEquals(101, header.payloadType());
        assertEquals(65_535, header.sequence());
        assertEquals(0xFEDC_BA98, header.timestamp());
        assertEquals(0x8000_0001, header.ssrc());
        assertEquals(RtpHeader.LENGTH, header.payloadOffset());
        assertEquals(2, header.payloadLength());
        assertEquals("80e5fffffedcba98800000010000", HexFormat.of().formatHex(packet));
    }

    @Rfc(number = 3550, section = "5.1")
    @Rfc(number = 3550, section = "5.3.1")
    @Test
    void stepsOverSourcesExtensionAndPadding() {
        // padding and extension, two sources; an extension of one word; 3 octets of padding
        var packet =
                bytes("b20800010000000a0000000b", "0000000100000002", "bede000100000000", "d5d5")
                        .concat("000003");
        assertTrue(parse(packet));
        assertEquals(28, header.payloadOffset());
        assertEquals(2, header.payloadLength());
        assertFalse(header.marker());
    }

    @Test
    void anEmptyPayloadIsRtp() {
        assertTrue(parse("8000000100000002" + "00000003"));
        assertEquals(0, header.payloadLength());
    }

    @Test
    void refusesLengthsThatContradict() {
        assertFalse(parse(""));
        assertFalse(parse("80000001000000020000"), "cut off");
        assertFalse(parse("400000010000000200000003"), "version 1");
        assertFalse(parse("8f0000010000000200000003"), "15 sources that are not there");
        assertFalse(parse("900000010000000200000003"), "an extension that is not there");
        assertFalse(parse("900000010000000200000003bede0002" + "00000000"), "half an extension");
        assertFalse(parse("a00000010000000200000003d500"), "no padding where there must be some");
        assertFalse(parse("a00000010000000200000003d503"), "more padding than payload");
    }

    @Test
    void knowsRtcpOnItsPort() {
        assertTrue(RtpHeader.isRtcp(new byte[] {(byte) 0x80, (byte) 200}, 2));
        assertTrue(RtpHeader.isRtcp(new byte[] {(byte) 0x81, (byte) 223}, 2));
        assertFalse(RtpHeader.isRtcp(new byte[] {(byte) 0x80, (byte) 224}, 2));
        assertFalse(RtpHeader.isRtcp(new byte[] {(byte) 0x80, (byte) (0x80 | 8)}, 2));
        assertFalse(RtpHeader.isRtcp(new byte[] {(byte) 0x80}, 1));
        assertFalse(RtpHeader.isRtcp(new byte[] {0x00, (byte) 200}, 2));
    }

    @Test
    void noDatagramMakesItReadOutside() {
        long seed = 20_261_121;
        var random = new Random(seed);
        var packet = new byte[128];
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(packet);
            packet[0] = (byte) (0x80 | (packet[0] & 0x3F));
            int length = random.nextInt(packet.length + 1);
            if (header.parse(packet, length)) {
                assertTrue(header.payloadOffset() >= RtpHeader.LENGTH, "seed " + seed);
                assertTrue(header.payloadLength() >= 0, "seed " + seed);
                assertTrue(
                        header.payloadOffset() + header.payloadLength() <= length, "seed " + seed);
            }
        }
    }

    private boolean parse(String hex) {
        var packet = HexFormat.of().parseHex(hex);
        return header.parse(packet, packet.length);
    }

    private static String bytes(String... hex) {
        return String.join("", hex);
    }
}
