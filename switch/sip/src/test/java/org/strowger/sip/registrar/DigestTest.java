package org.strowger.sip.registrar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.registrar.DigestAlgorithm.MD5;
import static org.strowger.sip.registrar.DigestAlgorithm.SHA_256;
import static org.strowger.sip.registrar.DigestAlgorithm.SHA_512_256;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.strowger.base.Entropy;
import org.strowger.base.Rfc;
import org.strowger.sip.registrar.Digest.Verdict;

class DigestTest {

    private static final long NOW = 1_700_000_000_000_000L;
    private static final String REALM = "strowger";
    private static final String HERE = "192.0.2.1";

    private final SipUser alice =
            SipUser.withPassword("alice", REALM, List.of(SHA_256, MD5), "secret");
    private final SipUser bob = SipUser.withPassword("bob", REALM, List.of(MD5), "hunter2");
    private final Nonces nonces = new Nonces(Entropy.seeded(1), 3);
    private final Digest digest =
            new Digest(REALM, List.of(alice, bob), List.of(MD5, SHA_256), nonces, "x");

    @Test
    void agreesWithTheExampleOfRfc2617() {
        var ha1 = MD5.hash("Mufasa:testrealm@host.com:Circle Of Life");
        var params =
                Map.of(
                        "uri", "/dir/index.html",
                        "nonce", "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                        "nc", "00000001",
                        "cnonce", "0a4f113b",
                        "qop", "auth");
        assertEquals("6629fae49393a05397450978507c4ef1", Digest.response(MD5, ha1, "GET", params));
    }

    @Rfc(number = 7616, section = "3.9.1")
    @Test
    void agreesWithTheExamplesOfRfc7616() {
        var params =
                Map.of(
                        "uri", "/dir/index.html",
                        "nonce", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                        "nc", "00000001",
                        "cnonce", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                        "qop", "auth");
        var identity = "Mufasa:http-auth@example.org:Circle of Life";
        assertEquals(
                "8ca523f5e9506fed4657c9700eebdbec",
                Digest.response(MD5, MD5.hash(identity), "GET", params));
        assertEquals(
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
                Digest.response(SHA_256, SHA_256.hash(identity), "GET", params));
    }

    /** The user's hash of RFC 7616, section 3.9.2, as erratum 4897 has it; and FIPS 180-4's abc. */
    @Rfc(number = 7616, section = "3.9.2")
    @Test
    void knowsSha512Over256() {
        assertEquals(
                "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b",
                SHA_512_256.hash("J\u00e4s\u00f8n Doe:api@example.org"));
        assertEquals(
                "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
                SHA_512_256.hash("abc"));
    }

    @Rfc(number = 8760, section = "2.3")
    @Test
    void aUserMayHaveAllThreeInAnyOrder() {
        var carol =
                SipUser.withPassword("carol", REALM, List.of(SHA_256, SHA_512_256, MD5), "long");
        var three = new Digest(REALM, List.of(carol), List.of(MD5), nonces, "x");
        var challenges = three.challenges("carol", false, false, HERE, NOW);
        assertEquals(3, challenges.size());
        assertTrue(challenges.get(0).contains("algorithm=SHA-256,"), challenges.toString());
        assertTrue(challenges.get(1).contains("algorithm=SHA-512-256,"), challenges.toString());
        var right = authorization("carol", "long", SHA_512_256, nonce(), 1);
        assertEquals(new Verdict.Right("carol"), three.check("INVITE", right, HERE, NOW));
        var wrong = authorization("carol", "short", SHA_512_256, nonce(), 1);
        assertEquals(new Verdict.Wrong(), three.check("INVITE", wrong, HERE, NOW));
    }

    @Rfc(number = 8760, section = "2.3")
    @Test
    void takesTheRightPasswordByEitherAlgorithm() {
        assertEquals(new Verdict.Right("alice"), check(alice, "secret", SHA_256, nonce(), 1));
        assertEquals(new Verdict.Right("alice"), check(alice, "secret", MD5, nonce(), 1));
        assertEquals(new Verdict.Right("bob"), check(bob, "hunter2", MD5, nonce(), 0x1f));
    }

