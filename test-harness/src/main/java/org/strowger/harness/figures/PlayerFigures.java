package org.strowger.harness.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.strowger.harness.load.Cores;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.process.ProjectFolder;
import org.strowger.harness.rtp.ArrivalGrid;
import org.strowger.harness.rtp.RtpHeader;
import org.strowger.harness.rtp.SlotClock;

/**
 * Legs that hear music on hold, of two loops on all cores: CPU a packet, against that of a bare
 * thread that sends the same packets from as many sockets, and how far from their tick they leave,
 * by the kernel's stamps. The bare thread has a core for itself and sends what it can, which is the
 * cheapest way: at 250,000 packets a second one core may be too few.
 */
final class PlayerFigures {

    static final double FLOOR_LIMIT = 1.3;
    static final double MICROS_LIMIT = 4;
    static final long PACING_LIMIT_MICROS = 5_000;
    private static final double Q = 99.9;
    private static final long HIGHEST_MICROS = 10_000_000;
    private static final int DIGITS = 3;
    private static final int TIMESTAMP_AT = 4;
    private static final double PACKETS_A_SECOND = 50;
    private static final int LOOPS = 2;
    private static final int NO_BUFFER = 4_096;

    /** Voice of one leg of 32, in whatever steps ports are given to loops. */
    private static final String SOME = "udp and udp[4:2] = 180 and udp[0:2] & 0x3e0 = 0x1e0";

    /** To begin to see packets takes the cores from those who send them. */
    private static final long SETTLES_NANOS = 1_000_000_000;

    private static final Duration SPARE = Duration.ofMinutes(1);
    private static final double REALLY_HEARD = 0.99;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(10);

    private PlayerFigures() {}

    static Measured measure(BenchSettings settings, PrintStream progress) throws IOException {
        long nanos = TimeUnit.SECONDS.toNanos(settings.seconds());
        long warmUp = Math.min(WARM_UP_NANOS, nanos);
        var cores = settings.cores();
        double floor = floor(settings, cores, warmUp, nanos);
        progress.printf("  floor: %.2f us a packet%n", floor);
        var prompts = ProjectFolder.find().resolve("ivr-scripts/prompts");
        try (var phones = new VoiceSocket();
                var engine = new EngineUnderLoad(prompts, LOOPS)) {
            var legs = engine.open(settings.legs(), phones.address());
            cores.spread(settings.out()); // The loops run from the first leg, and the ear.
            legs.forEach(leg -> leg.media().music());
            LockSupport.parkNanos(warmUp);
            phones.begin();
            long cpu = EngineUnderLoad.cpuNanos();
            long begun = System.nanoTime();
            LockSupport.parkNanos(nanos);
            long heard = phones.heard();
            double used = EngineUnderLoad.cpuNanos() - cpu;
            double took = (System.nanoTime() - begun) / 1e9;
            var limit = Duration.ofNanos(nanos).plus(SPARE);
            try (var capture = Capture.ofVoice(SOME, settings.out(), limit)) {
                LockSupport.parkNanos(nanos); // After the rest, as to be seen costs CPU, too.
                return measured(settings, heard, used, took, floor, lateness(capture.end()));
            }
        }
    }

    /** Behind the grid of the earliest packet of each stream, in microseconds. */
    private static Histogram lateness(List<Pcap.Datagram> datagrams) {
        var lateness = new Histogram(HIGHEST_MICROS, DIGITS);
        var grids = new HashMap<Integer, ArrivalGrid>();
        long settled = datagrams.isEmpty() ? 0 : datagrams.getFirst().nanos() + SETTLES_NANOS;
        for (var datagram : datagrams) {
            if (datagram.nanos() < settled) {
                continue;
            }
            int timestamp = ByteBuffer.wrap(datagram.payload()).getInt(TIMESTAMP_AT);
            long late =
                    grids.computeIfAbsent(datagram.fromPort(), _ -> new ArrivalGrid())
                            .onPacket(datagram.nanos(), timestamp);
            lateness.recordValue(Math.min(late / 1_000, HIGHEST_MICROS));
        }
        return lateness;
    }

