package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Certificates and keys between armour lines (RFC 7468). */
final class Pem {

    private static final String KEY_BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String KEY_END = "-----END PRIVATE KEY-----";
    private static final byte[] PROBE = {1};

    private Pem() {}

    /** At least one, in the order of the file. */
    static X509Certificate[] certificates(byte[] pem) throws IOException {
        try {
            var found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(pem));
            if (found.isEmpty()) {
                throw new IOException("no certificate in it");
            }
            return found.toArray(new X509Certificate[0]);
        } catch (GeneralSecurityException | ArrayStoreException e) {
            throw new IOException("no PEM certificate: " + e.getMessage(), e);
        }
    }

    /** The private key that belongs to a certificate. */
    static PrivateKey key(byte[] pem, X509Certificate certificate) throws IOException {
        var text = new String(pem, US_ASCII);
        int begin = text.indexOf(KEY_BEGIN);
        int end = text.indexOf(KEY_END);
        if (begin < 0 || end < begin) {
            throw new IOException("no PKCS #8 key without password (" + KEY_BEGIN + ") in it");
        }
        try {
            var octets =
                    Base64.getMimeDecoder().decode(text.substring(begin + KEY_BEGIN.length(), end));
            var owner = certificate.getPublicKey();
            var key =
                    KeyFactory.getInstance(owner.getAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(octets));
            if (!belongTogether(key, owner)) {
                throw new IOException("not the key of the certificate");
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("not the key of the certificate: " + e.getMessage(), e);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey owner)
            throws GeneralSecurityException {
        var algorithm =
                switch (owner.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> owner.getAlgorithm();
                };
        var signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(PROBE);
        var signature = signing.sign();
        signing.initVerify(owner);
        signing.update(PROBE);
        return signing.verify(signature);
    }

    /** One block between its armour lines. */
    static String armour(String what, byte[] octets) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
