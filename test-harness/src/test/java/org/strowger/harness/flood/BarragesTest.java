package org.strowger.harness.flood;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.strowger.harness.phone.SipText;

class BarragesTest {

    private static final InetSocketAddress TARGET = at(5999);
    private static final InetSocketAddress LOCAL = at(6999);

    @Test
    void theSameSeedMakesTheSame() {
        assertEquals(texts(Barrages.fuzzed(TARGET, 1)), texts(Barrages.fuzzed(TARGET, 1)));
        assertNotEquals(texts(Barrages.fuzzed(TARGET, 1)), texts(Barrages.fuzzed(TARGET, 2)));
        assertEquals(texts(Barrages.garbage(TARGET, 1)), texts(Barrages.garbage(TARGET, 1)));
    }

    @Test
    void everyShotFitsADatagram() {
        for (var text : texts(Barrages.fuzzed(TARGET, 3))) {
            assertTrue(!text.isEmpty() && text.length() < 65_000, () -> text.length() + " octets");
        }
    }

    @Test
    void invitesAreGoodAndEachACallOfItsOwn() {
        var calls = new HashSet<String>();
        for (var text : texts(Barrages.invites(TARGET, "4000", 1))) {
            var invite = SipText.parse(text.getBytes(ISO_8859_1), text.length());
            assertEquals("INVITE sip:4000@127.0.0.1 SIP/2.0", invite.startLine());
            assertEquals(invite.body().length(), Integer.parseInt(invite.first("Content-Length")));
            assertTrue(calls.add(invite.first("Call-ID")));
        }
    }

    @Test
    void aChallengeIsAnsweredOnce() {
        var barrage = Barrages.registrations(TARGET, "1001", 1);
        var second = barrage.after(challenge("1 REGISTER"), LOCAL).orElseThrow();
        var request = SipText.parse(second.copy(), second.copy().length);
        assertEquals(2, request.sequence());
        assertEquals("x", request.first("Call-ID"));
        assertTrue(request.first("Authorization").contains("username=\"1001\""));
        assertTrue(barrage.after(challenge("2 REGISTER"), LOCAL).isEmpty());
    }

    @Test
    void strangersStayInTheRange() {
        var barrage = Barrages.strangers(at(20_000), 10, 1);
        for (int i = 0; i < 1_000; i++) {
            int port = barrage.next(LOCAL).to().getPort();
            assertTrue(port >= 20_000 && port < 20_010, () -> "port " + port);
        }
    }

    private static SipText challenge(String sequence) {
        return SipText.of("SIP/2.0 401 Unauthorized")
                .with("Call-ID", "x")
                .with("CSeq", sequence)
                .with("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"");
    }

    private static List<String> texts(Barrage barrage) {
        return Stream.generate(() -> new String(barrage.next(LOCAL).copy(), ISO_8859_1))
                .limit(1_000)
                .toList();
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }
}
