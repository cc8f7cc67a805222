package org.strowger.sip.core;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.sdp.AudioDescription;

/**
 * The early dialogs of one INVITE of ours in which provisional responses came reliably, and their
 * PRACKs (RFC 3262, section 4).
 */
final class EarlyForks {

    /** Further ones are passed over. */
    private static final int MOST = 8;

    private static final int LONGEST_NUMBER = 10;

    /**
     * What is known of one early dialog.
     *
     * @param session the other side's answer to our offer, or what it has offered since; null
     *     before that
     */
    private record Fork(Dialog dialog, long lastNumber, @Nullable AudioDescription session) {}

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
        var session = known == null ? null : known.session;
        if (session == null) {
            session = LocalSession.answerIn(response); // A second one is no answer (13.2.1).
        }
        forks.put(tag, new Fork(dialog, number, session));
        acknowledge(dialog, number);
        return true;
    }

    /** Whether our offer has been answered reliably there: then it may offer something itself. */
    boolean isSettled(String tag) {
        return session(tag) != null;
    }

    /**
     * The other side's session there: its first reliable answer, or what it has offered since.
     * Nothing that a later response to the INVITE has is an answer (RFC 3261, section 13.2.1; RFC
     * 6337, section 3.1.1).
     *
     * @return null while it has not answered reliably
     */
    @Nullable AudioDescription session(String tag) {
        var fork = forks.get(tag);
        return fork == null ? null : fork.session;
    }

    /** Answers an offer of who rings (RFC 3311): we have the media, so nobody else is asked. */
    void offered(Leg leg, InboundMessage update) {
        var tag = update.index().fromTag();
        var fork = forks.get(tag);
        if (fork == null || !fork.dialog.inOrder(update.index().cseq())) {
            sip.refuse(update, Refusal.of(500));
            return;
        }
        var lines = sip.contact(fork.dialog.flow()) + SipContext.ALLOW + "\r\n";
        var session = EarlyOffer.answer(leg, update, lines);
        if (session != null) {
            forks.put(tag, new Fork(fork.dialog, fork.lastNumber, session));
        }
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
