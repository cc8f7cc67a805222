package org.strowger.call;

/**
 * What a local user presses in a conversation to transfer the other party; empty for no such code.
 *
 * @param transfer before the number of a blind transfer
 * @param consult before the number of a consultation, which hanging up makes a transfer
 */
public record KeyCodes(String transfer, String consult) {

    /** No keys mean anything. */
    public static final KeyCodes NONE = new KeyCodes("", "");

    boolean areNone() {
        return transfer.isEmpty() && consult.isEmpty();
    }

    /** The keys with which a code begins. */
    String first() {
        var keys = new StringBuilder();
        if (!transfer.isEmpty()) {
            keys.append(transfer.charAt(0));
        }
        if (!consult.isEmpty()) {
            keys.append(consult.charAt(0));
        }
        return keys.toString();
    }

    boolean isCode(String pressed) {
        return pressed.equals(transfer) || pressed.equals(consult);
    }

    boolean isBeginning(String pressed) {
        return transfer.startsWith(pressed) || consult.startsWith(pressed);
    }
}
