package org.strowger.sip.core;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.LegEnd;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.message.Grammar;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.sdp.MalformedSdpException;
import org.strowger.sip.sdp.RemoteSession;

/**
 * One request inside a dialog, answered (RFC 3261, sections 12.2.2, 14.2 and 15.1.2; RFC 3311).
 * What is refused is refused without state: a retransmission gets the same answer.
 */
final class DialogRequests {

    /** How far the leg's INVITE has come. */
    enum Phase {
        EARLY,
        CONFIRMED,
        GONE
    }

    private static final int RETRY_AFTER_S = 11; // 0 to 10 (section 14.2)

    private final SipContext sip;
    private final Leg leg;
    private final InboundMessage request;

    DialogRequests(Leg leg, InboundMessage request) {
        this.sip = leg.sip();
        this.leg = leg;
        this.request = request;
    }

    /**
     * Answers it.
     *
     * @param earlyBye what the caller's BYE before our answer does, once it has its 200
     */
    void answer(Phase phase, Consumer<LegEnd> earlyBye) {
        var dialog = leg.dialog();
        if (dialog == null || phase == Phase.GONE) {
            sip.refuse(request, Refusal.of(481));
            return;
        }
        if (!dialog.inOrder(request.index().cseq())) {
            sip.refuse(request, Refusal.of(500));
            return;
        }
        dialog.cameBy(request.flow());
        switch (request.index().method()) {
            case "BYE" -> bye(phase, earlyBye);
            case "INVITE", "UPDATE" -> modify(dialog, phase == Phase.EARLY);
            case "PRACK" -> leg.prack(request);
            case "INFO" -> info();
            case "REFER" -> new ReferRequest(leg, dialog, request).answer(phase);
            case "OPTIONS" -> sip.refuse(request, SipCore.CAPABILITIES);
            default -> sip.refuse(request, RequestChecks.method(request));
        }
    }

    private void info() {
        var info = InfoRequest.read(request);
        info.count(sip);
        var refusal = info.refusal();
        if (refusal == null) {
            // Filed, not kept, as a BYE is: a copy tells no key.
            sip.transactions().answered(SipCore.keyOf(request.index()), request.flow());
        }
        sip.refuse(request, refusal == null ? Refusal.of(200) : refusal);
        var listener = leg.listener();
        if (info.key() != InfoRequest.NONE && listener != null) {
            listener.keyByInfo(info.key(), info.durationMillis());
        }
    }

    private void bye(Phase phase, Consumer<LegEnd> earlyBye) {
        // Filed, not kept: a copy gets a 200 made anew.
        var key = SipCore.keyOf(request.index());
        sip.transactions().answered(key, request.flow());
        sip.refuse(request, Refusal.of(200));
        if (phase == Phase.EARLY) {
            earlyBye.accept(ReasonHeader.end(LegEnd.Cause.BYE, 487, request.index()));
        } else if (leg.hangingUp()) {
            leg.finish(new LegEnd(LegEnd.Cause.OURS, 0));
        } else {
            leg.finish(ReasonHeader.end(LegEnd.Cause.BYE, 0, request.index()));
        }
    }

    private void modify(Dialog dialog, boolean early) {
        var refusal = early ? tooEarly() : notNow();
        if (refusal == null) {
            refusal = RequestChecks.extensions(request);
        }
        if (refusal == null) {
            refusal = RequestChecks.replaces(request);
        }
        if (refusal == null) {
            refusal = RequestChecks.content(request);
        }
        if (refusal == null) {
            refusal = SessionTerms.tooShort(request.index(), sip.config().session());
        }
        if (refusal != null) {
            sip.refuse(request, refusal);
            return;
        }
        try {
            var grammar = sip.messages().parse(request.index());
            if (request.index().bodyLength() > 0) {
                takeOffer(dialog, grammar, early, LocalSession.read(request));
            } else if (isUpdate()) {
                moveTarget(dialog, grammar, early);
            } else {
                offerAll(dialog, grammar);
            }
        } catch (MalformedSdpException _) {
            sip.refuse(request, Refusal.of(488));
        } catch (MalformedSipMessageException _) {
            sip.count(SipCounter.GRAMMAR_REJECTED);
            sip.refuse(request, Refusal.of(400));
        }
    }

