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

    /** One that waits for those before it; its text is made from the lines that number it. */
    private record Response(int status, boolean session, Function<String, byte[]> text) {}

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
     * @param session whether it carries a session description
     * @param text given the header lines that make it reliable
     */
    void send(int status, boolean session, Function<String, byte[]> text) {
        boolean news = session || status != last;
        last = status;
        if (news && waiting.size() < MOST_WAITING) {
            waiting.add(new Response(status, session, text));
        }
        if (sent == null) {
            sendNext();
        }
    }

    /** Whether a session description is not confirmed: no 2xx may leave (section 3). */
    boolean holdsAnswer() {
        var unconfirmed = sent;
        return (unconfirmed != null && unconfirmed.session)
                || waiting.stream().anyMatch(Response::session);
    }

    /**
     * A PRACK came.
     *
     * @return whether it is for the last response, which is not sent again then; true for a copy
     */
    boolean acknowledgedBy(SipIndex prack) {
        var words = prack.header("RAck").strip().split("\\s+", -1);
        boolean mine =
                words.length == 3
                        && words[0].equals(Integer.toString(number))
                        && words[1].equals(Long.toString(inviteNumber))
                        && words[2].equals("INVITE");
        if (mine && sent != null) {
            stopTimers();
            sent = null;
            sendNext();
        }
        return mine;
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
        leg.notPracked();
    }
}
