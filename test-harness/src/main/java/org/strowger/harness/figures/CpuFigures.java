package org.strowger.harness.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.farm.AnswerPlan;
import org.strowger.harness.farm.Carrier;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.watch.ProcessView;
import org.strowger.harness.load.watch.ThreadTimes;
import org.strowger.harness.load.watch.Yardstick;
import org.strowger.harness.overload.Rush;
import org.strowger.harness.overload.Tally;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.process.SwitchProcess;
import org.strowger.harness.rtp.SoundSource;

/**
 * CPU a call of the whole process, warmed up, with everything on: script, RTP ports, spool and
 * database. The callers hang up as soon as they are answered. The switch has the first core, its
 * callers and the carrier the second.
 */
final class CpuFigures {

    /**
     * Who is called.
     *
     * @param number of the default configuration
     * @param limitMillis of CPU a call
     * @param share how many times the rate whose INVITE to 100 is measured: with more to do at a
     *     time each thing costs less, and this is two thirds of what the switch can serve
     */
    private record Kind(String number, double limitMillis, double share) {}

    private static final Kind ANSWER = new Kind("4001", 0.10, 25 / 9.0);
    private static final Kind BRIDGE = new Kind("4003", 0.25, 2 / 3.0);

    private static final int PARTS = 3;
    private static final double GENTLY = 5;
    private static final double MILLIS = 1e3;
    private static final Duration SPARE = Duration.ofMinutes(3);

    private final Kind kind;
    private final BenchSettings settings;
    private final PrintStream progress;

    private CpuFigures(Kind kind, BenchSettings settings, PrintStream progress) {
        this.kind = kind;
        this.settings = settings;
        this.progress = progress;
    }

    static Measured answer(BenchSettings settings, PrintStream progress) throws IOException {
        return new CpuFigures(ANSWER, settings, progress).measure();
    }

    static Measured bridge(BenchSettings settings, PrintStream progress) throws IOException {
        return new CpuFigures(BRIDGE, settings, progress).measure();
    }

    /** A part of the run. */
    private record Part(Tally tally, double millisPerCall, Map<String, Double> byThread) {}

    private Measured measure() throws IOException {
        var cores = settings.cores();
        var life = Duration.ofSeconds(settings.warmUpSeconds() + settings.seconds()).plus(SPARE);
        var launch =
                SwitchProcess.Launch.measured(cores.ofSwitch(), settings.heap(), List.of(), life);
        var conf = Rush.conf("127.20.0.");
        try (var _ = carrier(conf);
                var strowger = SwitchProcess.start(conf, settings.out(), launch);
                var rush = Rush.to(strowger.sip(), kind.number)) {
            warmUp(rush);
            double before = Yardstick.microsPerDatagram();
            var parts = new ArrayList<Part>();
            for (int i = 0; i < PARTS; i++) {
                parts.add(part(strowger.pid(), rush));
            }
            return measured(parts, Math.min(before, Yardstick.microsPerDatagram()));
        }
    }

    /** Gently first: a young JVM would refuse most, and learn to refuse. */
    private void warmUp(Rush rush) throws IOException {
        if (settings.warmUpSeconds() > 0) {
            var half = Duration.ofSeconds(settings.warmUpSeconds()).dividedBy(2);
            say("warm-up", rush.call(rate() / GENTLY, half));
            say("warm-up", rush.call(rate(), half));
        }
    }

    private @Nullable Carrier carrier(ConfFolder conf) {
        return kind.equals(BRIDGE)
                ? Carrier.start(
                        Ports.at(conf.trunkPort()), AnswerPlan.NORMAL, 1, SoundSource.none())
                : null;
    }

    private double rate() {
        return settings.rate() * kind.share;
    }

    private Part part(long pid, Rush rush) throws IOException {
        var process = new ProcessView(pid);
        var threads = ThreadTimes.of(pid);
        double before = process.cpuSeconds();
        var time = Duration.ofSeconds(settings.seconds()).dividedBy(PARTS);
        var tally = say("measured", rush.call(rate(), time));
        double used = process.cpuSeconds() - before;
        long calls = Math.max(1, tally.offered());
        var byThread = new LinkedHashMap<String, Double>();
        ThreadTimes.of(pid)
                .since(threads)
                .forEach((name, seconds) -> byThread.put(name, seconds * MILLIS / calls));
        return new Part(tally, used * MILLIS / calls, byThread);
    }

    private Tally say(String what, Tally tally) {
        progress.printf("  %s: %s%n", what, tally.text());
        return tally;
    }

    /**
     * By the least: other work of the machine makes a part dearer, and none cheaper.
     *
     * @param yardstick see {@link Yardstick}
     */
    private Measured measured(List<Part> parts, double yardstick) {
        var sorted = parts.stream().mapToDouble(Part::millisPerCall).sorted().toArray();
        var findings = new ArrayList<Finding>();
        findings.add(
                Finding.of(
                        "CPU a call of " + kind.number,
                        sorted[0] <= kind.limitMillis,
                        "%.4f ms, the most of a part %.4f, at most %.2f; a bare datagram costs %.2f us"
                                .formatted(
                                        sorted[0],
                                        sorted[PARTS - 1],
                                        kind.limitMillis,
                                        yardstick)));
        parts.forEach(part ->
                findings.add(Finding.of("calls served", part.tally.isGood(), part.tally.text())));
        var figures = new LinkedHashMap<String, Object>();
        figures.put("CPU a call, ms", sorted[0]);
        figures.put("limit, ms", kind.limitMillis);
        figures.put("a bare datagram there and back, us", yardstick);
        IntStream.range(0, PARTS)
                .forEach(i -> figures.put("part " + (i + 1) + ", ms a call", parts.get(i)));
        return new Measured(findings, figures);
    }
}
