package org.strowger.sip.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Entropy;
import org.strowger.base.Rfc;

/** Checked by our own server's side, which the examples of RFC 7616 have checked. */
class DigestClientTest {

    private static final long NOW = 1_700_000_000_000_000L;
    private static final String HERE = "192.0.2.1";
    private static final String URI = "sip:carrier.example";
    private static final List<DigestAlgorithm> BOTH =
            List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256);

    private final Digest server =
            new Digest(
                    "carrier",
                    List.of(SipUser.withPassword("me", "carrier", BOTH, "secret")),
                    BOTH,
                    Entropy.seeded(1));
    private final DigestClient client = client("secret");

    private static DigestClient client(String password) {
        return new DigestClient(new Credentials("me", password), Entropy.seeded(2));
    }

    private static String value(String lines) {
        assertTrue(lines.startsWith("Authorization: Digest "), lines);
        assertTrue(lines.endsWith("\r\n") && lines.lines().count() == 1, lines);
        return lines.substring("Authorization: ".length()).strip();
    }

    private Digest.Verdict verdict(DigestClient by) {
        return server.check("INVITE", List.of(value(by.lines("INVITE", URI))), HERE, NOW);
    }

    private static List<String> challenge(String more) {
        return List.of("Digest realm=\"r\", nonce=\"n\"" + more);
    }

    @Rfc(number = 3261, section = "22.4")
    @Test
    void theRightPasswordIsTakenAgainAndAgain() {
        assertEquals("", client.lines("INVITE", URI));
        assertTrue(client.challenged(401, server.challenges("me", false, false, HERE, NOW)));
        assertInstanceOf(Digest.Verdict.Right.class, verdict(client));
        assertInstanceOf(Digest.Verdict.Right.class, verdict(client), "the next count");
    }

    @Rfc(number = 8760, section = "2.4")
    @Test
    void sha256IsPreferredWhereverItStands() {
        assertTrue(client.challenged(401, server.challenges("me", false, false, HERE, NOW)));
        assertTrue(client.lines("INVITE", URI).contains("algorithm=SHA-256"));
        var old = client("secret");
        assertTrue(old.challenged(401, server.challenges("me", true, false, HERE, NOW)));
        assertTrue(old.lines("INVITE", URI).contains("algorithm=MD5"));
        assertInstanceOf(Digest.Verdict.Right.class, verdict(old));
    }

    @Rfc(number = 8760, section = "2.4")
    @ParameterizedTest
    @CsvSource({
        "SHA-512-256 SHA-256 MD5, SHA-512-256",
        "SHA-256 SHA-512-256, SHA-256",
        "MD5 SHA-512-256 SHA-256, SHA-512-256",
        "SHA3-512 MD5, MD5"
    })
    void ofStrongOnesTheServersFirstIsTaken(String offered, String taken) {
        var challenges =
                Arrays.stream(offered.split(" ", -1))
                        .map(name -> "Digest realm=\"r\", nonce=\"n\", algorithm=" + name)
                        .toList();
        assertTrue(client.challenged(401, challenges));
        var line = client.lines("INVITE", URI);
        assertTrue(line.contains("algorithm=" + taken + "\r\n"), line);
        int digits = taken.equals("MD5") ? 32 : 64;
        assertTrue(line.matches("(?s).* response=\"[0-9a-f]{" + digits + "}\".*"), line);
    }

    @Rfc(number = 3261, section = "22.2")
    @Test
    void aRefusedPasswordIsNotTriedAgain() {
        var wrong = client("guess");
        assertTrue(wrong.challenged(401, server.challenges("me", false, false, HERE, NOW)));
        assertInstanceOf(Digest.Verdict.Wrong.class, verdict(wrong));
        assertFalse(wrong.challenged(401, server.challenges("me", false, false, HERE, NOW)));
        wrong.begin();
        assertTrue(wrong.challenged(401, server.challenges("me", false, false, HERE, NOW)));
    }

    @Rfc(number = 7616, section = "3.3")
    @Test
    void aStaleNonceIsReplacedOnce() {
        assertTrue(client.challenged(401, challenge("")));
        assertTrue(client.challenged(401, challenge(", stale=true")));
        assertFalse(client.challenged(401, challenge(", stale=true")));
    }

    @Rfc(number = 3261, section = "22.3")
    @Test
    void aProxyAndWhoIsBehindItAreBothAnswered() {
        assertTrue(client.challenged(407, List.of("Digest realm=\"proxy\", nonce=\"a\"")));
        assertTrue(client.challenged(401, List.of("Digest realm=\"home\", nonce=\"b\"")));
        var lines = client.lines("INVITE", URI).lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().startsWith("Proxy-Authorization: Digest "), lines::toString);
        assertTrue(lines.getLast().startsWith("Authorization: Digest "), lines::toString);
    }

    @Rfc(number = 7616, section = "3.4")
    @Test
    void whatTheServerWantsBackIsQuotedAsItWas() {
        assertTrue(
                client.challenged(
                        401,
                        List.of("Digest realm=\"a \\\"b\\\" \\\\c\", nonce=\"n\", opaque=\"o\"")));
        var lines = client.lines("INVITE", URI);
        assertTrue(lines.contains("realm=\"a \\\"b\\\" \\\\c\""), lines);
        assertTrue(lines.contains("opaque=\"o\""), lines);
        assertFalse(lines.contains("qop") || lines.contains("nc="), "as RFC 2069 has it: " + lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", algorithm=SHA-512-256-sess",
                ", algorithm=MD5-sess",
                ", qop=\"auth-int\"",
                ", opaque=\"\u0007\"",
                ", realm=\"twice\""
            })
    void whatWeCannotAnswerIsLeft(String more) {
        assertFalse(client.challenged(401, challenge(more)));
        assertFalse(client.challenged(401, List.of("Basic realm=\"r\"")));
        assertEquals("", client.lines("INVITE", URI));
    }

    @Rfc(number = 7616, section = "3.3")
    @Test
    void authIsFoundAmongOthers() {
        assertTrue(client.challenged(401, challenge(", qop=\"auth-int, auth\"")));
        var lines = client.lines("INVITE", URI);
        assertTrue(lines.contains(", qop=auth, nc=00000001, cnonce=\""), lines);
        assertTrue(client.lines("INVITE", URI).contains("nc=00000002"));
    }

    @Test
    void noMoreRealmsThanFourAreRemembered() {
        for (int i = 0; i < 4; i++) {
            assertTrue(client.challenged(401, List.of("Digest realm=\"" + i + "\", nonce=\"n\"")));
        }
        assertFalse(client.challenged(401, List.of("Digest realm=\"5\", nonce=\"n\"")));
        assertEquals(4, client.lines("INVITE", URI).lines().count());
    }

    @Test
    void thePasswordIsInNoText() {
        assertEquals("Credentials[me]", new Credentials("me", "secret").toString());
    }
}
