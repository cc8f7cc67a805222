package org.strowger.harness.figures;

import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.strowger.base.Clock;
import org.strowger.base.Entropy;
import org.strowger.media.MediaEvents;
import org.strowger.media.MediaLeg;
import org.strowger.media.MediaRules;
import org.strowger.media.MediaStatistics;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;
import org.strowger.media.RtpFormat;
import org.strowger.media.RtpFormat.Law;
import org.strowger.media.transport.RtpEngine;

/** The media engine alone, with legs that have one peer. */
final class EngineUnderLoad implements AutoCloseable {

    private static final RtpFormat PCMU = new RtpFormat(Law.PCMU, 0, 101);
    private static final PortRange PORTS = new PortRange(10_000, 29_999);

    private static final String LOOPS = "media-";

    /** The name of its first loop's thread. */
    static final String LOOP = LOOPS + "0";

    private static final long OPEN_SECONDS = 30;

    /** A leg and where it listens. */
    record Leg(MediaLeg media, InetSocketAddress local) {}

    private final RtpEngine engine;

    EngineUnderLoad(Path prompts, int loops) {
        var room =
                new RtpEngine.Room(
                        List.of(InetAddress.ofLiteral("127.0.0.1")), PORTS, loops, 20_000, 0, 0);
        engine =
                new RtpEngine(
                        room,
                        MediaRules.PLAIN,
                        Prompts.load(prompts),
                        Clock.system(),
                        Entropy.seeded(1),
                        Runnable::run);
    }

    /**
     * Opens legs that are connected with a peer, each two on one loop.
     *
     * @throws IllegalStateException when there are not so many
     */
    List<Leg> open(int count, InetSocketAddress peer) {
        var legs = new ArrayList<Leg>(count);
        for (int i = 0; i < count; i++) {
            legs.add(one(i / 2, peer));
        }
        return legs;
    }

    private Leg one(int call, InetSocketAddress peer) {
        var opened = new CompletableFuture<InetSocketAddress>();
        var leg = engine.open(call, StandardProtocolFamily.INET, new Opened(opened));
        try {
            var local = opened.get(OPEN_SECONDS, TimeUnit.SECONDS);
            leg.connect(PCMU, peer, true);
            return new Leg(leg, local);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no port for another leg", e);
        }
    }

    /** What a leg tells, of which only its port counts here. */
    private record Opened(CompletableFuture<InetSocketAddress> at) implements MediaEvents {

        @Override
        public void opened(InetSocketAddress local) {
            at.complete(local);
        }

        @Override
        public void failed(String problem) {
            at.completeExceptionally(new IllegalStateException(problem));
        }

        @Override
        public void key(char key, int durationMillis) {}

        @Override
        public void played(int generation) {}

        @Override
        public void closed(MediaStatistics statistics) {}
    }

    /** CPU that the loops have used, the kernel's work for it too, in nanoseconds. */
    static long cpuNanos() {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(each -> each != null && each.getThreadName().startsWith(LOOPS))
                .mapToLong(each -> threads.getThreadCpuTime(each.getThreadId()))
                .sum();
    }

    /** Direct memory that Netty's pool has taken, used or not. */
    static long pooledOctets() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    @Override
    public void close() {
        engine.close();
    }
}