    @Rfc(number = 8760, section = "2.3")
    @Test
    void refusesAnAlgorithmThatTheUserDoesNotHave() {
        assertEquals(new Verdict.Wrong(), check(bob, "hunter2", SHA_256, nonce(), 1));
    }

    @Rfc(number = 3261, section = "22.4")
    @Test
    void takesAClientOfRfc2069WithoutQopOncePerNonce() {
        var nonce = nonce();
        assertEquals(new Verdict.Right("bob"), checkOld(nonce));
        assertEquals(new Verdict.Stale(), checkOld(nonce));
    }

    @Test
    void refusesAWrongPasswordAndAnUnknownUserAlike() {
        assertEquals(new Verdict.Wrong(), check(alice, "Secret", MD5, nonce(), 1));
        var nobody = SipUser.withPassword("mallory", REALM, List.of(MD5), "x");
        assertEquals(new Verdict.Wrong(), check(nobody, "x", MD5, nonce(), 1));
        assertEquals(
                digest.challenges("mallory", false, false, HERE, NOW).size(),
                digest.challenges("alice", false, false, HERE, NOW).size());
        assertEquals(0, nonces.size(), "a wrong password costs no memory");
    }

    @Rfc(number = 8760, section = "2.3")
    @Test
    void asksInTheUsersOrder() {
        var challenges = digest.challenges("alice", false, false, HERE, NOW);
        assertTrue(challenges.get(0).contains("algorithm=SHA-256"), challenges.toString());
        assertTrue(challenges.get(1).contains("algorithm=MD5"), challenges.toString());
        assertTrue(
                digest.challenges("nobody", false, true, HERE, NOW)
                        .get(0)
                        .contains("MD5, qop=\"auth\", stale"));
        assertEquals(1, digest.challenges("bob", false, false, HERE, NOW).size());
    }

    @Rfc(number = 7616, section = "3.3")
    @Rfc(number = 7616, section = "3.4")
    @Test
    void callsANonceStaleAfter300SecondsWhenUsedAgainOrNotOurs() {
        var nonce = nonce();
        var authorization = authorization(alice.name(), "secret", MD5, nonce, 2);
        var after = NOW + Nonces.LIFETIME_MICROS;
        assertEquals(new Verdict.Stale(), digest.check("INVITE", authorization, HERE, after + 1));
        assertEquals(
                new Verdict.Right("alice"), digest.check("INVITE", authorization, HERE, after));
        assertEquals(new Verdict.Stale(), digest.check("INVITE", authorization, HERE, after));
        assertEquals(new Verdict.Stale(), check(alice, "secret", MD5, nonce, 1));
        assertEquals(new Verdict.Right("alice"), check(alice, "secret", MD5, nonce, 3));
        for (var made : List.of("", "-", "--", "zz-1-2", nonce + "0", "0" + nonce)) {
            assertEquals(new Verdict.Stale(), check(alice, "secret", MD5, made, 9), made);
        }
    }

    @Test
    void saysNothingOfAPasswordToWhoDidNotGetTheNonce() {
        var right = authorization("alice", "secret", MD5, nonce(), 1);
        var wrong = authorization("alice", "guess", MD5, nonce(), 1);
        assertEquals(new Verdict.Stale(), digest.check("INVITE", right, "192.0.2.2", NOW));
        assertEquals(new Verdict.Stale(), digest.check("INVITE", wrong, "192.0.2.2", NOW));
        assertEquals(new Verdict.Right("alice"), digest.check("INVITE", right, HERE, NOW));
        assertEquals(new Verdict.Wrong(), digest.check("INVITE", wrong, HERE, NOW));
    }

