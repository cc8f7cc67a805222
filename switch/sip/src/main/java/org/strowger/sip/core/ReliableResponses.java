package org.strowger.sip.core;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.transaction.InviteServerTransaction;

/**
 * Our provisional responses to who requires reliable ones (RFC 3262, section 3): one at a time,
 * each sent again after T1, and each time after twice as long, until its PRACK comes or 64*T1 are
 * over.
 */
final class ReliableResponses {

    /** RSeq begins anywhere below 2**31; far below, so that it never goes round. */
    private static final int FIRST_NUMBERS = 1 << 30;

    /** More that wait for a PRACK are not worth sending. */
    private static final int MOST_WAITING = 4;

    private final SipContext sip;
    private final UasLeg leg;
    private final InviteServerTransaction invite;
    private final long inviteNumber;
    private final Queue<Response> waiting = new ArrayDeque<>(1);
    private int number;
    private int last;
    private @Nullable Response sent;
    private @Nullable Retransmission again;

    private boolean settled;

    /** What a response says of the session. */
    enum Content {
        NOTHING,
        /** Ours, to an INVITE without one: its PRACK has the answer (section 5). */
        OFFER,
        ANSWER
    }

    /** What a PRACK is for us. */
    enum Prack {
        STRAY,
        COPY,
        CONFIRMS,
        /** The same, and it has to answer our offer. */
        ANSWERS
    }

    /** One that waits for those before it; its text is made from the lines that number it. */
    private record Response(int status, Content content, Function<String, byte[]> text) {}

    ReliableResponses(
            SipContext sip, UasLeg leg, InviteServerTransaction invite, long inviteNumber) {
        this.sip = sip;
        this.leg = leg;
        this.invite = invite;
        this.inviteNumber = inviteNumber;
        this.number = sip.entropy().nextInt(FIRST_NUMBERS);
    }

    /**
     * Sends a response, or keeps it until the one before it is confirmed. One that says the same as
     * the last is not sent.
     *
     * @param text given the header lines that make it reliable
     */
    void send(int status, Content content, Function<String, byte[]> text) {
        boolean news = content != Content.NOTHING || status != last;
        last = status;
        if (news && waiting.size() < MOST_WAITING) {
            waiting.add(new Response(status, content, text));
        }
        if (sent == null) {
            sendNext();
        }
    }

    /** Whether a session description is not confirmed: no 2xx may leave (section 3). */
    boolean holdsSession() {
        var unconfirmed = sent;
        return (unconfirmed != null && unconfirmed.content != Content.NOTHING)
                || waiting.stream().anyMatch(response -> response.content != Content.NOTHING);
    }

    /** Whether an offer of ours waits for its answer. */
    boolean isOffering() {
        return !settled && (holds(sent) || waiting.stream().anyMatch(ReliableResponses::holds));
    }

    private static boolean holds(@Nullable Response response) {
        return response != null && response.content == Content.OFFER;
    }

    /**
     * Whether the first offer has been answered, reliably: either side may offer something new now
     * (RFC 3311, section 5.1), and no further response may have a session description (RFC 3261,
     * section 13.2.1).
     */
    boolean isSettled() {
        return settled;
    }

    /** A PRACK has brought the answer. */
    void settled() {
        settled = true;
    }

    /** A PRACK came: what it confirms is not sent again. */
    Prack acknowledgedBy(SipIndex prack) {
        var words = prack.header("RAck").strip().split("\\s+", -1);
        boolean mine =
                words.length == 3
                        && words[0].equals(Integer.toString(number))
                        && words[1].equals(Long.toString(inviteNumber))
                        && words[2].equals("INVITE");
        var confirmed = sent;
        if (!mine) {
            return Prack.STRAY;
        }
        if (confirmed == null) {
            return Prack.COPY;
        }
        stopTimers();
        sent = null;
        sendNext();
        return confirmed.content == Content.OFFER ? Prack.ANSWERS : Prack.CONFIRMS;
    }

    /** A final response was sent: nothing goes out any more. */
    void stop() {
        stopTimers();
        waiting.clear();
    }

    private void sendNext() {
        var next = waiting.poll();
        if (next == null) {
            return;
        }
        sent = next;
        settled |= next.content == Content.ANSWER;
        number++;
        var octets = next.text.apply("Require: 100rel\r\nRSeq: " + number + "\r\n");
        again =
                new Retransmission(
                        sip,
                        leg,
                        sip.timers().timeout(), // No cap (section 3).
                        () -> invite.respond(next.status, octets),
                        this::timedOut);
        invite.respond(next.status, octets);
    }

    private void stopTimers() {
        if (again != null) {
            again.stop();
            again = null;
        }
    }

    private void timedOut() {
        stop();
        leg.unsettled(504); // Section 3.
    }
}
