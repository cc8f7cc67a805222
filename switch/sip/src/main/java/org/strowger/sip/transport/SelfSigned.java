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
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A certificate for those who have none yet, made by the JDK's own keytool. */
public final class SelfSigned {

    private static final Logger LOG = LoggerFactory.getLogger(SelfSigned.class);
    private static final String ALIAS = "sip";

    /** Kind of an alternative name (RFC 5280, section 4.2.1.6). */
    private static final Integer IP_ADDRESS = 7;

    private static final String DAYS = "3650";
    private static final int PATIENCE_SECONDS = 60;

    private SelfSigned() {}

    /**
     * The certificate in a folder; made when it is not there, and anew when it is not for all of
     * the addresses.
     *
     * @param folder made too; the key in it is for its owner only
     * @param addresses of this machine that the certificate is for; at least one
     * @throws IOException saying why it could not be made
     */
    public static TlsFiles in(Path folder, List<InetAddress> addresses) throws IOException {
        var certificate = folder.resolve("self-signed.crt");
        var key = folder.resolve("self-signed.key");
        boolean there = Files.exists(certificate) && Files.exists(key);
        if (!there || (addresses.size() > 1 && !isForAll(certificate, addresses))) {
            Files.createDirectories(folder);
            make(certificate, key, addresses);
            LOG.info("made a self-signed certificate for {}: {}", addresses, certificate);
        }
        return new TlsFiles(certificate, key, null, false, null);
    }

    /** A phone that was given one for a single address is to be given another. */
    private static boolean isForAll(Path certificate, List<InetAddress> addresses)
            throws IOException {
        try (var in = Files.newInputStream(certificate)) {
            var names = new HashSet<InetAddress>();
            var read = CertificateFactory.getInstance("X.509").generateCertificate(in);
            var alternatives = ((X509Certificate) read).getSubjectAlternativeNames();
            for (var name : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (name.getFirst().equals(IP_ADDRESS)) {
                    names.add(InetAddress.ofLiteral(String.valueOf(name.get(1))));
                }
            }
            return names.containsAll(addresses);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(certificate + " cannot be read: " + e, e);
        }
    }

    private static void make(Path certificate, Path key, List<InetAddress> addresses)
            throws IOException {
        var password = new byte[16];
        new SecureRandom().nextBytes(password);
        var secret = HexFormat.of().formatHex(password);
        var work = Files.createTempDirectory(certificate.getParent(), "new-"); // For us only.
        var store = work.resolve("store.p12");
        try {
            keytool(store, secret, addresses);
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
    private static List<String> command(Path store, List<InetAddress> addresses) {
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
                "CN=" + addresses.getFirst().getHostAddress(),
                "-ext",
                addresses.stream()
                        .map(address -> "ip:" + address.getHostAddress())
                        .collect(Collectors.joining(",", "san=", "")),
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass:env",
                "STORE_PASSWORD");
    }

    private static void keytool(Path store, String secret, List<InetAddress> addresses)
            throws IOException {
        var builder = new ProcessBuilder(command(store, addresses)).redirectErrorStream(true);
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
