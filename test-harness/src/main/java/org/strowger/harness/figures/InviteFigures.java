package org.strowger.harness.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.watch.ProcessView;
import org.strowger.harness.overload.Rush;
import org.strowger.harness.overload.Tally;
import org.strowger.harness.process.SwitchProcess;

/**
 * How soon an INVITE to 4001 has its 100, at half of what the switch can serve: both stamped by the
 * kernel where they pass the loopback device, so that nothing of the generator's time is in it. The
 * switch has the first core, generator and tcpdump the second.
 */
final class InviteFigures {

    static final double LIMIT_MICROS = 1_000;
    private static final double Q = 0.99;
    private static final double REALLY_OFFERED = 0.95;
    private static final Duration SPARE = Duration.ofMinutes(2);

    private InviteFigures() {}

    static Measured measure(BenchSettings settings, PrintStream progress) throws IOException {
        var cores = settings.cores();
        var time = Duration.ofSeconds(settings.seconds());
        var life = time.plusSeconds(settings.warmUpSeconds()).plus(SPARE.multipliedBy(2));
        var launch =
                SwitchProcess.Launch.measured(cores.ofSwitch(), settings.heap(), List.of(), life);
        var folder = settings.out();
        try (var strowger = SwitchProcess.start(Rush.conf("127.19.0."), folder, launch);
                var rush = Rush.to(strowger.sip(), "4001")) {
            if (settings.warmUpSeconds() > 0) {
                var warmUp = Duration.ofSeconds(settings.warmUpSeconds());
                say(progress, "warm-up", rush.call(settings.rate(), warmUp));
            }
            try (var capture =
                    Capture.ofInvites(strowger.sip().getPort(), folder, time.plus(SPARE))) {
                var process = new ProcessView(strowger.pid());
                double cpu = process.cpuSeconds();
                var tally = say(progress, "measured", rush.call(settings.rate(), time));
                double used = process.cpuSeconds() - cpu;
                return measured(TryingTimes.of(capture.end()), tally, used);
            }
        }
    }

    private static Tally say(PrintStream progress, String what, Tally tally) {
        progress.printf("  %s: %s%n", what, tally.text());
        return tally;
    }

    private static Measured measured(TryingTimes times, Tally tally, double cpuSeconds) {
        double micros = times.quantile(Q);
        double offered = tally.offeredPerSecond() / tally.wanted();
        var figures = times.figures();
        figures.put("limit of p99.0, us", LIMIT_MICROS);
        figures.put("calls", tally);
        figures.put("share of the core", cpuSeconds / tally.seconds());
        return new Measured(
                List.of(
                        Finding.of(
                                "INVITE to 100, 99th percentile",
                                micros <= LIMIT_MICROS,
                                "%.0f us, at most %.0f; median %.0f us, 99.9 %% %.0f us, longest %.0f us"
                                        .formatted(
                                                micros,
                                                LIMIT_MICROS,
                                                times.quantile(0.5),
                                                times.quantile(0.999),
                                                times.quantile(1))),
                        Finding.of("calls served", tally.isGood(), tally.text()),
                        Finding.of(
                                "really offered",
                                offered >= REALLY_OFFERED,
                                "%.0f %% of %.0f calls/s"
                                        .formatted(100 * offered, tally.wanted()))),
                figures);
    }
}
