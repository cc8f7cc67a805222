package org.strowger.harness.farm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.Clock;
import org.strowger.base.TimerWheel;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.rtp.SoundSource;

/** The one thread of a farm, its sockets and its timers. Everything else in a farm runs on it. */
final class FarmLoop implements Network, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FarmLoop.class);
    private static final int MAX_DATAGRAM = 65_535;
    private static final int BUFFER = 4 << 20;
    private static final int BATCH = 64;
    private static final long TICK_MICROS = 2_000;
    private static final long LOOK_MICROS = 10_000;
    private static final long JOIN_MILLIS = 5_000;

    private final Clock clock = Clock.system();
    private final TimerWheel timers = new TimerWheel(TICK_MICROS, clock.nowMicros());
    private final Selector selector = selector();
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final List<InetSocketAddress> locals = new ArrayList<>();
    private final ByteBuffer in = ByteBuffer.allocate(MAX_DATAGRAM);
    private final ByteBuffer out = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Ground ground;
    private final Thread thread;
    private @Nullable Receiver receiver;
    private volatile boolean open = true;

    /**
     * Opens the sockets.
     *
     * @param first address of the first; its port is 0 for any, and always 0 for the others
     */
    FarmLoop(String name, InetSocketAddress first, int sockets, long seed, SoundSource sound) {
        try {
            for (int i = 0; i < sockets; i++) {
                open(i == 0 ? first : new InetSocketAddress(first.getAddress(), 0));
            }
        } catch (IOException e) {
            closeSockets();
            throw new UncheckedIOException(
                    "no socket at %s: %s".formatted(first, e.getMessage()), e);
        }
        var run = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + "-";
        ground = Ground.of(run, clock, timers, this, new Random(seed), sound);
        thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    Ground ground() {
        return ground;
    }

    void start(Receiver to) {
        receiver = to;
        thread.start();
    }

    /** Runs something on the farm's thread, soon. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Looks on the farm's thread until something holds; false if it does not in time. */
    boolean await(BooleanSupplier condition, Duration limit) {
        var result = new CompletableFuture<Boolean>();
        long end = clock.nowMicros() + limit.toNanos() / 1_000;
        execute(() -> look(condition, end, result));
        try {
            return result.get(limit.toMillis() + JOIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("{} does not answer", thread.getName(), e);
            return false;
        }
    }

    /** CPU time of the farm's thread. */
    Duration cpu() {
        long nanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
        return Duration.ofNanos(Math.max(0, nanos)); // -1 when it has ended.
    }

    @Override
    public int sockets() {
        return locals.size();
    }

    @Override
    public InetSocketAddress local(int socket) {
        return locals.get(socket);
    }

    @Override
    public void send(int socket, byte[] datagram, InetSocketAddress to) {
        out.clear().put(datagram).flip();
        try {
            if (channels.get(socket).send(out, to) == 0) {
                ground.count(Count.NOT_SENT);
            }
        } catch (IOException e) {
            ground.count(Count.NOT_SENT);
            LOG.debug("{} octets were not sent to {}", datagram.length, to, e);
        }
    }

    /** Ends the thread and closes the sockets. */
    @Override
    public void close() {
        open = false;
        selector.wakeup();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeSockets();
    }

    private static Selector selector() {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open(InetSocketAddress address) throws IOException {
        var channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channels.add(channel);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        channel.bind(address).configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, locals.size());
        locals.add((InetSocketAddress) channel.getLocalAddress());
    }

    private void run() {
        while (open) {
            try {
                long millis = (timers.nextMicros() - clock.nowMicros() + 999) / 1_000;
                if (millis > 0 && tasks.isEmpty()) {
                    selector.select(this::ready, millis);
                } else {
                    selector.selectNow(this::ready);
                }
                guarded(this::runTasks);
                guarded(() -> timers.advance(clock.nowMicros()));
            } catch (IOException e) {
                LOG.error("{} ends: it cannot wait for its sockets", thread.getName(), e);
                return;
            }
        }
    }

    private void ready(SelectionKey key) {
        var channel = (DatagramChannel) key.channel();
        int socket = (Integer) key.attachment();
        try {
            for (int i = 0; i < BATCH; i++) {
                var source = (InetSocketAddress) channel.receive(in.clear());
                if (source == null) {
                    return;
                }
                guarded(() -> take(socket, source));
            }
        } catch (IOException e) {
            LOG.debug("nothing read", e); // An ICMP error of an earlier send.
        }
    }

    /**
     * RTP can come too: for whoever had this port before. Its first octet is never a letter's (RFC
     * 7983, section 7).
     */
    private void take(int socket, InetSocketAddress source) {
        if (in.position() > 0 && in.get(0) < 0) {
            ground.counters().add(Count.NOT_SIP);
            return;
        }
        SipText message;
        try {
            message = SipText.parse(in.array(), in.position());
        } catch (IllegalArgumentException e) {
            ground.counters().unexpected("datagram that is no message");
            return;
        }
        if (receiver != null) {
            receiver.received(socket, message, source);
        }
    }

    private void runTasks() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void look(BooleanSupplier condition, long end, CompletableFuture<Boolean> result) {
        if (condition.getAsBoolean()) {
            result.complete(true);
        } else if (clock.nowMicros() >= end) {
            result.complete(false);
        } else {
            ground.after(LOOK_MICROS, () -> look(condition, end, result));
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            ground.counters().unexpected("bug of the farm: " + e);
            LOG.error("a step of {} failed", thread.getName(), e);
        }
    }

    private void closeSockets() {
        try {
            for (var channel : channels) {
                channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
