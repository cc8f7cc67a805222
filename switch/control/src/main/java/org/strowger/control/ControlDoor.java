package org.strowger.control;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.strowger.records.CdrReader;

/**
 * The control door, open from {@link #start} to {@link #close}. Two to six platform threads wait
 * for connections, every request has a virtual thread.
 */
public final class ControlDoor implements AutoCloseable {

    private static final int TOKEN_OCTETS = 32;
    private static final int INSTANCE_OCTETS = 16;
    private static final int MAX_CONNECTIONS = 256;
    private static final int MAX_THREADS = 6;
    private static final int IDLE_MILLIS = 30_000;
    private static final int BUFFER_STEP = 4_096;
    private static final int MAX_BUFFER = 65_536;
    private static final int BUFFERS_OF_A_SIZE = 16;
    private static final long MAX_POOLED = 1 << 20;

    private final Javalin javalin;
    private final InetSocketAddress address;

    private ControlDoor(Javalin javalin, InetSocketAddress address) {
        this.javalin = javalin;
        this.address = address;
    }

    /**
     * Binds, writes {@code control.json}, then answers.
     *
     * @param listen a loopback address; port 0 takes any free one
     * @param dataDir where {@code control.json} goes; its token is kept if it is there already
     * @throws IllegalArgumentException when the address is not a loopback address
     * @throws UncheckedIOException when the address is taken or the file cannot be written; its
     *     message is meant for the operator
     */
    public static ControlDoor start(
            InetSocketAddress listen, Path dataDir, SwitchDoor door, CdrReader cdrs) {
        if (listen.isUnresolved() || !listen.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "the control door opens on a loopback address only, not on " + text(listen));
        }
        var channel = bind(listen);
        try {
            var bound = (InetSocketAddress) channel.getLocalAddress();
            Files.createDirectories(dataDir);
            var token = token(dataDir);
            var file = new ControlFile("http://" + text(bound), token, random(INSTANCE_OCTETS));
            file.write(dataDir);
            var routes = new Routes(door, cdrs, file);
            var javalin = Javalin.create(config -> configure(config, channel, routes));
            return new ControlDoor(javalin.start(), bound);
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw new UncheckedIOException("the control door cannot open: " + e, e);
        } catch (RuntimeException e) {
            closeQuietly(channel, e);
            throw e;
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Stops listening and ends what is being answered. The file stays, for the token in it. */
    @Override
    public void close() {
        javalin.stop();
    }

    private static ServerSocketChannel bind(InetSocketAddress listen) {
        try {
            var channel = ServerSocketChannel.open();
            try {
                return channel.bind(listen);
            } catch (IOException e) {
                closeQuietly(channel, e);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on TCP %s: %s (control.address and control.port in strowger.yaml)"
                            .formatted(text(listen), e.getMessage()),
                    e);
        }
    }

    private static void closeQuietly(ServerSocketChannel channel, Exception reason) {
        try {
            channel.close();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static String token(Path dataDir) throws IOException {
        var before = ControlFile.read(dataDir);
        if (before.isPresent()) {
            return before.get().token();
        }
        return random(TOKEN_OCTETS);
    }

    private static String random(int length) {
        var octets = new byte[length];
        new SecureRandom().nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    private static String text(InetSocketAddress address) {
        var host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static void configure(
            JavalinConfig config, ServerSocketChannel channel, Routes routes) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.generateEtags = false;
        config.http.maxRequestSize = Routes.MAX_BODY;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jsonMapper(new Json());
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(server -> server.setErrorHandler(Routes::refuse));
        config.jetty.addConnector((server, http) -> connector(server, http, channel));
        routes.addTo(config.routes);
    }

    private static QueuedThreadPool threads() {
        var threads = new QueuedThreadPool(MAX_THREADS, 2);
        threads.setName("control");
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(
                VirtualThreads.getNamedVirtualThreadsExecutor("control-request-"));
        return threads;
    }

    /** One selector that accepts as well, buffers of at most 1 MiB, and no word of who we are. */
    private static ServerConnector connector(
            Server server, HttpConfiguration http, ServerSocketChannel channel) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        var buffers =
                new ArrayByteBufferPool(
                        0, BUFFER_STEP, MAX_BUFFER, BUFFERS_OF_A_SIZE, MAX_POOLED, MAX_POOLED);
        var connector =
                new ServerConnector(
                        server, null, null, buffers, 0, 1, new HttpConnectionFactory(http));
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("HTTP cannot listen: " + e.getMessage(), e);
        }
        return connector;
    }
}
