package org.strowger.media.srtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

/** AES in GCM: the vectors of RFC 7714, and packets that libsrtp tests itself by. */
class GaloisVectorsTest {

    private static final String RTP =
            "8040f17b8041f8d35501a0b2"
                    + "47616c6c696120657374206f6d6e697320646976697361"
                    + "20696e207061727465732074726573";
    private static final String SRTP =
            "8040f17b8041f8d35501a0b2"
                    + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e"
                    + "6f42a5f47a51c7d19b36de3adf8833"
                    + "899d7f27beb16a9152cf765ee4390cce";
    private static final String RTCP =
            "81c8000d4d617273"
                    + "4e5450314e545032525450200000042a0000e9304c756e61"
                    + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";
    private static final String SRTCP =
            "81c8000d4d617273"
                    + "63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32d"
                    + "c676a5f1730d6fda4ce09b4686303ded0bb9275b"
                    + "c84aa45896cf4d2fc5abf87245d9eade"
                    + "800005d4";
    private static final String SIGNED_RTCP = RTCP + "841dd9683dd78ec92ae58790125f62b3000005d4";
    private static final int REPORT = 0x5D4;

    private static final String VOICE = "800f1234decafbadcafebabe" + "ab".repeat(16);
    private static final String LIBSRTPS_VOICE =
            "800f1234decafbadcafebabe"
                    + "c5002ede04cfdd2eb91159e0880aa06e"
                    + "d2976826f796b201df3131a127e8a392";
    private static final String WORDS = "81c8000bcafebabe" + "ab".repeat(16);
    private static final String LIBSRTPS_WORDS =
            "81c8000bcafebabe"
                    + "c98b8b5df0392a55852b6c21ac8e7025"
                    + "c52c6fbea2b3b446ea31123ba88ce61e"
                    + "80000001";

    /** Section 16 and 17: "Quid pro quo". */
    private final PacketCipher cipher =
            new GaloisCipher(
                    new SessionKeys(
                            hex("000102030405060708090a0b0c0d0e0f"),
                            new byte[0],
                            hex("517569642070726f2071756f")));

    private final SrtpKey key =
            new SrtpKey(
                    SrtpSuite.AEAD_AES_128_GCM,
                    hex("000102030405060708090a0b0c0d0e0f" + "a0a1a2a3a4a5a6a7a8a9aaab"));

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static String hex(byte[] octets, int length) {
        return HexFormat.of().formatHex(octets, 0, length);
    }

    private static byte[] room(String packet) {
        var octets = hex(packet);
        return Arrays.copyOf(octets, octets.length + SrtpSender.GROWTH);
    }

    /** Section 16.1. */
    @Rfc(number = 7714, section = "8")
    @Test
    void thePacketOfTheRfcBothWays() {
        var packet = room(RTP);
        int length = cipher.seal(packet, 12, RTP.length() / 2, 0xF17B);
        assertEquals(SRTP, hex(packet, length));
        assertEquals(RTP.length() / 2, cipher.open(packet, 12, length, 0xF17B));
        assertEquals(RTP, hex(packet, RTP.length() / 2));
    }

    /** Section 17.1. */
    @Rfc(number = 7714, section = "9.2")
    @Test
    void theReportOfTheRfcBothWays() {
        var packet = room(RTCP);
        int length = cipher.sealReport(packet, RTCP.length() / 2, REPORT);
        assertEquals(SRTCP, hex(packet, length));
        assertEquals(RTCP.length() / 2, cipher.openReport(packet, length));
        assertEquals(RTCP, hex(packet, RTCP.length() / 2));
    }

    /** Section 17.3. */
    @Rfc(number = 7714, section = "9.3")
    @Test
    void aReportThatIsOnlySignedIsReadAsItStands() {
        var packet = hex(SIGNED_RTCP);
        assertEquals(RTCP.length() / 2, cipher.openReport(packet, packet.length));
        assertEquals(RTCP, hex(packet, RTCP.length() / 2));
        var changed = hex(SIGNED_RTCP);
        changed[20] ^= 1;
        assertEquals(PacketCipher.FORGED, cipher.openReport(changed, changed.length));
    }

    @Rfc(number = 7714, section = "11")
    @Test
    void libsrtpsPacketUnderAMasterKeyBothWays() {
        var packet = room(VOICE);
        int length = new SrtpSender(key).rtp(packet, VOICE.length() / 2);
        assertEquals(LIBSRTPS_VOICE, hex(packet, length));
        assertEquals(VOICE.length() / 2, new SrtpReceiver(key).rtp(packet, length));
        assertEquals(VOICE, hex(packet, VOICE.length() / 2));
    }

    @Rfc(number = 7714, section = "11")
    @Test
    void libsrtpsReportIsItsSecondForUs() {
        var sender = new SrtpSender(key);
        var _ = sender.rtcp(room(WORDS), WORDS.length() / 2);
        var packet = room(WORDS);
        int length = sender.rtcp(packet, WORDS.length() / 2);
        assertEquals(LIBSRTPS_WORDS, hex(packet, length));
        assertEquals(WORDS.length() / 2, new SrtpReceiver(key).rtcp(packet, length));
        assertEquals(WORDS, hex(packet, WORDS.length() / 2));
    }
}
