package org.strowger.sip.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Security.Profile;

class CryptoAttributeTest {

    private static final String KEY = "WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

    @Rfc(number = 4568, section = "9.1")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY",
                "1  AES_CM_128_HMAC_SHA1_80  inline:KEY ",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^31",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY|1048576",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY WSH=128 -X=1",
            })
    void linesThatAreTaken(String line) {
        assertEquals(
                new CryptoAttribute(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80, KEY),
                CryptoAttribute.read(line.replace("KEY", KEY)));
    }

    @Rfc(number = 4568, section = "6.3")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1 AES_CM_128_HMAC_SHA1_80",
                "x AES_CM_128_HMAC_SHA1_80 inline:KEY",
                "-1 AES_CM_128_HMAC_SHA1_80 inline:KEY",
                "1234567890 AES_CM_128_HMAC_SHA1_80 inline:KEY",
                "1 AES_CM_256_HMAC_SHA1_80 inline:KEY",
                "1 aes_cm_128_hmac_sha1_80 inline:KEY",
                "1 AES_CM_128_HMAC_SHA1_80 uri:KEY",
                "1 AES_CM_128_HMAC_SHA1_80 inline:",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEYKEY",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY|1:4",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^20|1:4",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY|",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY|2^20|1:4;inline:KEY|2^20|2:4",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY;inline:KEY",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY KDR=1",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY UNENCRYPTED_SRTP",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY UNAUTHENTICATED_SRTP",
                "1 AES_CM_128_HMAC_SHA1_80 inline:KEY WSH=128 FEC_ORDER=SRTP_FEC",
            })
    void linesThatAreNot(String line) {
        assertNull(CryptoAttribute.read(line.replace("KEY", KEY)));
    }

    private static AudioDescription read(String media) throws MalformedSdpException {
        var text =
                "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n" + media;
        return Objects.requireNonNull(SessionDescriptions.read(text.getBytes(UTF_8)).audio());
    }

    private static String line(int tag) {
        return "a=crypto:" + tag + " AES_CM_128_HMAC_SHA1_32 inline:" + KEY + "\r\n";
    }

    @Test
    void goodLinesAreReadInTheirOrderAndBadOnesPassedOver() throws MalformedSdpException {
        var audio =
                read(
                        "m=audio 5000 RTP/SAVP 0\r\na=crypto:1 F8_128_HMAC_SHA1_32 inline:x\r\n"
                                + line(2)
                                + line(3));
        assertEquals(Profile.SAVP, audio.security().profile());
        assertEquals(
                List.of(2, 3),
                audio.security().crypto().stream().map(CryptoAttribute::tag).toList());
        assertFalse(audio.toString().contains(KEY), "a key must be in no text");
    }

    @Test
    void noMoreLinesAreReadThanALimit() throws MalformedSdpException {
        var many = new StringBuilder("m=audio 5000 RTP/AVP 0\r\n");
        for (int tag = 1; tag <= 20; tag++) {
            many.append(line(tag));
        }
        assertEquals(16, read(many.toString()).security().crypto().size());
    }

    @Test
    void aLineWithoutKeysIsNoSecurityUnlessItsProfileSaysSo() throws MalformedSdpException {
        assertEquals(Security.NONE, read("m=audio 5000 RTP/AVP 0\r\n").security());
        var secure = read("m=audio 5000 RTP/SAVP 0\r\n").security();
        assertEquals(new Security(Profile.SAVP, List.of()), secure);
    }

    @Test
    void ofTwoLinesThePlainOneIsTaken() throws MalformedSdpException {
        var both = "m=audio 5000 RTP/SAVP 0\r\n" + line(1) + "m=audio 5002 RTP/AVP 0\r\n";
        assertEquals(5_002, read(both).address().getPort());
        var refused = "m=audio 5000 RTP/SAVP 0\r\n" + line(1) + "m=audio 0 RTP/AVP 0\r\n";
        assertEquals(5_000, read(refused).address().getPort());
    }

    @Test
    void whatIsWrittenIsReadAgain() throws MalformedSdpException {
        var line = new CryptoAttribute(4, CryptoSuite.AES_CM_128_HMAC_SHA1_80, KEY);
        var ours =
                new AudioDescription(
                                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 20_000),
                                List.of(Codec.PCMU),
                                101,
                                Direction.SENDRECV,
                                true)
                        .with(new Security(Profile.SAVP, List.of(line)));
        var written = new SdpWriter(1).offer(ours);
        assertEquals(ours, SessionDescriptions.read(written).audio());
        assertEquals(
                "a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:" + KEY,
                new String(written, UTF_8)
                        .lines()
                        .filter(it -> it.startsWith("a=crypto"))
                        .findFirst()
                        .orElseThrow());
    }
}
