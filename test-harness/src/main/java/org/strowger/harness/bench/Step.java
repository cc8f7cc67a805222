package org.strowger.harness.bench;

import java.util.List;

/**
 * Something that is measured.
 *
 * @param name short and fixed: its key in the stored ratios
 * @param workload a class with one benchmark
 */
record Step(String name, Class<?> workload) {

    static final Step REFERENCE = new Step("reference", Reference.class);

    /** The hot steps of the switch, and a whole call. */
    static List<Step> all() {
        return List.of(
                new Step("SipIndex of an INVITE", SipIndexWorkload.class),
                new Step("five steps of a script", ScriptWorkload.class),
                new Step(
                        "call through the distributor, 1000 agents, 500 waiting",
                        DistributorWorkload.class),
                new Step("RTP header relayed and grid step", RtpWorkload.class),
                new Step("spool event encoded", SpoolWorkload.class),
                new Step("answer call, INVITE to record, one thread", AnswerCallWorkload.class));
    }
}
