package org.strowger.harness.load.conservation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.strowger.harness.load.conservation.Evidence.Rest;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.process.SwitchProcess;

/** What the switch still holds, and what must never have happened to it. */
final class RestSums {

    /** What must be zero when no call is left. */
    static final List<String> AT_REST =
            Stream.concat(SwitchProcess.AT_REST.stream(), Stream.of("gauge.idleAndWaiting"))
                    .toList();

    /** Counters that only a defect or a lack makes grow. */
    static final List<String> DEFECTS =
            List.of(
                    "counter.acd.defects",
                    "counter.acd.ignoredEvents",
                    "counter.acd.journalLost",
                    "counter.sip.internal_error",
                    "counter.media.bindFailures",
                    "counter.media.legsFailed",
                    "counter.media.promptsMissing",
                    "counter.records.spool.beyondLimit",
                    "counter.records.spool.unwritable",
                    "counter.records.spool.shortened",
                    "counter.records.spool.defects",
                    "counter.records.spool.failedWrites",
                    "counter.records.loader.failures",
                    "counter.records.loader.refusedEvents",
                    "counter.records.loader.damaged");

    /**
     * Files and threads that a process may open without a call: connections, pools, the JVM's own.
     */
    static final long ALLOWANCE = 16;

    private RestSums() {}

    static Finding left(Rest rest) {
        var left = new TreeMap<String, Long>();
        for (var name : AT_REST) {
            long value = rest.after().getOrDefault(name, 0L);
            if (value != 0) {
                left.put(name, value);
            }
        }
        if (rest.grown("timers") > 0) {
            left.put("timers", rest.grown("timers"));
        }
        return new Finding(
                "nothing left",
                left.isEmpty() && rest.calls().isEmpty(),
                left.isEmpty()
                        ? "all %d counts are back".formatted(AT_REST.size() + 1)
                        : text(left),
                rest.calls());
    }

    static Finding handles(Rest rest) {
        var before = rest.handlesBefore();
        var after = rest.handlesAfter();
        return Finding.of(
                "files and threads back",
                after.files() <= before.files() + ALLOWANCE
                        && after.threads() <= before.threads() + ALLOWANCE,
                "files %d, then %d; threads %d, then %d; %d more are allowed"
                        .formatted(
                                before.files(),
                                after.files(),
                                before.threads(),
                                after.threads(),
                                ALLOWANCE));
    }

    static Finding defects(Rest rest) {
        var grown = new TreeMap<String, Long>();
        for (var name : DEFECTS) {
            if (rest.grown(name) != 0 && !rest.excused().contains(name)) {
                grown.put(name, rest.grown(name));
            }
        }
        var excused = rest.excused().isEmpty() ? "" : "; excused: " + rest.excused();
        return Finding.of(
                "no defect counted",
                grown.isEmpty(),
                (grown.isEmpty() ? "all %d are 0".formatted(DEFECTS.size()) : text(grown))
                        + excused);
    }

    private static String text(Map<String, Long> counts) {
        return "not 0: " + counts;
    }
}
