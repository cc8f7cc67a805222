package org.strowger.harness.load;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.caller.CallerOutcome;
import org.strowger.harness.load.conservation.Conservation;
import org.strowger.harness.load.conservation.Evidence;
import org.strowger.harness.load.conservation.Evidence.Fate;
import org.strowger.harness.load.result.Finding;

/** What is checked after a round: conservation, and what its profile promises. */
final class Findings {

    private final RoundPlan plan;

    private final Sums all;
    private final Sums measured;
    private final boolean partial;

    /**
     * Of a round.
     *
     * @param all every call, those of the warm-up too
     * @param measured without those
     * @param partial whether it ended before its time
     */
    Findings(RoundPlan plan, Sums all, Sums measured, boolean partial) {
        this.plan = plan;
        this.all = all;
        this.measured = measured;
        this.partial = partial;
    }

    List<Finding> of(Inside inside, Evidence.@Nullable Answerers called) {
        var findings = new ArrayList<Finding>();
        findings.add(generatorRan());
        if (plan.profile() == Profile.FLOOD) {
            findings.add(refusedWell());
        } else if (!plan.settings().findLimit()) {
            findings.add(completed());
        }
        if (partial) {
            findings.add(
                    Finding.of(
                            "conservation",
                            true,
                            "not checked: the round ended before its records were there"));
        } else if (inside.canLook()) {
            findings.addAll(Conservation.check(evidence(inside, called)));
        } else {
            findings.add(
                    Finding.of(
                            "conservation",
                            true,
                            "not checked: records, distributor and counts are behind the control"
                                    + " door, and --data does not name the target's data folder"));
        }
        return findings;
    }

    private Evidence evidence(Inside inside, Evidence.@Nullable Answerers called) {
        var dialling = all.dialling();
        return new Evidence(
                new Evidence.Callers(dialling.sessions(), callers(dialling), unsure()),
                inside.records(),
                called,
                inside.journal(),
                inside.left());
    }

    /** Datagrams were lost, or somebody died, so a caller may not know what the switch knows. */
    private boolean unsure() {
        var failures = all.sessions().failures();
        return partial
                || failures.containsKey(CallerOutcome.TIMEOUT)
                || failures.containsKey(CallerOutcome.UNFINISHED);
    }

    private static List<Evidence.Caller> callers(Sums sums) {
        var callers = new ArrayList<Evidence.Caller>();
        for (var outcome : sums.outcomes()) {
            outcome.calls()
                    .forEach((number, call) ->
                            callers.add(new Evidence.Caller(String.valueOf(number), fate(call))));
        }
        return callers;
    }

    private static Fate fate(CallerOutcome.Call call) {
        if (call.established()) {
            return Fate.ESTABLISHED;
        }
        return switch (call.fate()) {
            case "503", "404" -> call.askedAgain() ? Fate.REFUSED_AGAIN : Fate.REFUSED;
            case CallerOutcome.TIMEOUT, CallerOutcome.UNFINISHED -> Fate.TIMED_OUT;
            default -> Fate.FAILED;
        };
    }

    private Finding completed() {
        var sessions = measured.sessions();
        var blamed = new ArrayList<String>();
        measured.outcomes()
                .forEach(outcome ->
                        outcome.calls()
                                .forEach((number, call) -> {
                                    if (!call.fate().equals(CallerOutcome.COMPLETED)) {
                                        blamed.add(String.valueOf(number));
                                    }
                                }));
        return new Finding(
                "every session completed",
                sessions.failed() == 0,
                "%d of %d failed %s"
                        .formatted(
                                sessions.failed(),
                                sessions.attempted(),
                                new TreeMap<>(sessions.failures())),
                blamed);
    }

    /**
     * RFC 3261, section 21.5.4, and RFC 6357: who is refused for load is told when to come back.
     */
    private Finding refusedWell() {
        var sessions = measured.sessions();
        long refused = sessions.failures().getOrDefault(CallerOutcome.REFUSED, 0L);
        return Finding.of(
                "503 with Retry-After, the rest good",
                refused > 0 && sessions.failed() == refused && measured.withoutRetryAfter() == 0,
                "%d of %d refused with 503, %d of them without Retry-After; %s"
                        .formatted(
                                refused,
                                sessions.attempted(),
                                measured.withoutRetryAfter(),
                                new TreeMap<>(sessions.failures())));
    }

    private Finding generatorRan() {
        var words =
                measured.outcomes().stream()
                        .map(CallerOutcome::lastWords)
                        .filter(last -> !last.isEmpty())
                        .toList();
        if (partial) {
            return Finding.of(
                    "generator offered all calls",
                    true,
                    "not checked: the round ended after " + measured.sessions().attempted());
        }
        return Finding.of(
                "generator offered all calls",
                words.isEmpty() || plan.settings().findLimit(),
                words.isEmpty() ? measured.sessions().attempted() + " calls" : words.toString());
    }
}
