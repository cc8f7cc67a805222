package org.strowger.sip.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Dtls.Setup;
import org.strowger.sip.sdp.Security.Profile;

class DtlsTest {

    private static final String PRINT = "4A:AD:B9:B1";

    private static AudioDescription read(String session, String media)
            throws MalformedSdpException {
        var text =
                "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
                        + session
                        + "m=audio 5000 UDP/TLS/RTP/SAVPF 0\r\n"
                        + media;
        return Objects.requireNonNull(SessionDescriptions.read(text.getBytes(UTF_8)).audio());
    }

    private static @Nullable Dtls dtls(String session, String media) throws MalformedSdpException {
        return read(session, media).security().dtls();
    }

    private static String print(String hash) {
        return "a=fingerprint:" + hash + " " + PRINT + "\r\n";
    }

    @Rfc(number = 8122, section = "5")
    @Rfc(number = 5763, section = "5")
    @Test
    void ofTheSessionOrOfTheStreamWhichCountsMore() throws MalformedSdpException {
        var ofSession = "a=setup:actpass\r\n" + print("sha-256");
        assertEquals(new Dtls(Setup.ACTPASS, "sha-256", PRINT), dtls(ofSession, ""));
        assertEquals(
                new Dtls(Setup.ACTIVE, "sha-512", PRINT),
                dtls(ofSession, "a=setup:active\r\n" + print("sha-512")));
        assertEquals(
                new Dtls(Setup.PASSIVE, "sha-256", PRINT), dtls(ofSession, "a=setup:passive\r\n"));
        assertEquals(Profile.DTLS_FEEDBACK, read(ofSession, "").security().profile());
    }

    @Rfc(number = 8122, section = "5")
    @Test
    void ofSeveralTheFirstThatIsStrongCounts() throws MalformedSdpException {
        var active = "a=setup:active\r\n";
        assertEquals(
                new Dtls(Setup.ACTIVE, "SHA-256", PRINT),
                dtls("", active + print("sha-1") + print("SHA-256") + print("sha-512")));
        assertEquals(
                new Dtls(Setup.ACTIVE, "md5", PRINT),
                dtls("", active + print("md5") + print("sha-1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=setup:actpass\r\n",
                "a=setup:actpass\r\na=fingerprint:sha-256\r\n",
                "a=setup:actpass\r\na=fingerprint:sha-256 4A:XY\r\n",
                "a=setup:holdconn\r\na=fingerprint:sha-256 4A:AD\r\n",
            })
    void whatCannotBeReadIsNone(String media) throws MalformedSdpException {
        assertNull(dtls("", media));
    }

    @Test
    void aFingerprintThatIsTooLongIsNone() throws MalformedSdpException {
        assertNull(dtls("", "a=fingerprint:sha-256 " + "AB:".repeat(100) + "AB\r\n"));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws MalformedSdpException {
        var security = new Security(Profile.DTLS, new Dtls(Setup.PASSIVE, "sha-256", PRINT));
        var ours =
                new AudioDescription(
                                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 20_000),
                                List.of(Codec.PCMA),
                                -1,
                                Direction.SENDRECV,
                                true)
                        .with(security);
        assertEquals(ours, SessionDescriptions.read(new SdpWriter(1).offer(ours)).audio());
    }
}
