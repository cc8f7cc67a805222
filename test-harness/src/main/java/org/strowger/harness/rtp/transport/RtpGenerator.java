package org.strowger.harness.rtp.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.strowger.harness.load.result.Sound;
import org.strowger.harness.rtp.SoundReport;
import org.strowger.harness.rtp.SoundSource;
import org.strowger.harness.rtp.Speech;

/**
 * RTP for thousands of calls: PCMU, a packet each 20 ms, both ways, measured. Sends a tone. Safe to
 * call from any thread; every stream belongs to one of its threads.
 */
public final class RtpGenerator implements SoundSource, AutoCloseable {

    private static final int HERTZ = 440;
    private static final long CLOSE_SECONDS = 5;

    /**
     * How it is made.
     *
     * @param addresses where its ports are, in turn; not wildcards
     * @param threads one is enough for thousands of streams
     * @param streamsPerPort 1 is what telephones do. More is cheaper, as packets of many streams go
     *     with one system call; they are told apart by the far end's address, so no two of them may
     *     have the same one
     * @param seed for SSRCs and where numbers begin
     */
    public record Settings(
            List<InetAddress> addresses, int threads, int streamsPerPort, long seed) {

        public Settings {
            addresses = List.copyOf(addresses);
            if (addresses.isEmpty() || threads < 1 || streamsPerPort < 1) {
                throw new IllegalArgumentException("an address, a thread and a stream at least");
            }
        }

        /**
         * One thread, and a port for each stream on addresses of loopback that nobody else uses.
         */
        public static Settings loopback(long seed) {
            return new Settings(List.of(InetAddress.ofLiteral("127.0.64.1")), 1, 1, seed);
        }

        public Settings withThreads(int count) {
            return new Settings(addresses, count, streamsPerPort, seed);
        }

        public Settings withStreamsPerPort(int count) {
            return new Settings(addresses, threads, count, seed);
        }
    }

    private final MultiThreadIoEventLoopGroup group;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final List<RtpLoop> loops = new ArrayList<>();
    private final PortPool pool;
    private final SoundReport report;

    private RtpGenerator(Settings settings) {
        this.group =
                new MultiThreadIoEventLoopGroup(
                        settings.threads(),
                        this::newThread,
                        Epoll.isAvailable()
                                ? EpollIoHandler.newFactory()
                                : NioIoHandler.newFactory());
        var random = new SplittableRandom(settings.seed());
        var speech = new Speech(HERTZ);
        for (int i = 0; i < settings.threads(); i++) {
            loops.add(new RtpLoop((EventLoop) group.next(), random.split(), speech));
        }
        this.pool = new PortPool(loops, settings.addresses(), settings.streamsPerPort());
        this.report = new SoundReport(loops.stream().map(RtpLoop::meter).toList());
    }

    /** Starts its threads. Ports are bound as they are needed. */
    public static RtpGenerator start(Settings settings) {
        return new RtpGenerator(settings);
    }

    /**
     * {@inheritDoc}
     *
     * @throws io.netty.channel.ChannelException if there is no port to be had
     */
    @Override
    public Stream open() {
        var port = pool.take();
        return new PortStream(port, () -> pool.giveBack(port));
    }

    /**
     * Binds so many ports that answer whoever sends to them. They live until the generator ends.
     */
    public Latching latching(int count) {
        var ports = new ArrayList<RtpPort>();
        for (int i = 0; i < count; i++) {
            ports.add(pool.bind(true));
        }
        return new Latching(ports, loops.getFirst().meter());
    }

    /** What was heard and sent so far. */
    public Sound sound() {
        return report.sound();
    }

    /** Since the last sample; see {@link SoundReport#sample}. */
    public Map<String, Double> sample() {
        return report.sample();
    }

    /** All that is counted. */
    public SoundReport report() {
        return report;
    }

    /** What its threads have used of the processor, in seconds. */
    public double cpuSeconds() {
        var bean = ManagementFactory.getThreadMXBean();
        return threads.stream()
                        .mapToLong(thread -> Math.max(0, bean.getThreadCpuTime(thread.threadId())))
                        .sum()
                / 1e9;
    }

    /** Closes every port and ends the threads. What was measured can still be read. */
    @Override
    public void close() {
        pool.close();
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private Thread newThread(Runnable work) {
        var thread = new FastThreadLocalThread(work, "rtp-generator");
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }
}
