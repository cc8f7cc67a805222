package org.strowger.harness.farm;

/** Times that callers measure. */
public enum Latency {
    /** INVITE to the first 100. */
    TRYING,
    /** INVITE to the first of 180 to 199. */
    RINGING,
    /** INVITE to 200. */
    ANSWERED,
    /** BYE to its 200. */
    BYE_ANSWERED
}
