package org.strowger.sip.guard;

/** What nobody honest does often. */
public enum Offence {
    /** Credentials that are not right. */
    WRONG_PASSWORD(0, "wrong passwords"),
    /** A REGISTER for a user, or a call to a number, that does not exist. */
    UNKNOWN(1, "unknown users and numbers"),
    /** Not SIP, not within the limits, or against the grammar. */
    MALFORMED(2, "malformed messages"),
    /** A request inside a dialog, or a CANCEL, that belongs to nothing. */
    STRAY(3, "requests in calls that do not exist"),
    /** The User-Agent of a known scanner. */
    SCANNER(4, "a scanner's User-Agent"),
    /** More requests than a source may begin. */
    FLOOD(5, "too many requests");

    private final int bucket;
    private final String text;

    Offence(int bucket, String text) {
        this.bucket = bucket;
        this.text = text;
    }

    /** Which of a source's buckets. */
    int bucket() {
        return bucket;
    }

    /**
     * Whether a datagram proves who did it: a password counts as wrong only with a nonce that we
     * sent to its source.
     */
    boolean isProven() {
        return this == WRONG_PASSWORD;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
