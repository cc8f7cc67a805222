package org.strowger.harness.load.result;

import java.util.List;

/**
 * The search for the session establishment rate (RFC 7502).
 *
 * @param rate highest offered rate, in calls a second, at which no session failed
 * @param cpuMicrosPerCall of the switch at that rate
 * @param boundBy what gave way first: {@code switch}, or {@code generator} when it could not offer
 *     more
 * @param steps in the order in which they were tried
 */
public record Limit(double rate, double cpuMicrosPerCall, String boundBy, List<Step> steps) {

    /**
     * One rate that was tried.
     *
     * @param wanted calls a second
     * @param offered what was really sent, calls a second
     * @param failed sessions that were refused, or not over in time
     * @param late sessions that were established, but later than the Establishment Threshold Time
     * @param switchCpu share of its core, 0 to 1
     * @param generatorCpu share of its core, 0 to 1
     */
    public record Step(
            double wanted,
            double offered,
            double carried,
            long failed,
            long late,
            double switchCpu,
            double generatorCpu,
            long invite200p99) {

        /** All that did not succeed by RFC 7502's rule. */
        public long unsuccessful() {
            return failed + late;
        }
    }

    public Limit {
        steps = List.copyOf(steps);
    }
}
