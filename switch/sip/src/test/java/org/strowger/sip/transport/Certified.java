package org.strowger.sip.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
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
        var shows = new Stubborn((X509ExtendedKeyManager) keys.getKeyManagers()[0]);
        context.init(new KeyManager[] {shows}, trust.getTrustManagers(), null);
        return context;
    }

    /** Shows what it has, whosever certificates the other side wants. */
    private static final class Stubborn extends X509ExtendedKeyManager {

        private final X509ExtendedKeyManager keys;

        Stubborn(X509ExtendedKeyManager keys) {
            this.keys = keys;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, Socket socket) {
            return keys.chooseClientAlias(types, null, socket);
        }

        @Override
        public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
            return keys.getClientAliases(type, null);
        }

        @Override
        public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
            return keys.getServerAliases(type, issuers);
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, Socket socket) {
            return keys.chooseServerAlias(type, issuers, socket);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, NONE);
        return store;
    }
}
