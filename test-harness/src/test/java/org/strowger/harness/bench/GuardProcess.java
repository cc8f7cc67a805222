package org.strowger.harness.bench;

import java.time.Duration;
import org.strowger.harness.load.result.Finding;

/** Measures in a JVM of its own: the coverage agent of the tests makes some steps twice as slow. */
public final class GuardProcess {

    private GuardProcess() {}

    /** Ends with 1 when a step is slower or bigger than recorded, times the limit given. */
    public static void main(String[] arguments) {
        double limit = Double.parseDouble(arguments[0]);
        var measured = Guard.measure(Duration.ofMillis(20), 9);
        var findings = Guard.check(Ratios.recorded(), measured, limit);
        findings.forEach(System.out::println);
        System.exit(findings.stream().allMatch(Finding::holds) ? 0 : 1);
    }
}
