package org.strowger.harness.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void theExamplesOfRfc7616Section391ComeOut(String algorithm, String response) {
        var challenge =
                Digest.Challenge.parse(
                        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
                                + algorithm
                                + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
                                + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");

        var authorization =
                Digest.authorization(
                        challenge,
                        "Mufasa",
                        "Circle of Life",
                        "GET",
                        "/dir/index.html",
                        1,
                        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

        assertTrue(authorization.contains("response=\"" + response + "\""), authorization);
        assertTrue(authorization.contains("nc=00000001"), authorization);
        assertTrue(authorization.contains("opaque=\"FQhe/"), authorization);
    }

    @Test
    void withoutQopItIsTheOldFormOfRfc2069() {
        var challenge = Digest.Challenge.parse("Digest realm=\"r\",nonce=\"n\"");

        assertEquals(new Digest.Challenge("r", "n", Digest.Algorithm.MD5, "", ""), challenge);
        assertTrue(
                !Digest.authorization(challenge, "u", "p", "REGISTER", "sip:x", 1, "c")
                        .contains("nc="));
    }

    @Test
    void otherSchemesAndAlgorithmsAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> Digest.Challenge.parse("Basic realm=\"r\""));
        assertThrows(
                IllegalArgumentException.class,
                () -> Digest.Challenge.parse("Digest realm=\"r\", nonce=\"n\", algorithm=X-9"));
    }
}
