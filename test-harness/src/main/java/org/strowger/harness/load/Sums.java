package org.strowger.harness.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.strowger.harness.load.caller.Answers;
import org.strowger.harness.load.caller.CallerOutcome;
import org.strowger.harness.load.caller.Manner;
import org.strowger.harness.load.caller.Times;
import org.strowger.harness.load.result.Limit;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Sample;
import org.strowger.harness.load.result.Sessions;

/** Several SIPps' outcomes as one. */
record Sums(List<CallerOutcome> outcomes) {

    private static final long MILLIS = 1_000;

    Sums {
        outcomes = List.copyOf(outcomes);
    }

    /** The sums; rates add up, as all called at the same time. */
    Sessions sessions() {
        var failures = new TreeMap<String, Long>();
        long attempted = 0;
        long established = 0;
        long completed = 0;
        long retransmissions = 0;
        double offered = 0;
        double carried = 0;
        for (var outcome : outcomes) {
            var sessions = outcome.sessions();
            sessions.failures().forEach((cause, n) -> failures.merge(cause, n, Long::sum));
            attempted += sessions.attempted();
            established += sessions.established();
            completed += sessions.completed();
            retransmissions += sessions.retransmissions();
            offered += sessions.offeredPerSecond();
            carried += sessions.carriedPerSecond();
        }
        return new Sessions(
                attempted,
                established,
                completed,
                attempted - completed,
                failures,
                retransmissions,
                offered,
                carried);
    }

    /** The sums of steps that followed one another; the rates are those of the limit. */
    Sessions sessionsAt(Limit limit) {
        var all = sessions();
        return new Sessions(
                all.attempted(),
                all.established(),
                all.completed(),
                all.failed(),
                all.failures(),
                all.retransmissions(),
                limit.rate(),
                limit.rate());
    }

    /** Those who made calls, without phones that register. */
    Sums dialling() {
        return new Sums(outcomes.stream().filter(one -> one.manner() != Manner.REGISTERS).toList());
    }

    /** These and others. */
    static Sums of(List<Sums> all) {
        return new Sums(all.stream().flatMap(one -> one.outcomes().stream()).toList());
    }

    Times times() {
        var all = new Times();
        outcomes.forEach(outcome -> all.add(outcome.times()));
        return all;
    }

    /** From the first call to the last thing that happened; the longest of them. */
    double seconds() {
        return outcomes.stream().mapToDouble(CallerOutcome::seconds).max().orElse(0);
    }

    /** Refusals with 503 that did not say when to come back. */
    long withoutRetryAfter() {
        return outcomes.stream().mapToLong(CallerOutcome::withoutRetryAfter).sum();
    }

    /** Samples with what is only known from the logs: calls carried and response times. */
    List<Sample> complete(List<Sample> samples, long startedMillis) {
        var bySecond = bySecond();
        var all = new ArrayList<Sample>(samples.size());
        double before = Double.NaN;
        for (var sample : samples) {
            double now = startedMillis / (double) MILLIS + sample.at();
            long second = (long) now - 1;
            var values = new HashMap<>(sample.values());
            if (!Double.isNaN(before)) {
                values.put(Names.OFFERED, rate("TotalCallCreated", before, now));
                values.put(Names.FAILED, rate("FailedCall(C)", before, now));
                values.put(Names.RETRANSMISSIONS, rate("Retransmissions(C)", before, now));
            }
            before = now;
            var times = bySecond.get(second);
            if (times != null) {
                values.put(Names.CARRIED, (double) times.count());
                values.put(Names.INVITE_200_P50, (double) times.at(50));
                values.put(Names.INVITE_200_P99, (double) times.at(99));
            } else {
                values.put(Names.CARRIED, 0.0);
            }
            all.add(new Sample(sample.at(), values));
        }
        return all;
    }

    /** Growth of one of SIPp's counts, a second, between two seconds of the epoch. */
    private double rate(String name, double from, double to) {
        double growth =
                outcomes.stream()
                        .map(CallerOutcome::course)
                        .mapToDouble(course -> course.at(name, to) - course.at(name, from))
                        .sum();
        return growth / (to - from);
    }

    private Map<Long, Answers> bySecond() {
        var all = new TreeMap<Long, Answers>();
        for (var outcome : outcomes) {
            outcome.bySecond()
                    .forEach((second, times) ->
                            all.computeIfAbsent(second, _ -> new Answers()).add(times));
        }
        return all;
    }
}
