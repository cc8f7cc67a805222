package org.strowger.harness.load.conservation;

import java.util.ArrayList;
import java.util.List;
import org.strowger.harness.load.result.Finding;

/**
 * Nothing is lost, nothing is doubled, nothing stays behind: compares what callers, generator,
 * agents, distributor, records and the switch's own counts say of one run. Pure: no clock, no file,
 * no process.
 */
public final class Conservation {

    private Conservation() {}

    /**
     * Every sum that should agree, in a fixed order; each that does not names its calls.
     *
     * @return findings only about what there is evidence of
     */
    public static List<Finding> check(Evidence evidence) {
        var findings = new ArrayList<Finding>();
        var calls = new CallSums(evidence);
        findings.add(calls.generator());
        findings.add(calls.missing());
        findings.add(calls.doubled());
        findings.add(calls.strangers());
        findings.add(calls.established());
        findings.add(calls.outcomes());
        var answerers = evidence.answerers();
        if (answerers != null) {
            findings.add(calls.answered(answerers));
            findings.add(
                    Finding.of(
                            "one call at a time",
                            answerers.twoAtOnce() == 0,
                            "%d times two calls at once".formatted(answerers.twoAtOnce())));
        }
        var journal = evidence.journal();
        if (journal != null) {
            var sums = new QueueSums(evidence, journal);
            findings.add(sums.visits());
            findings.add(sums.exits());
            findings.add(sums.idle());
            findings.add(sums.ignored());
        }
        var rest = evidence.rest();
        if (rest != null) {
            findings.add(RestSums.left(rest));
            findings.add(RestSums.handles(rest));
            findings.add(RestSums.defects(rest));
        }
        return List.copyOf(findings);
    }
}
