package org.strowger.harness.overload;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.strowger.harness.farm.AnswerPlan;
import org.strowger.harness.farm.Carrier;
import org.strowger.harness.load.Cores;
import org.strowger.harness.load.report.JsonFile;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.process.SwitchProcess;
import org.strowger.harness.rtp.SoundSource;

/**
 * Offers a switch of its own, which has the first core, three times what it can serve, from the
 * second. Calls that were there before must stay, as many must be served as without the flood, or
 * nearly, and a moment later it must be as if nothing had been.
 */
public final class Overload {

    private static final double TIMES = 3;
    private static final double REFUSAL_MICROS = 8;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration BASE = Duration.ofSeconds(15);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int AFTER_SECONDS = 12;
    private static final double NORMAL_WITHIN_S = 5;
    private static final double REALLY_OFFERED = 0.95;
    private static final int HELD = 200;
    private static final double HELD_RATE = 50;
    private static final String HELD_NUMBER = "4004";
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final OverloadSettings settings;
    private final PrintStream progress;
    private final SwitchProcess strowger;
    private final List<Finding> findings = new ArrayList<>();
    private double maximum;

    private Overload(OverloadSettings settings, PrintStream progress, SwitchProcess strowger) {
        this.settings = settings;
        this.progress = progress;
        this.strowger = strowger;
    }

    /**
     * Runs it; takes four minutes beside the flood.
     *
     * @param progress for a line on each part
     * @return the result, which also lies in the folder as overload.json, and as a page
     */
    public static OverloadResult run(OverloadSettings settings, PrintStream progress)
            throws IOException {
        Files.createDirectories(settings.out());
        var cores = Cores.apart();
        cores.pinThisProcess(settings.out());
        var launch =
                SwitchProcess.Launch.measured(cores.ofSwitch(), settings.heap(), List.of(), LIFE);
        var result = flooded(settings, launch, progress);
        if (settings.carried() == OverloadSettings.Kind.ANSWER) { // It is the same for all calls.
            result = result.with(refusal(settings, TIMES * result.maximum(), launch, progress));
        }
        JsonFile.write(result, settings.out().resolve("overload.json"));
        OverloadPage.write(result, settings.out());
        return result;
    }

    private static OverloadResult flooded(
            OverloadSettings settings, SwitchProcess.Launch launch, PrintStream progress)
            throws IOException {
        try (var strowger = SwitchProcess.start(Rush.conf("127.17.0."), settings.out(), launch);
                var _ = carrier(strowger, settings)) {
            return new Overload(settings, progress, strowger).run();
        }
    }

    private static Finding refusal(
            OverloadSettings settings,
            double rate,
            SwitchProcess.Launch launch,
            PrintStream progress)
            throws IOException {
        var conf = ConfFolder.create().calls(HELD);
        try (var full = SwitchProcess.start(conf, settings.out().resolve("full"), launch)) {
            var cost = new FullSwitch(full, progress).refusals(HELD, rate);
            return Finding.of(
                    "a refusal",
                    cost.micros() <= REFUSAL_MICROS,
                    "%.1f us of CPU, the most of a part %.1f, at most %.0f; a bare datagram costs %.2f us"
                            .formatted(
                                    cost.micros(), cost.most(), REFUSAL_MICROS, cost.yardstick()));
        }
    }

    private static Closing carrier(SwitchProcess strowger, OverloadSettings settings) {
        if (settings.carried() == OverloadSettings.Kind.ANSWER) {
            return () -> {};
        }
        var at = Ports.at(strowger.conf().trunkPort());
        var carrier = Carrier.start(at, AnswerPlan.NORMAL, 1, SoundSource.none());
        return carrier::close;
    }

    /** One whose end does not fail. */
    @FunctionalInterface
    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    private OverloadResult run() throws IOException {
        try (var held = Rush.to(strowger.sip(), HELD_NUMBER);
                var rush = Rush.to(strowger.sip(), settings.carried().number())) {
            say("warm-up", rush.call(settings.carried().first() / 2, WARM_UP));
            int before = held.hold(HELD_RATE, HELD);
            var base = base(rush);
            maximum = base.wanted();
            double half = maximum / 2;
            double began = seconds();
            var flood = flood(TIMES * maximum, settings.time(), rush);
            judge(flood);
            var after = after(rush, half, began + flood.seconds());
            find("calls that were there", before == HELD && held.hungUp() == 0, before + " held");
            long left = held.release();
            find("calls that stayed", left == before, left + " of " + before);
            return new OverloadResult(settings.carried(), maximum, base, flood, after, findings);
        }
    }

    /** The maximum that is given, or the one that is found and kept up. */
    private Tally base(Rush rush) throws IOException {
        if (settings.maximum() > 0) {
            return say("maximum", rush.call(settings.maximum(), BASE));
        }
        return Maximum.of(rush, settings.carried().first(), BASE, progress);
    }

    private Tally flood(double rate, Duration time, Rush rush) throws IOException {
        long unread = KernelDrops.of(strowger.sip());
        long unheard = rush.unheard();
        var tally = say("flood", rush.call(rate, time));
        progress.printf(
                "    receive buffers: %d lost to the switch, %d to its callers%n",
                KernelDrops.of(strowger.sip()) - unread, rush.unheard() - unheard);
        return tally;
    }

    private void judge(Tally flood) {
        double offered = flood.offeredPerSecond() / (TIMES * maximum);
        find(
                "really offered",
                offered >= REALLY_OFFERED,
                "%.0f %% of three times the maximum".formatted(100 * offered));
        double share = flood.goodput() / maximum;
        find(
                "goodput",
                share >= settings.carried().leastGoodput(),
                "%.0f %% of the maximum, at least %.0f %%"
                        .formatted(100 * share, 100 * settings.carried().leastGoodput()));
    }

    private List<Tally> after(Rush rush, double rate, double floodEnded) throws IOException {
        var after = new ArrayList<Tally>();
        double normal = seconds();
        for (int i = 0; i < AFTER_SECONDS; i++) {
            var second = say("after", rush.call(rate, SECOND));
            after.add(second);
            if (!second.isGood()) {
                normal = seconds();
            }
        }
        double took = normal - floodEnded;
        find(
                "normal service",
                took <= NORMAL_WITHIN_S && after.getLast().isGood(),
                "%.1f s after the flood".formatted(took));
        return after;
    }

    private static double seconds() {
        return System.nanoTime() / 1e9;
    }

    private Tally say(String what, Tally tally) {
        progress.printf("  %s: %s%n", what, tally.text());
        return tally;
    }

    private void find(String name, boolean holds, String detail) {
        findings.add(Finding.of(name, holds, detail));
    }
}
