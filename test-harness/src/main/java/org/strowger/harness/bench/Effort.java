package org.strowger.harness.bench;

/**
 * How much is done for a figure.
 *
 * @param jvms that measure the steps one after the other: each compiles a little differently
 * @param rounds of the steps in each of them
 * @param warmUp how often a step is done before it is measured
 * @param loads rounds of the laboratory
 */
public record Effort(int jvms, int rounds, int warmUp, int loads) {

    /** For a wide limit: under 45 s on a machine that does nothing else. */
    public static Effort brief() {
        return new Effort(1, 5, 10_000, 1);
    }

    /** For a narrow limit: about 3 minutes. */
    public static Effort thorough() {
        return new Effort(3, 15, 20_000, 3);
    }
}
