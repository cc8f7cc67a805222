package org.strowger.sip.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A certificate for those who have none yet, made by the JDK's own keytool. */
public final class SelfSigned {

    private static final Logger LOG = LoggerFactory.getLogger(SelfSigned.class);
    private static final String ALIAS = "sip";
    private static final String DAYS = "3650";
    private static final int PATIENCE_SECONDS = 60;

    private SelfSigned() {}

    /**
     * The certificate in a folder; made when it is not there.
     *
     * @param folder made too; the key in it is for its owner only
     * @param address of this machine that the certificate is for
     * @throws IOException saying why it could not be made
     */
    public static TlsFiles in(Path folder, InetAddress address) throws IOException {
        var certificate = folder.resolve("self-signed.crt");
        var key = folder.resolve("self-signed.key");
        if (!Files.exists(certificate) || !Files.exists(key)) {
            Files.createDirectories(folder);
            make(certificate, key, address);
            LOG.info("made a self-signed certificate for {}: {}", address, certificate);
        }
        return new TlsFiles(certificate, key, null, false, null);
    }

    private static void make(Path certificate, Path key, InetAddress address) throws IOException {
        var password = new byte[16];
        new SecureRandom().nextBytes(password);
        var secret = HexFormat.of().formatHex(password);
        var work = Files.createTempDirectory(certificate.getParent(), "new-"); // For us only.
        var store = work.resolve("store.p12");
        try {
            keytool(store, secret, address);
            var entry = entry(store, secret);
            var newKey = work.resolve("key");
            Files.createFile(
                    newKey,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    newKey, Pem.armour("PRIVATE KEY", entry.getPrivateKey().getEncoded()));
            var newCertificate = work.resolve("certificate");
            Files.writeString(
                    newCertificate, Pem.armour("CERTIFICATE", entry.getCertificate().getEncoded()));
            Files.move(newKey, key, StandardCopyOption.REPLACE_EXISTING);
            Files.move(newCertificate, certificate, StandardCopyOption.REPLACE_EXISTING);
        } catch (GeneralSecurityException e) {
            throw new IOException("no self-signed certificate could be made: " + e, e);
        } finally {
            for (var name : List.of("key", "certificate", "store.p12")) {
                Files.deleteIfExists(work.resolve(name));
            }
            Files.delete(work);
        }
    }

    private static KeyStore.PrivateKeyEntry entry(Path store, String secret)
            throws IOException, GeneralSecurityException {
        var password = secret.toCharArray();
        var entry =
                KeyStore.getInstance(store.toFile(), password)
                        .getEntry(ALIAS, new KeyStore.PasswordProtection(password));
        if (entry instanceof KeyStore.PrivateKeyEntry pair) {
            return pair;
        }
        throw new IOException("keytool made no key");
    }

    /** The password goes by the environment: arguments can be seen by everybody. */
    private static List<String> command(Path store, InetAddress address) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                DAYS,
                "-dname",
                "CN=" + address.getHostAddress(),
                "-ext",
                "san=ip:" + address.getHostAddress(),
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                "STORE_PASSWORD");
    }

    private static void keytool(Path store, String secret, InetAddress address) throws IOException {
        var builder = new ProcessBuilder(command(store, address)).redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", secret);
        var process = builder.start();
        try {
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), US_ASCII);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool made no certificate: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        } finally {
            process.destroy();
        }
    }
}
