package org.strowger.harness.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.strowger.harness.bench.CallerTexts;
import org.strowger.harness.bench.OneThreadSwitch;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Folders;
import org.strowger.server.conf.ConfReader;
import org.strowger.server.conf.SwitchConf;

/**
 * Heap that calls keep: live octets of this JVM with so many calls less those without, divided by
 * their number. The production code runs in this thread on a clock of its own, so that nothing else
 * comes and goes meanwhile.
 */
final class HeapFigures {

    static final double DIALOG_LIMIT = 800;
    static final double BRIDGED_LIMIT = 4_000;
    static final double COMPLETED_LIMIT = 600;

    /** Everything is loaded and filled for the first time. */
    private static final int WARM_UP = 500;

    /**
     * So many calls that what the spool keeps for the loader, which is bounded, is full before
     * anything is counted: here nobody loads.
     */
    private static final int UNTIL_SPOOL_IS_FULL = 6_000;

    private static final int CLASSES = 25;
    private static final long APART = TimeUnit.MILLISECONDS.toMicros(1);

    /** Twice 64*T1 and a bit: no transaction is left, nor a number in its place. */
    private static final long UNTIL_FORGOTTEN = TimeUnit.SECONDS.toMicros(70);

    /** What was counted, with what is kept alive until then. */
    private interface Stage {
        void call(long number);

        void forget();
    }

    private HeapFigures() {}

    static Measured dialog(BenchSettings settings) throws IOException {
        var sip = new SignallingAlone(conf(settings));
        var stage =
                new Stage() {
                    @Override
                    public void call(long number) {
                        sip.call(number);
                        sip.passes(APART);
                    }

                    @Override
                    public void forget() {
                        sip.passes(UNTIL_FORGOTTEN);
                    }
                };
        var kept = kept(stage, WARM_UP, settings.calls(), true);
        if (sip.dialogs() != settings.calls() + WARM_UP + 2) {
            throw new IllegalStateException(sip.dialogs() + " dialogs live");
        }
        return measured(Map.of("an established dialog", kept), DIALOG_LIMIT, settings);
    }

    static Measured bridged(BenchSettings settings) throws IOException {
        var conf = conf(settings);
        var strowger = new OneThreadSwitch(conf);
        var calls = new BridgedCalls(strowger, conf);
        var kept = kept(stage(strowger, calls::call), WARM_UP, settings.calls(), true);
        if (strowger.liveCalls() != settings.calls() + WARM_UP + 2) {
            throw new IllegalStateException(strowger.liveCalls() + " calls live");
        }
        return measured(Map.of("a bridged call", kept), BRIDGED_LIMIT, settings);
    }

    static Measured completed(BenchSettings settings) throws IOException {
        var conf = conf(settings);
        var strowger = new OneThreadSwitch(conf);
        var answered = completed(stage(strowger, call -> answer(strowger, call)), settings);
        var other = new OneThreadSwitch(conf);
        var calls = new BridgedCalls(other, conf);
        var bridged = completed(stage(other, call -> calls.end(call, calls.call(call))), settings);
        if (strowger.liveCalls() + other.liveCalls() != 0) {
            throw new IllegalStateException("calls live on");
        }
        var kept = new LinkedHashMap<String, Map<String, Double>>();
        kept.put("a completed call to 4001", answered);
        kept.put("a completed call to 4003, bridged", bridged);
        return measured(kept, COMPLETED_LIMIT, settings);
    }

    private static Map<String, Double> completed(Stage stage, BenchSettings settings) {
        return kept(stage, UNTIL_SPOOL_IS_FULL, settings.calls(), false);
    }

    private static Stage stage(OneThreadSwitch strowger, LongConsumer call) {
        return new Stage() {
            @Override
            public void call(long number) {
                call.accept(number);
                strowger.passes(APART);
            }

            @Override
            public void forget() {
                strowger.passes(UNTIL_FORGOTTEN);
            }
        };
    }

    private static void answer(OneThreadSwitch strowger, long number) {
        var tag = CallerTexts.toTag(strowger.receive(CallerTexts.invite(number, "4001")));
        strowger.receive(CallerTexts.ack(number, tag));
        strowger.receive(CallerTexts.bye(number, tag));
    }

    /**
     * Octets a call, all in all and by class.
     *
     * @param warmUp calls before those that are counted
     * @param late whether the calls are looked at when their transactions are over
     */
    private static Map<String, Double> kept(Stage stage, int warmUp, int calls, boolean late) {
        long number = 0;
        while (number < warmUp) {
            stage.call(++number);
        }
        stage.forget();
        stage.call(++number);
        var before = ClassHistogram.besideOne();
        for (int i = 0; i < calls; i++) {
            stage.call(++number);
        }
        if (late) {
            stage.forget();
            stage.call(++number); // What is forgotten is let go with the next message.
        }
        var after = ClassHistogram.now();
        var kept = new LinkedHashMap<String, Double>();
        kept.put("octets", (after.total() - before.total()) / (double) calls);
        kept.putAll(after.grown(before, calls, CLASSES));
        return kept;
    }

    private static Measured measured(
            Map<String, Map<String, Double>> kept, double limit, BenchSettings settings) {
        var findings = new ArrayList<Finding>();
        var figures = new LinkedHashMap<String, Object>();
        figures.put("calls", settings.calls());
        figures.put("limit, octets", limit);
        kept.forEach((what, octets) -> {
            double all = octets.getOrDefault("octets", Double.NaN);
            findings.add(
                    Finding.of(
                            "heap of " + what,
                            all <= limit,
                            "%.0f octets, at most %.0f (%d of them)"
                                    .formatted(all, limit, settings.calls())));
            figures.put(what, octets);
        });
        return new Measured(List.copyOf(findings), figures);
    }

    private static SwitchConf conf(BenchSettings settings) throws IOException {
        var folder = Files.createTempDirectory("strowger-bench");
        try {
            return ConfReader.read(write(folder, settings.calls() + 2 * WARM_UP));
        } finally {
            Folders.delete(folder);
        }
    }

    /** Media have no sockets here; there have to be ports enough all the same. */
    private static Path write(Path folder, int calls) {
        return ConfFolder.create()
                .calls(calls)
                .rtpAddresses("127.18.0.", 4)
                .rtpPorts(2_000, 65_000)
                .write(folder);
    }
}
