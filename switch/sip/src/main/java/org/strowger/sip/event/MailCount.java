package org.strowger.sip.event;

/**
 * How many voice messages lie in a user's mailbox (RFC 3842).
 *
 * @param fresh that nobody has heard yet
 * @param old that were heard and kept
 */
public record MailCount(int fresh, int old) {

    /** An empty mailbox, or none at all. */
    public static final MailCount NONE = new MailCount(0, 0);

    public MailCount {
        if (fresh < 0 || old < 0) {
            throw new IllegalArgumentException("a mailbox with fewer messages than none");
        }
    }
}
