package org.strowger.harness.load.result;

/** Names of samples' values and of response times, where more than one place uses them. */
public final class Names {

    // Response times, see Round.times.

    /** From INVITE to 100. */
    public static final String INVITE_100 = "INVITE-100";

    /** From INVITE to 180; the SRD of RFC 6076, section 4.3.1, where a phone rings. */
    public static final String INVITE_180 = "INVITE-180";

    /** From INVITE to 200; the SRD of RFC 6076 where the switch answers by itself. */
    public static final String INVITE_200 = "INVITE-200";

    /** From BYE to its 200: SDD, session disconnect delay (RFC 6076, section 4.4). */
    public static final String SDD = "SDD";

    /** From REGISTER to 200: RRD, registration request delay (RFC 6076, section 4.1). */
    public static final String RRD = "RRD";

    // Values of samples.

    /** Calls a second since the sample before. */
    public static final String OFFERED = "offered";

    public static final String CARRIED = "carried";
    public static final String FAILED = "failed";

    /** Messages that the generator sent again, a second, since the sample before. */
    public static final String RETRANSMISSIONS = "retransmissions";

    /** Offers to agents, a second, since the sample before. */
    public static final String OFFERS = "offers";

    /** Calls that live in the switch. */
    public static final String LIVE = "live";

    /** Share of one core, 0 to the number of cores. */
    public static final String SWITCH_CPU = "switchCpu";

    public static final String GENERATOR_CPU = "generatorCpu";
    public static final String HEAP_USED = "heapUsed";

    /** Live data after the last collection. */
    public static final String HEAP_LIVE = "heapLive";

    /** Live objects, counted by a full collection that was made for this sample. */
    public static final String HEAP_FULL = "heapFull";

    public static final String RSS = "rss";
    public static final String THREADS = "threads";

    /** Open file descriptors. */
    public static final String FILES = "files";

    /** Microseconds that collections stopped the switch, since the sample before. */
    public static final String GC_PAUSE = "gcPause";

    /** Microseconds of the longest step of the signalling thread so far. */
    public static final String LONGEST_STEP = "longestStep";

    /** Callers in queues. */
    public static final String WAITING = "waiting";

    /** Agents by state: this, a dot, and the state. */
    public static final String AGENTS = "agents";

    /** Microseconds, of the calls that were answered since the sample before. */
    public static final String INVITE_200_P50 = "invite200p50";

    public static final String INVITE_200_P99 = "invite200p99";
    public static final String RTP_LOST = "rtpLost";
    public static final String RTP_JITTER = "rtpJitter";
    public static final String RTP_LATENESS_P99 = "rtpLatenessP99";

    private Names() {}
}
