package org.strowger.media.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.media.srtp.SrtpSuite.AES_CM_128_HMAC_SHA1_80;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

/** What others have computed: the vectors of RFC 3711, and packets that libsrtp tests itself by. */
class SrtpVectorsTest {

    private static final SrtpKey KEY =
            new SrtpKey(
                    AES_CM_128_HMAC_SHA1_80,
                    hex("E1F97A0D3E018BE0D64FA32C06DE4139" + "0EC675AD498AFEEBB6960B3AABE6"));
    private static final String RTP = "800F1234DECAFBADCAFEBABE" + "AB".repeat(16);
    private static final String SRTP =
            "800F1234DECAFBADCAFEBABE"
                    + "4E55DC4CE79978D88CA4D215949D2402"
                    + "B78D6ACC99EA179B8DBB";
    private static final String RTCP = "81C8000BCAFEBABE" + "AB".repeat(16);
    private static final String SRTCP =
            "81C8000BCAFEBABE"
                    + "7128035BE487B9BDBEF89041F977A5A8"
                    + "80000001"
                    + "993E08CD54D6C1230798";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static String hex(byte[] octets, int from, int to) {
        return HexFormat.of().withUpperCase().formatHex(octets, from, to);
    }

    /** Appendix B.2. */
    @Rfc(number = 3711, section = "4.1.1")
    @Test
    void theKeyStreamOfCounterMode() {
        var mode = new CounterMode(hex("2B7E151628AED2A6ABF7158809CF4F3C"));
        var stream = new byte[0xFF02 * CounterMode.BLOCK];
        mode.apply(hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"), stream, 0, stream.length);
        assertEquals(
                "E03EAD0935C95E80E166B16DD92B4EB4"
                        + "D23513162B02D0F72A43A2FE4A5F97AB"
                        + "41E95B3BB0A2E8DD477901E4FCA894C0",
                hex(stream, 0, 48));
        assertEquals(
                "EC8CDF7398607CB0F2D21675EA9EA1E4"
                        + "362B7C3C6773516318A077D7FC5073AE"
                        + "6A2CC3787889374FBEB4C81B17BA6C44",
                hex(stream, 0xFEFF * CounterMode.BLOCK, stream.length));
    }

    /** Appendix B.3. */
    @Rfc(number = 3711, section = "4.3.3")
    @Test
    void theKeysDerivedFromAMasterKey() {
        var keys = SessionKeys.rtp(KEY);
        assertArrayEquals(hex("C61E7A93744F39EE10734AFE3FF7A087"), keys.cipher());
        assertArrayEquals(hex("30CBBC08863D8C85D49DB34A9AE1"), keys.salt());
        assertArrayEquals(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"), keys.auth());
    }

    @Test
    void libsrtpsPacketBothWays() {
        var packet = Arrays.copyOf(hex(RTP), hex(RTP).length + SrtpSender.GROWTH);
        int length = new SrtpSender(KEY).rtp(packet, hex(RTP).length);
        assertEquals(SRTP, hex(packet, 0, length));

        var received = hex(SRTP);
        length = new SrtpReceiver(KEY).rtp(received, received.length);
        assertEquals(RTP, hex(received, 0, length));
    }

    @Test
    void libsrtpsReportIsItsSecondForUs() {
        var sender = new SrtpSender(KEY);
        var packet = new byte[0];
        int length = 0;
        for (int i = 0; i < 2; i++) { // Ours count from 0, as the RFC has it, theirs from 1.
            packet = Arrays.copyOf(hex(RTCP), hex(RTCP).length + SrtpSender.GROWTH);
            length = sender.rtcp(packet, hex(RTCP).length);
        }
        assertEquals(SRTCP, hex(packet, 0, length));

        var received = hex(SRTCP);
        length = new SrtpReceiver(KEY).rtcp(received, received.length);
        assertEquals(RTCP, hex(received, 0, length));
    }
}
