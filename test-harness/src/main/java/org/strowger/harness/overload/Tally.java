package org.strowger.harness.overload;

/**
 * What became of a rush.
 *
 * @param wanted INVITEs a second that were asked for
 * @param seconds for how long it was offered
 * @param offered INVITEs that left
 * @param served calls that were answered within {@link Rush#IN_TIME}, and whose BYE was answered
 * @param late calls that were answered later
 * @param refused 503
 * @param failed refused otherwise
 * @param silent no final response
 * @param hanging answered calls whose BYE was not
 */
public record Tally(
        double wanted,
        double seconds,
        long offered,
        long served,
        long late,
        long refused,
        long failed,
        long silent,
        long hanging) {

    /** INVITEs a second that really left. */
    public double offeredPerSecond() {
        return offered / seconds;
    }

    /** Calls a second that were served in time. */
    public double goodput() {
        return served / seconds;
    }

    /** Whether everybody was served in time. */
    public boolean isGood() {
        return served == offered;
    }

    /** For people. */
    public String text() {
        return "%.0f/s offered, %.0f/s served in time; %d late, %d refused, %d failed, %d without answer, %d hang"
                .formatted(offeredPerSecond(), goodput(), late, refused, failed, silent, hanging);
    }
}