    /** Section 14.2 and RFC 3311, section 5.2: one offer at a time. */
    private @Nullable Refusal notNow() {
        if (leg.hangingUp()) {
            return Refusal.of(481);
        }
        return leg.awaitsAck() || leg.timer().isRefreshing() ? Refusal.of(491) : null;
    }

    /**
     * Before our answer to the INVITE only an UPDATE may come, and with an offer only when the
     * INVITE's, or ours, has been answered reliably (RFC 3311, section 5.2).
     */
    private @Nullable Refusal tooEarly() {
        var reliable = leg.reliable();
        boolean settled = reliable != null && reliable.isSettled();
        if (isUpdate() && (settled || request.index().bodyLength() == 0)) {
            return null;
        }
        return isUpdate() && reliable != null && reliable.isOffering()
                ? Refusal.of(491)
                : Refusal.of(500, "Retry-After: " + sip.entropy().nextInt(RETRY_AFTER_S));
    }

    private void takeOffer(Dialog dialog, Grammar grammar, boolean early, RemoteSession offer) {
        var audio = LocalSession.usable(offer);
        var listener = leg.listener();
        var answer = audio == null || listener == null ? null : listener.offered(audio);
        if (answer == null) {
            sip.refuse(request, Refusal.of(488)); // The session stays as it was.
            return;
        }
        refresh(dialog, grammar, early);
        var sdp = leg.session().answer(answer, offer);
        if (isUpdate()) {
            sip.respond(request, 200, "", lines(dialog, early), sdp);
        } else {
            accept(lines(dialog, early), sdp, false);
        }
    }

    /** An UPDATE without an offer. */
    private void moveTarget(Dialog dialog, Grammar grammar, boolean early) {
        refresh(dialog, grammar, early);
        sip.respond(request, 200, "", lines(dialog, early), ResponseHead.NO_BODY);
    }

    /** An INVITE without an offer asks for ours. */
    private void offerAll(Dialog dialog, Grammar grammar) {
        var everything = leg.session().everything();
        var listener = leg.listener();
        if (everything == null || listener == null) {
            sip.refuse(request, Refusal.of(488));
            return;
        }
        var ours = listener.offerDue(everything);
        refresh(dialog, grammar, false);
        accept(lines(dialog, false), leg.session().offer(ours), true);
    }

    /** The time of a session begins with the 2xx to its INVITE, and as that INVITE asked for it. */
    private void refresh(Dialog dialog, Grammar grammar, boolean early) {
        dialog.refreshTarget(grammar);
        if (!early) {
            leg.timer().asked(request.index());
            leg.timer().begin();
        }
    }

    private boolean isUpdate() {
        return request.index().isMethod("UPDATE");
    }

    private String lines(Dialog dialog, boolean early) {
        var lines = sip.contact(dialog.flow()) + SipContext.ALLOW + "\r\n";
        return early ? lines : lines + leg.timer().lines();
    }

    private void accept(String lines, byte[] sdp, boolean ourOffer) {
        var head = ResponseHead.of(request);
        var invite =
                sip.transactions()
                        .invite(
                                SipCore.keyOf(request.index()),
                                SipCore.originOf(request.index()),
                                ResponseHead.replyTo(request),
                                leg.sipCallId(),
                                head.response(100, "", "", ResponseHead.NO_BODY),
                                false);
        leg.send(
                new UnacknowledgedAnswer(
                        sip,
                        leg,
                        invite,
                        request.index().cseq(),
                        head.response(200, "", lines, sdp),
                        ourOffer));
    }
}