    private static Measured measured(
            BenchSettings settings,
            long heard,
            double cpu,
            double seconds,
            double floor,
            Histogram lateness) {
        double sent = settings.legs() * PACKETS_A_SECOND * seconds;
        double micros = cpu / 1e3 / Math.max(1, heard);
        var figures = new LinkedHashMap<String, Object>();
        figures.put("players", settings.legs());
        figures.put("cores", cpu / 1e9 / seconds);
        figures.put("CPU of a packet that is heard, us", micros);
        figures.put("CPU of a packet of the floor, us", floor);
        figures.put("heard of what was to be sent", heard / sent);
        figures.put("behind their tick, us", percentiles(lateness));
        long late = lateness.getValueAtPercentile(Q);
        return new Measured(
                List.of(
                        Finding.of(
                                "players' packets arrive",
                                heard > REALLY_HEARD * sent,
                                "%d of %.0f".formatted(heard, sent)),
                        Finding.of(
                                "CPU of a player's packet",
                                micros <= MICROS_LIMIT && micros <= FLOOR_LIMIT * floor,
                                "%.2f us, %.2f times the floor (limit %.1f us, %.1f times)"
                                        .formatted(
                                                micros, micros / floor, MICROS_LIMIT, FLOOR_LIMIT)),
                        Finding.of(
                                "players' packets are on time",
                                lateness.getTotalCount() > 0 && late <= PACING_LIMIT_MICROS,
                                "99.9 %% of %d within %.2f ms of their tick (limit 5 ms)"
                                        .formatted(lateness.getTotalCount(), late / 1e3))),
                figures);
    }

    static Map<String, Long> percentiles(Histogram of) {
        var all = new LinkedHashMap<String, Long>();
        for (double q : new double[] {50, 90, 99, 99.9, 99.99}) {
            all.put("p" + q, of.getValueAtPercentile(q));
        }
        all.put("most", of.getMaxValue());
        return all;
    }

    /** A thread that does nothing but send the same packets, spread in the same way. */
    private static double floor(BenchSettings settings, Cores cores, long warmUp, long nanos)
            throws IOException {
        // Made here, as a thread begins on the core of who starts it: the ear keeps the second one.
        try (var phones = new VoiceSocket()) {
            var to = phones.address();
            return Alone.on(cores, settings.out(), () -> floor(settings.legs(), to, warmUp, nanos));
        }
    }

    private static double floor(int sockets, InetSocketAddress to, long warmUp, long nanos)
            throws IOException {
        var open = new ArrayList<LoopbackSocket>(sockets);
        try {
            for (int i = 0; i < sockets; i++) {
                open.add(LoopbackSocket.open(NO_BUFFER));
            }
            long before = send(open, to.getPort(), warmUp);
            var threads = ManagementFactory.getThreadMXBean();
            long cpu = threads.getCurrentThreadCpuTime();
            long sent = send(open, to.getPort(), nanos);
            double used = threads.getCurrentThreadCpuTime() - cpu;
            if (before == 0 || sent == 0) {
                throw new IllegalStateException("nothing was sent");
            }
            return used / 1e3 / sent;
        } finally {
            open.forEach(LoopbackSocket::close);
        }
    }

    private static long send(List<LoopbackSocket> sockets, int port, long nanos) {
        var packet = Arena.ofAuto().allocate(RtpHeader.LENGTH + RtpHeader.FRAME);
        long begin = System.nanoTime();
        var clock = new SlotClock(begin);
        long sent = 0;
        while (clock.dueAt() - begin < nanos) {
            LockSupport.parkNanos(clock.dueAt() - System.nanoTime());
            var _ = clock.skip(System.nanoTime());
            for (int i = clock.take(); i < sockets.size(); i += SlotClock.SLOTS) {
                sent += sockets.get(i).send(packet, port) ? 1 : 0;
            }
        }
        return sent;
    }
}
