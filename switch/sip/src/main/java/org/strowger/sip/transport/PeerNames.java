package org.strowger.sip.transport;

import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** For whom the other side of a TLS connection has shown a certificate (RFC 5922, section 7.1). */
final class PeerNames {

    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int ADDRESS = 7;

    private PeerNames() {}

    /**
     * Whether it did so for a host or domain.
     *
     * @param name a name, or a literal address
     */
    static boolean has(SSLSession session, String name) {
        for (var entry : alternatives(session)) {
            if (entry.get(0) instanceof Integer kind
                    && entry.get(1) instanceof String value
                    && matches(kind, value, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(int kind, String value, String name) {
        return switch (kind) {
            case DNS, ADDRESS -> value.equalsIgnoreCase(name);
            case URI -> value.equalsIgnoreCase("sip:" + name);
            default -> false;
        };
    }

    /** None of who has shown no certificate, or one that cannot be read. */
    private static Collection<List<?>> alternatives(SSLSession session) {
        try {
            Certificate own = session.getPeerCertificates()[0];
            var names = own instanceof X509Certificate x ? x.getSubjectAlternativeNames() : null;
            return names == null ? List.of() : names;
        } catch (SSLPeerUnverifiedException | CertificateParsingException _) {
            return List.of();
        }
    }
}
