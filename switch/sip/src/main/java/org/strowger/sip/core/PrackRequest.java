package org.strowger.sip.core;

import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.message.InboundMessage;

/** A PRACK for a response of ours, with what it says of the session (RFC 3262, section 5). */
final class PrackRequest {

    private final UasLeg leg;
    private final SipContext sip;
    private final InboundMessage prack;

    PrackRequest(UasLeg leg, InboundMessage prack) {
        this.leg = leg;
        this.sip = leg.sip();
        this.prack = prack;
    }

    /** Answers it. */
    void answer() {
        var reliable = leg.reliable();
        if (reliable == null) {
            sip.refuse(prack, Refusal.of(481));
            return;
        }
        switch (reliable.acknowledgedBy(prack.index())) {
            case STRAY -> sip.refuse(prack, Refusal.of(481));
            case COPY -> respond(hasSession() ? 481 : 200); // Of a true one the transaction has it.
            case ANSWERS -> takeAnswer(reliable);
            case CONFIRMS -> {
                if (hasSession()) {
                    takeOffer(reliable);
                } else {
                    respond(200);
                }
            }
        }
    }

    private boolean hasSession() {
        return prack.index().bodyLength() > 0;
    }

    private void takeAnswer(ReliableResponses reliable) {
        respond(200);
        var answer = LocalSession.answerIn(prack);
        var listener = leg.listener();
        if (answer == null || listener == null) {
            leg.unsettled(488);
        } else {
            reliable.settled();
            listener.answered(answer);
        }
    }

    /** Only once the INVITE's own offer has been answered reliably. */
    private void takeOffer(ReliableResponses reliable) {
        var content = RequestChecks.content(prack);
        if (content != null) {
            respond(content);
        } else if (reliable.isSettled()) {
            EarlyOffer.answer(leg, prack, "");
        } else {
            respond(488);
        }
    }

    private void respond(int status) {
        respond(Refusal.of(status));
    }

    /** With state: a copy gets the same, though it confirms nothing any more. */
    private void respond(Refusal answer) {
        var lines = new StringBuilder();
        answer.headers().forEach(line -> lines.append(line).append("\r\n"));
        sip.respond(prack, answer.status(), "", lines.toString(), ResponseHead.NO_BODY);
    }
}
