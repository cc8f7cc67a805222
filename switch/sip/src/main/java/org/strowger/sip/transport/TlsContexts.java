package org.strowger.sip.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.2 and 1.3 by the JDK, with what the files hold now. A thread of its own looks at the files
 * and does the arithmetic of handshakes: an I/O loop, which carries everybody's calls, does
 * neither.
 */
final class TlsContexts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final int SESSIONS = 2_000;

    /** Everything that was read at one time; {@code contents} are in the order of the files. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by Arrays.deepEquals only.
    private record Pair(byte[][] contents, SslContext server, SslContext client) {}

    private final TlsFiles files;
    private final long handshakeMillis;
    private final ScheduledExecutorService thread;
    private volatile Pair current;
    private byte @Nullable [][] refused;
    private String lastProblem = "";

    private TlsContexts(TlsFiles files, Duration handshake, Pair first) {
        this.files = files;
        this.handshakeMillis = handshake.toMillis();
        this.current = first;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("sip-tls").daemon().factory());
    }

    /**
     * Reads the files, and from then on again and again.
     *
     * @throws IOException naming the file that is missing or wrong
     */
    static TlsContexts open(TlsFiles files, Duration handshake, Duration lookAgain)
            throws IOException {
        var contexts = new TlsContexts(files, handshake, read(files, contents(files)));
        long nanos = lookAgain.toNanos();
        var _ =
                contexts.thread.scheduleWithFixedDelay(
                        contexts::look, nanos, nanos, TimeUnit.NANOSECONDS);
        return contexts;
    }

    /** For a connection that comes in. */
    SslHandler accepting(ByteBufAllocator allocator) {
        return limited(current.server().newHandler(allocator, thread));
    }

    /** For a connection of ours; the certificate must be for the name that led there (RFC 5922). */
    SslHandler opening(ByteBufAllocator allocator, InetSocketAddress remote) {
        var host = remote.getHostString(); // The address itself, if no name led to it.
        return limited(current.client().newHandler(allocator, host, remote.getPort(), thread));
    }

    private SslHandler limited(SslHandler handler) {
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        return handler;
    }

    /** What is wrong is said once, and what was right before stays in use. */
    private void look() {
        try {
            var contents = contents(files);
            if (Arrays.deepEquals(contents, current.contents())
                    || Arrays.deepEquals(contents, refused)) {
                return;
            }
            refused = contents;
            current = read(files, contents);
            refused = null;
            lastProblem = "";
            LOG.info("TLS: new connections get the certificate that is in {} now", files);
        } catch (IOException | RuntimeException e) {
            var problem = String.valueOf(e.getMessage());
            if (!problem.equals(lastProblem)) {
                lastProblem = problem;
                LOG.error("TLS: the old certificate stays in use: {}", problem, e);
            }
        }
    }

    private static byte[][] contents(TlsFiles files) throws IOException {
        return new byte[][] {
            octets(files.certificate()),
            octets(files.key()),
            octets(files.clientCa()),
            octets(files.trunkCa())
        };
    }

    private static byte[] octets(@Nullable Path file) throws IOException {
        if (file == null) {
            return new byte[0];
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Pair read(TlsFiles files, byte[][] contents) throws IOException {
        var chain = in(files.certificate(), () -> Pem.certificates(contents[0]));
        var key = in(files.key(), () -> Pem.key(contents[1], chain[0]));
        var clients = issuers(files.clientCa(), contents[2]);
        var trunks = issuers(files.trunkCa(), contents[3]);
        var wanted = files.clientsMay() ? ClientAuth.OPTIONAL : ClientAuth.REQUIRE;
        return new Pair(contents, server(key, chain, clients, wanted), client(key, chain, trunks));
    }

    private static X509Certificate @Nullable [] issuers(@Nullable Path file, byte[] contents)
            throws IOException {
        return file == null ? null : in(file, () -> Pem.certificates(contents));
    }

    private static SslContext server(
            PrivateKey key,
            X509Certificate[] chain,
            X509Certificate @Nullable [] clients,
            ClientAuth wanted)
            throws IOException {
        var builder = common(SslContextBuilder.forServer(key, chain)).sessionCacheSize(SESSIONS);
        return clients == null
                ? builder.build()
                : builder.trustManager(clients).clientAuth(wanted).build();
    }

    private static SslContext client(
            PrivateKey key, X509Certificate[] chain, X509Certificate @Nullable [] trunks)
            throws IOException {
        var builder = common(SslContextBuilder.forClient()).keyManager(key, chain);
        return (trunks == null ? builder : builder.trustManager(trunks))
                .endpointIdentificationAlgorithm("HTTPS") // The name must be right, too.
                .build();
    }

    private static SslContextBuilder common(SslContextBuilder builder) {
        return builder.sslProvider(SslProvider.JDK).protocols(PROTOCOLS);
    }

    /** Something that is read from a file. */
    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T in(Path file, Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
