package org.strowger.harness.city;

import org.jspecify.annotations.Nullable;
import org.strowger.harness.phone.Digest;

/** A call that a phone of the city makes (RFC 3261, sections 9.1, 13.2 and 17.1.1). */
final class Dial {

    /** Who dialled. */
    interface Ears {
        /** The first 200. */
        void answered(Message ok);

        /**
         * It is over, told once.
         *
         * @param how its status when it was refused, 0 when nothing came, {@link #BYE}, {@link
         *     #OURS}
         */
        void over(int how);

        /** Two different phones answered one call. */
        default void answeredTwice() {}
    }

    /** The switch said BYE. */
    static final int BYE = 1;

    /** We said BYE. */
    static final int OURS = 2;

    /** A call that nobody ends is given up. */
    private static final long LONGEST_RINGING = 200 * Street.SECOND;

    private enum State {
        CALLING,
        PROCEEDING,
        TALKING,
        LEAVING,
        OVER
    }

    private final Phone phone;
    private final String number;
    private final String password;
    private final Ears ears;
    private final String callId;
    private final String from;
    private final boolean lateOffer;
    private String branch;
    private String invite = "";
    private String to;
    private String target;
    private String tag = "";
    private int cseq = 1;
    private long began;
    private State state = State.CALLING;
    private boolean leaving;
    private boolean cancelled;
    private boolean left;
    private boolean retryAfter;
    private Agenda.@Nullable Entry again;
    private Agenda.@Nullable Entry limit;

    /**
     * @param password for a digest; empty for somebody who has none
     */
    Dial(Phone phone, String number, String password, boolean lateOffer, Ears ears) {
        this.phone = phone;
        this.number = number;
        this.password = password;
        this.lateOffer = lateOffer;
        this.ears = ears;
        var street = phone.street();
        this.callId = street.token() + '@' + phone.host();
        this.from = "<sip:" + phone.user() + '@' + phone.host() + ">;tag=" + street.token();
        this.target = "sip:" + number + '@' + Street.SWITCH_HOST + ":5060";
        this.to = "<" + target + '>';
        this.branch = phone.newBranch();
    }

    /** Sends the INVITE. */
    void begin() {
        invite("");
    }

    String callId() {
        return callId;
    }

    boolean isOver() {
        return state == State.OVER;
    }

    /** Whether the refusal said when to come again. */
    boolean isToldWhenToRetry() {
        return retryAfter;
    }

    boolean isTalking() {
        return state == State.TALKING;
    }

    private void invite(String authorization) {
        began = phone.street().now();
        var sdp = lateOffer ? "" : phone.sdp();
        invite = text("INVITE", branch, authorization + phone.contact(), sdp);
        repeat(Phone.T1);
        limit(LONGEST_RINGING, this::hangUp);
    }

    private void limit(long micros, Runnable act) {
        if (limit != null) {
            limit.cancel();
        }
        limit = phone.street().agenda().after(micros, act);
    }

    private void repeat(long interval) {
        if (state != State.CALLING) {
            return;
        }
        if (phone.street().now() - began >= Phone.TIMEOUT) {
            over(0);
            return;
        }
        phone.send(invite);
        again = phone.street().agenda().after(interval, () -> repeat(2 * interval));
    }

    private String text(String method, String via, String more, String sdp) {
        return method
                + ' '
                + target
                + " SIP/2.0\r\n"
                + phone.via(via)
                + "Max-Forwards: 70\r\nFrom: "
                + from
                + "\r\nTo: "
                + to
                + "\r\nCall-ID: "
                + callId
                + "\r\nCSeq: "
                + cseq
                + ' '
                + method
                + "\r\n"
                + more
                + Phone.body(sdp);
    }

    /** A response to the INVITE. */
    void response(Message response) {
        if (response.cseq() != cseq) {
            return;
        }
        stopRepeating();
        int status = response.status();
        if (status < 200) {
            provisional();
        } else if (status < 300) {
            accepted(response);
        } else {
            refused(response);
        }
    }

    private void provisional() {
        if (state == State.CALLING) {
            state = State.PROCEEDING;
        }
        if (leaving) {
            cancel();
        }
    }

    private void accepted(Message ok) {
        if (tag.isEmpty()) {
            tag = ok.toTag();
            to = ok.header("To");
            target = ok.uri("Contact");
        } else if (!tag.equals(ok.toTag())) {
            ears.answeredTwice();
        }
        phone.send(text("ACK", phone.newBranch(), "", lateOffer ? phone.sdp() : ""));
        if (state == State.OVER && !left) {
            bye(); // We had given up; whoever answers now must be told.
        } else if (state == State.CALLING || state == State.PROCEEDING) {
            state = State.TALKING;
            stopLimit();
            ears.answered(ok);
            if (leaving) {
                bye();
            }
        }
    }

    private void refused(Message no) {
        var challenge = no.header("WWW-Authenticate");
        to = no.header("To");
        phone.send(text("ACK", branch, "", ""));
        if (state == State.OVER) {
            return;
        }
        to = "<sip:" + number + '@' + Street.SWITCH_HOST + ":5060>";
        if (no.status() == 401 && cseq == 1 && !password.isEmpty() && !leaving) {
            cseq = 2;
            branch = phone.newBranch();
            state = State.CALLING;
            invite("Authorization: " + authorization(challenge) + "\r\n");
        } else {
            retryAfter = !no.header("Retry-After").isEmpty();
            over(no.status());
        }
    }

    private String authorization(String challenge) {
        return Digest.authorization(
                Digest.Challenge.parse(challenge),
                phone.user(),
                password,
                "INVITE",
                target,
                1,
                phone.street().token());
    }

    /** Ends it, whatever it has come to. */
    void hangUp() {
        if (state == State.OVER || leaving) {
            return;
        }
        leaving = true;
        if (state == State.TALKING) {
            bye();
        } else if (state == State.PROCEEDING) {
            cancel();
        } // Else with the first response: no CANCEL may leave before.
    }

    private void cancel() {
        if (cancelled) {
            return;
        }
        cancelled = true;
        phone.ask(branch, "CANCEL", text("CANCEL", branch, "", ""), _ -> {});
        limit(Phone.TIMEOUT, () -> over(0));
    }

    private void bye() {
        if (state == State.TALKING) {
            state = State.LEAVING;
        }
        left = true;
        cseq++;
        var via = phone.newBranch();
        phone.ask(via, "BYE", text("BYE", via, "", ""), _ -> over(OURS));
        cseq--;
    }

    /** A request inside this dialog came. */
    void request(Message request) {
        if (request.method().equals("BYE")) {
            phone.send(phone.response(request, 200, "", "", ""));
            left = true;
            over(leaving ? OURS : BYE);
        } else if (request.method().equals("UPDATE")) {
            int status = state == State.OVER ? 481 : 200;
            phone.send(phone.response(request, status, "", phone.contact(), ""));
        }
    }

    /** The line is dead; nothing is sent any more. */
    void drop() {
        state = State.OVER;
        leaving = true;
        stopRepeating();
        stopLimit();
    }

    private void over(int how) {
        if (state != State.OVER) {
            state = State.OVER;
            stopRepeating();
            stopLimit();
            ears.over(how);
        }
    }

    private void stopRepeating() {
        if (again != null) {
            again.cancel();
            again = null;
        }
    }

    private void stopLimit() {
        if (limit != null) {
            limit.cancel();
            limit = null;
        }
    }
}