    @Test
    void forgetsCountsOnlyTogetherWithTheirNonces() {
        var first = digest.challenges("alice", false, false, HERE, NOW).getFirst();
        var nonce = nonceOf(first);
        assertEquals(new Verdict.Right("alice"), check(alice, "secret", MD5, nonce, 1));
        for (int i = 1; i <= 4; i++) {
            var later = nonces.next(HERE, NOW + i);
            var authorization = authorization("alice", "secret", MD5, later, 1);
            assertInstanceOf(
                    Verdict.Right.class, digest.check("INVITE", authorization, HERE, NOW + i));
        }
        assertEquals(3, nonces.size());
        assertEquals(new Verdict.Stale(), check(alice, "secret", MD5, nonce, 1), "replayed");
        assertEquals(new Verdict.Stale(), check(alice, "secret", MD5, nonce, 7), "forgotten");
    }

    @Test
    void hasNoOpinionOnOtherRealmsAndSchemes() {
        assertEquals(new Verdict.Missing(), digest.check("INVITE", List.of(), HERE, NOW));
        assertEquals(
                new Verdict.Missing(),
                digest.check("INVITE", List.of("Basic YTpi", "Digest realm=\"other\""), HERE, NOW));
        assertEquals(
                new Verdict.Stale(),
                digest.check("INVITE", List.of("Digest realm=strowger"), HERE, NOW));
    }

    @Test
    void readsQuotesEscapesAndNothingMalformed() {
        assertEquals(
                Map.of("a", "x,\"y", "b", "z"), AuthParams.read("digest A = \"x,\\\"y\" ,b=z"));
        for (var bad :
                List.of(
                        "Digest ",
                        "Digest a",
                        "Digest a=\"",
                        "Digest a=1,a=2",
                        "Digest =1",
                        "Digest a=\"1\"b",
                        "Digest a=1,",
                        "Digest a=\"\\")) {
            assertNull(AuthParams.read(bad), bad);
        }
    }

    @Test
    void showsNoHashInItsName() {
        var hash = Objects.requireNonNull(alice.ha1().get(MD5));
        assertFalse(alice.toString().contains(hash));
        assertNotEquals(hash, alice.ha1().get(SHA_256));
    }

    private String nonce() {
        return nonceOf(digest.challenges("alice", false, false, HERE, NOW).getFirst());
    }

    private static String nonceOf(String challenge) {
        return Objects.requireNonNull(
                Objects.requireNonNull(AuthParams.read(challenge)).get("nonce"));
    }

    private Verdict check(SipUser user, String password, DigestAlgorithm by, String nonce, int nc) {
        return digest.check(
                "INVITE", authorization(user.name(), password, by, nonce, nc), HERE, NOW);
    }

    private Verdict checkOld(String nonce) {
        var ha1 = MD5.hash("bob:" + REALM + ":hunter2");
        var response = Digest.response(MD5, ha1, "INVITE", Map.of("uri", "sip:x", "nonce", nonce));
        return digest.check(
                "INVITE",
                List.of(
                        "Digest username=\"bob\", realm=\"strowger\", uri=\"sip:x\", nonce=\"%s\", response=\"%s\""
                                .formatted(nonce, response)),
                HERE,
                NOW);
    }

    private static List<String> authorization(
            String user, String password, DigestAlgorithm by, String nonce, int nc) {
        var count = "%08x".formatted(nc);
        var params =
                Map.of("uri", "sip:x", "nonce", nonce, "nc", count, "cnonce", "c", "qop", "auth");
        var ha1 = by.hash(user + ':' + REALM + ':' + password);
        return List.of(
                ("Digest username=\"%s\", realm=\"strowger\", nonce=\"%s\", uri=\"sip:x\", algorithm=%s,"
                                + " qop=auth, nc=%s, cnonce=\"c\", response=\"%s\"")
                        .formatted(
                                user,
                                nonce,
                                by.token(),
                                count,
                                Digest.response(by, ha1, "INVITE", params)));
    }

    @Test
    void offersMd5AloneToAPhoneThatStumblesOverMore() {
        assertEquals(1, digest.challenges("alice", true, false, HERE, NOW).size());
        assertTrue(digest.challenges("alice", true, false, HERE, NOW).getFirst().contains("MD5"));
        assertEquals(
                digest.challenges("mallory", true, false, HERE, NOW).size(),
                digest.challenges("alice", true, false, HERE, NOW).size(),
                "a user that does not exist answers alike");
    }
}
