package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for 127.0.0.1 that is its own issuer, made by the JDK's keytool. */
record OwnCertificate(Path keys, Path certificate) {

    private static final String PASSWORD = "for-tests-only";

    static OwnCertificate in(Path folder) throws IOException, InterruptedException {
        var keys = folder.resolve("own.p12");
        var certificate = folder.resolve("own.crt");
        Files.deleteIfExists(keys);
        keytool(
                keys,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-ext",
                "bc:c");
        keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
        return new OwnCertificate(keys, certificate);
    }

    private static void keytool(Path keys, String... what)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(what));
        command.addAll(List.of("-alias", "own", "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", keys.toString()));
        var process = new ProcessBuilder(command).inheritIO().start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "keytool hangs");
        assertEquals(0, process.exitValue(), command::toString);
    }

    /** What shows this one, and trusts another alone. */
    SSLContext with(Path trusted) throws IOException, GeneralSecurityException {
        var own = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        var shown = KeyManagerFactory.getInstance("PKIX");
        shown.init(own, PASSWORD.toCharArray());
        return context(shown.getKeyManagers(), trusted);
    }

    /** What shows none, and trusts one alone. */
    static SSLContext trusting(Path trusted) throws IOException, GeneralSecurityException {
        return context(new KeyManager[0], trusted);
    }

    private static SSLContext context(KeyManager[] shown, Path trusted)
            throws IOException, GeneralSecurityException {
        var others = KeyStore.getInstance("PKCS12");
        others.load(null, null);
        try (var in = Files.newInputStream(trusted)) {
            var factory = CertificateFactory.getInstance("X.509");
            others.setCertificateEntry("other", factory.generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(others);
        var context = SSLContext.getInstance("TLS");
        context.init(shown, trust.getTrustManagers(), null);
        return context;
    }
}
