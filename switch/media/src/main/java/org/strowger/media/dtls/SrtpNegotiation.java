package org.strowger.media.dtls;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;
import org.strowger.media.srtp.SrtpKey;
import org.strowger.media.srtp.SrtpKeys;
import org.strowger.media.srtp.SrtpSuite;

/** What both roles of a handshake have in common: the profile, the peer's certificate, the keys. */
final class SrtpNegotiation {

    /** What our certificate is for. */
    static final int[] SERVER_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    };

    /** The same, and what others' may be for. */
    static final int[] CLIENT_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    };

    private static final int[] PROFILES = {
        SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80,
        SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM,
        SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32,
    };

    private final Fingerprint theirs;
    private boolean shown;
    private int profile = -1;
    private @Nullable SrtpKeys keys;

    SrtpNegotiation(Fingerprint theirs) {
        this.theirs = theirs;
    }

    /** The extension that a client offers. */
    static UseSRTPData offer() {
        return new UseSRTPData(PROFILES, TlsUtils.EMPTY_BYTES);
    }

    /** The extension that answers the client's. */
    UseSRTPData answer() {
        return new UseSRTPData(new int[] {profile}, TlsUtils.EMPTY_BYTES);
    }

    /** The first profile of ours that the peer has; without one there is no handshake. */
    void choose(@Nullable UseSRTPData said) throws IOException {
        if (said != null) {
            for (int ours : PROFILES) {
                for (int each : said.getProtectionProfiles()) {
                    if (ours == each && profile < 0) {
                        profile = ours;
                    }
                }
            }
        }
        if (profile < 0) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
    }

    /** The peer shows its certificate: it is the description's, or an impostor's. */
    void check(@Nullable Certificate certificate) throws IOException {
        if (certificate == null
                || certificate.isEmpty()
                || !theirs.isOf(certificate.getCertificateAt(0).getEncoded())) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
        shown = true;
    }

    /** The handshake is complete (RFC 5764, section 4.2). */
    void complete(TlsContext context) throws IOException {
        if (!shown) {
            throw new TlsFatalAlert(AlertDescription.certificate_required);
        }
        var suite = suite(profile);
        int length = 2 * SrtpKey.length(suite);
        var material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, length);
        var client = key(suite, material, 0);
        var server = key(suite, material, 1);
        keys = context.isServer() ? new SrtpKeys(server, client) : new SrtpKeys(client, server);
    }

    /** Both keys come first, then both salts. */
    private static SrtpKey key(SrtpSuite suite, byte[] material, int which) {
        var octets = new byte[SrtpKey.length(suite)];
        System.arraycopy(material, which * SrtpSuite.KEY, octets, 0, SrtpSuite.KEY);
        int salt = 2 * SrtpSuite.KEY + which * suite.salt();
        System.arraycopy(material, salt, octets, SrtpSuite.KEY, suite.salt());
        return new SrtpKey(suite, octets);
    }

    /** RFC 5764, section 4.1.2, and RFC 7714, section 14.2. */
    private static SrtpSuite suite(int profile) {
        return switch (profile) {
            case SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80 ->
                    SrtpSuite.AES_CM_128_HMAC_SHA1_80;
            case SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM -> SrtpSuite.AEAD_AES_128_GCM;
            default -> SrtpSuite.AES_CM_128_HMAC_SHA1_32;
        };
    }

    SrtpKeys keys() {
        if (keys == null) {
            throw new IllegalStateException("the handshake is not complete");
        }
        return keys;
    }
}
