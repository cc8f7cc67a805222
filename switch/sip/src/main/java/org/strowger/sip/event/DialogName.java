package org.strowger.sip.event;

/**
 * What a dialog of ours with a phone is found by (RFC 3261, section 12), and so replaced by (RFC
 * 3891).
 *
 * @param ours our tag
 * @param theirs the phone's tag; empty while it has said none
 */
public record DialogName(String callId, String ours, String theirs) {

    /** Of a dialog that nothing can be said of yet. */
    public static final DialogName NONE = new DialogName("", "", "");

    /** What a phone makes longer than this is not told to others: documents have their limit. */
    private static final int LONGEST = 256;

    /** Whether others can find the dialog by it. */
    boolean isWhole() {
        return !theirs.isEmpty() && callId.length() + theirs.length() <= LONGEST;
    }
}
