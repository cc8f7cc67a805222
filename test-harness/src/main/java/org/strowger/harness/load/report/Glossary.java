package org.strowger.harness.load.report;

import java.util.List;

/** The metrics of the page, a line each. */
final class Glossary {

    private record Entry(String name, String meaning) {}

    private static final List<Entry> ENTRIES =
            List.of(
                    new Entry(
                            "SER",
                            "session establishment ratio (RFC 6076, 4.6): calls answered with 200"
                                    + " over calls attempted"),
                    new Entry(
                            "SCR",
                            "session completion ratio (RFC 6076, 4.9): calls that went to the end"
                                    + " of their scenario over calls attempted"),
                    new Entry(
                            "SRD",
                            "session request delay (RFC 6076, 4.3.1): INVITE-180 where a phone"
                                    + " rings, INVITE-200 where the switch answers by itself"),
                    new Entry("INVITE-100", "from sending INVITE to 100 Trying"),
                    new Entry(
                            "SDD",
                            "session disconnect delay (RFC 6076, 4.4): from BYE to its answer"),
                    new Entry(
                            "RRD",
                            "registration request delay (RFC 6076, 4.1): from REGISTER to 200"),
                    new Entry(
                            "session establishment rate",
                            "RFC 7502: the highest offered rate at which no session failed"),
                    new Entry("offered", "calls that the generator really sent, per second"),
                    new Entry("carried", "calls that were established, per second"),
                    new Entry("retransmissions", "messages that the generator sent again"),
                    new Entry(
                            "CPU per call",
                            "processor time of all threads of the switch over calls attempted;"
                                    + " the generator's is apart"),
                    new Entry(
                            "heap live",
                            "what is left after a collection; heap used is with waste"),
                    new Entry("resident", "memory of the switch's process as the kernel counts it"),
                    new Entry(
                            "longest signalling step",
                            "how long one piece of work held the thread that owns all calls"),
                    new Entry("jitter", "mean change of a packet's travel time (RFC 3550, 6.4.1)"),
                    new Entry(
                            "lateness",
                            "how far behind its 20 ms grid a packet came; the generator's own"
                                    + " lateness is part of it"),
                    new Entry("wait", "from entering the queue to the agent's answer"),
                    new Entry("p99", "99 of 100 values were as low as this or lower"));

    private Glossary() {}

    static void write(Html html) {
        html.open("section", "class", "glossary").element("h2", "What the names mean");
        html.open("dl");
        for (var entry : ENTRIES) {
            html.element("dt", entry.name()).element("dd", entry.meaning());
        }
        html.close("dl");
        html.element(
                "p", "\"" + Figures.MISSING + "\" is not zero: nobody looked, or nobody could.");
        html.close("section");
    }
}
