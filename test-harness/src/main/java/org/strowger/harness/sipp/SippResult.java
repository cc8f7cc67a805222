package org.strowger.harness.sipp;

/**
 * How a run of SIPp ended.
 *
 * @param exit 0 when every call succeeded, 1 when one failed (see {@code sipp -h})
 * @param created calls made or taken
 * @param successful that went through the scenario to its end
 * @param failed that did not
 * @param retransmissions sent, of all messages
 * @param errors what it wrote into its error file, empty as a rule
 */
public record SippResult(
        int exit, long created, long successful, long failed, long retransmissions, String errors) {

    /** In one line, with the first lines of the errors when there are any. */
    public String summary() {
        return "exit %d, %d created, %d successful, %d failed, %d retransmissions %s"
                .formatted(
                        exit,
                        created,
                        successful,
                        failed,
                        retransmissions,
                        errors.substring(0, Math.min(errors.length(), 3_000)));
    }
}
