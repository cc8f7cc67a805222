package org.strowger.sip.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Somebody with a certificate, who is its issuer too. */
record Certified(TlsFiles files, X509Certificate certificate) {

    private static final char[] NONE = {};

    static Certified in(Path folder, InetAddress address) throws IOException {
        var files = SelfSigned.in(folder, List.of(address));
        return new Certified(files, Pem.certificates(Files.readAllBytes(files.certificate()))[0]);
    }

    /** What trusts this one alone, and shows the certificate of {@code shown}. */
    SSLContext client(@Nullable Certified shown) throws IOException, GeneralSecurityException {
        var trusted = empty();
        trusted.setCertificateEntry("it", certificate);
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        var own = empty();
        if (shown != null) {
            var key = Pem.key(Files.readAllBytes(shown.files.key()), shown.certificate);
            own.setKeyEntry("own", key, NONE, new Certificate[] {shown.certificate});
        }
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, NONE);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NONE);
        return store;
    }
}
