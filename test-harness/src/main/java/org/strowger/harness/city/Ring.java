package org.strowger.harness.city;

import org.jspecify.annotations.Nullable;

/** A call that comes to a phone of the city (RFC 3261, sections 13.3 and 17.2.1). */
final class Ring {

    /** Whom it rings. */
    interface Ears {
        /** Our 200 was acknowledged. */
        void acknowledged(Ring ring);

        /** It is over, told once. */
        void over(Ring ring);
    }

    private enum State {
        RINGING,
        REFUSED,
        ANSWERED,
        TALKING,
        LEAVING,
        OVER
    }

    private final Phone phone;
    private final Message invite;
    private final Ears ears;
    private final String tag;
    private State state = State.RINGING;
    private String last = "";
    private boolean leaving;
    private boolean left;
    private Agenda.@Nullable Entry again;

    Ring(Phone phone, Message invite, Ears ears) {
        this.phone = phone;
        this.invite = invite;
        this.ears = ears;
        this.tag = phone.street().token();
    }

    String callId() {
        return invite.header("Call-ID");
    }

    /** The caller's number. */
    String caller() {
        return invite.user("From");
    }

    boolean isRinging() {
        return state == State.RINGING;
    }

    /** The phone is taken by it: it rings, or was answered and nobody has hung up. */
    boolean isLive() {
        return state == State.RINGING || state == State.ANSWERED || state == State.TALKING;
    }

    void ring() {
        last = phone.response(invite, 180, tag, phone.contact(), "");
        phone.send(last);
    }

    void answer() {
        if (state == State.RINGING) {
            state = State.ANSWERED;
            last = phone.response(invite, 200, tag, phone.contact(), phone.sdp());
            repeat(Phone.T1, phone.street().now());
        }
    }

    void refuse(int status) {
        if (state == State.RINGING) {
            state = State.REFUSED;
            last = phone.response(invite, status, tag, "", "");
            repeat(Phone.T1, phone.street().now());
        }
    }

    private void repeat(long interval, long began) {
        if (state != State.ANSWERED && state != State.REFUSED) {
            return;
        }
        if (phone.street().now() - began >= Phone.TIMEOUT) {
            boolean answered = state == State.ANSWERED;
            if (answered) {
                bye();
            }
            over();
            return;
        }
        phone.send(last);
        long next = Math.min(Phone.T2, 2 * interval);
        again = phone.street().agenda().after(interval, () -> repeat(next, began));
    }

    /** Ends a call that was answered; before the ACK came, as soon as it comes. */
    void hangUp() {
        leaving = true;
        if (state == State.TALKING) {
            state = State.LEAVING;
            bye();
        }
    }

    private void bye() {
        if (left) {
            return;
        }
        left = true;
        var branch = phone.newBranch();
        var text =
                "BYE "
                        + invite.uri("Contact")
                        + " SIP/2.0\r\n"
                        + phone.via(branch)
                        + "Max-Forwards: 70\r\nFrom: "
                        + invite.header("To")
                        + ";tag="
                        + tag
                        + "\r\nTo: "
                        + invite.header("From")
                        + "\r\nCall-ID: "
                        + callId()
                        + "\r\nCSeq: 1 BYE\r\n"
                        + Phone.body("");
        phone.ask(branch, "BYE", text, _ -> over());
    }

    /** A request of this call came. */
    void request(Message request) {
        switch (request.method()) {
            case "INVITE" -> {
                if (!last.isEmpty() && state != State.OVER) {
                    phone.send(last);
                }
            }
            case "CANCEL" -> {
                phone.send(phone.response(request, 200, tag, "", ""));
                refuse(487);
            }
            case "ACK" -> acknowledged();
            case "BYE" -> {
                phone.send(phone.response(request, 200, "", "", ""));
                over();
            }
            case "UPDATE" -> {
                int status = state == State.OVER ? 481 : 200;
                phone.send(phone.response(request, status, tag, phone.contact(), ""));
            }
            default -> phone.send(phone.response(request, 405, tag, "", ""));
        }
    }

    private void acknowledged() {
        if (state == State.REFUSED) {
            over();
        } else if (state == State.ANSWERED) {
            stop();
            state = State.TALKING;
            ears.acknowledged(this);
            if (leaving) {
                hangUp();
            }
        }
    }

    /** The line is dead. */
    void drop() {
        state = State.OVER;
        stop();
    }

    private void over() {
        if (state != State.OVER) {
            state = State.OVER;
            stop();
            ears.over(this);
        }
    }

    private void stop() {
        if (again != null) {
            again.cancel();
            again = null;
        }
    }
}
