package org.strowger.sip.core;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.message.InboundMessage;

/**
 * The early dialogs of one INVITE of ours in which provisional responses came reliably, and their
 * PRACKs (RFC 3262, section 4).
 */
final class EarlyForks {

    /** Further ones are passed over. */
    private static final int MOST = 8;

    private static final int LONGEST_NUMBER = 10;

    /** What is known of one early dialog. */
    private record Fork(Dialog dialog, long lastNumber) {}

    private final SipContext sip;
    private final long inviteNumber;
    private final Function<InboundMessage, Dialog> dialogOf;
    private final Map<String, Fork> forks = new HashMap<>();

    /**
     * @param dialogOf makes the dialog that a response with a To tag opens
     */
    EarlyForks(SipContext sip, long inviteNumber, Function<InboundMessage, Dialog> dialogOf) {
        this.sip = sip;
        this.inviteNumber = inviteNumber;
        this.dialogOf = dialogOf;
    }

    /** Whether a provisional response wants a PRACK. */
    static boolean isReliable(InboundMessage response) {
        return OptionTags.has(response.index(), "Require", "100rel")
                && !response.index().toTag().isEmpty();
    }

    /**
     * A reliable response came.
     *
     * @return false for one to pass over: a copy, one that comes too early, or one without a number
     */
    boolean take(InboundMessage response) {
        var tag = response.index().toTag();
        long number = number(response.index().header("RSeq"));
        var known = forks.get(tag);
        if (number == 0
                || (known == null && forks.size() == MOST)
                || (known != null && number != known.lastNumber + 1)) {
            return false;
        }
        var dialog = known == null ? dialogOf.apply(response) : known.dialog;
        forks.put(tag, new Fork(dialog, number));
        acknowledge(dialog, number);
        return true;
    }

    /** The dialog goes on: its next request has a higher number than its last PRACK. */
    void confirm(Dialog dialog, String tag) {
        var fork = forks.get(tag);
        if (fork != null) {
            dialog.continueAfter(fork.dialog);
        }
    }

    private void acknowledge(Dialog dialog, long number) {
        var flow = dialog.flow();
        var lines = "RAck: " + number + ' ' + inviteNumber + " INVITE\r\n" + SipContext.USER_AGENT;
        new DialogRequest(sip, dialog, flow, "PRACK", lines, ResponseHead.NO_BODY, Leg.NO_MATTER)
                .send();
    }

    /** 1 to 2**32 - 1 (section 7.1); 0 for anything else. */
    private static long number(@Nullable String text) {
        var digits = text == null ? "" : text.strip();
        boolean usable =
                !digits.isEmpty()
                        && digits.length() <= LONGEST_NUMBER
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = usable ? Long.parseLong(digits) : 0;
        return number < 1L << 32 ? number : 0;
    }
}
