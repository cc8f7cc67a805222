package org.strowger.sip.core;

import java.net.StandardProtocolFamily;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Caller;
import org.strowger.sip.IncomingLeg;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;
import org.strowger.sip.ResponseTimes.Response;
import org.strowger.sip.Trail;
import org.strowger.sip.core.ReliableResponses.Content;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.guard.Offence;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.SipIndex;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.RemoteSession;
import org.strowger.sip.transaction.InviteServerTransaction;
import org.strowger.sip.transaction.ServerUser;

/** A leg that came in as an INVITE (RFC 3261, sections 13.3 and 15.1.2). */
final class UasLeg extends Leg implements IncomingLeg, ServerUser {

    private static final int NOT_FOUND = 404;

    private enum State {
        PROCEEDING,
        REFUSED,
        ANSWERED
    }

    private final Caller caller;
    private final Trail trail;
    private @Nullable Invitation invitation;
    private @Nullable InviteServerTransaction invite;
    private final boolean reliably;
    private final StandardProtocolFamily family;
    private final Consumer<Caller> onEnd;
    private @Nullable ResponseHead head;
    private @Nullable RemoteSession offered;
    private @Nullable ReliableResponses reliable;
    private @Nullable AudioDescription postponed;
    private String recordRoutes;
    private State state = State.PROCEEDING;
    private boolean rung;
    private int refusedWith;
    private @Nullable Reason hangUpReason;

    /**
     * A leg whose 100 has been sent.
     *
     * @param offered the offer as the answer's writer needs it; null for a late offer
     * @param onEnd told once when this leg has ended
     */
    UasLeg(
            SipContext sip,
            InboundMessage message,
            ResponseHead head,
            InviteServerTransaction invite,
            Dialog dialog,
            Invitation invitation,
            @Nullable RemoteSession offered,
            Consumer<Caller> onEnd) {
        super(sip, dialog.callId(), dialog.localTag(), false);
        timer().asked(message.index());
        this.reliably = OptionTags.has(message.index(), "Require", "100rel");
        this.caller = invitation.caller();
        this.trail = invitation.trail();
        this.invitation = invitation;
        this.family = LocalSession.family(sip.config(), invitation);
        this.invite = invite;
        this.head = head;
        this.recordRoutes = recordRoutes(message);
        this.offered = offered;
        this.onEnd = onEnd;
        dialog(dialog);
        invite.user(this);
    }

    private static String recordRoutes(InboundMessage message) {
        var lines = new StringBuilder();
        for (var route : message.index().headers("Record-Route")) {
            lines.append("Record-Route: ").append(route).append("\r\n");
        }
        return lines.toString();
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public boolean isAnswered() {
        return state == State.ANSWERED;
    }

    @Override
    public String callerNumber() {
        return invitation == null ? "" : invitation.party().number();
    }

    @Override
    public String callerName() {
        return invitation == null ? "" : invitation.party().name();
    }

    @Override
    public String dialled() {
        return invitation == null ? "" : invitation.party().dialled();
    }

    @Override
    public Trail trail() {
        return trail;
    }

    @Override
    public @Nullable AudioDescription offer() {
        return invitation == null ? null : invitation.offer();
    }

    @Override
    public boolean isConfidential() {
        var dialog = dialog();
        return dialog != null && dialog.flow().transport().isEncrypted();
    }

    @Override
    public StandardProtocolFamily family() {
        return family;
    }

    @Override
    public @Nullable LegEvents replaces() {
        return invitation == null ? null : invitation.replaces();
    }

    @Override
    boolean isEstablished() {
        return state == State.ANSWERED;
    }

    @Override
    public void ring() {
        ring(ResponseHead.NO_BODY);
    }

    @Override
    public void ring(AudioDescription ours) {
        boolean late = state == State.PROCEEDING && offered == null;
        ring(late && reliably && reliable == null ? session().offer(ours) : ResponseHead.NO_BODY);
    }

    private void ring(byte[] sdp) {
        provisional(180, sdp);
        var asked = invitation;
        if (!rung && state == State.PROCEEDING && asked != null) {
            rung = true;
            watch().ringing(name());
            sip().responded(Response.INVITE_180, asked.receivedMicros());
        }
    }

    @Override
    public void progress(AudioDescription description) {
        var offer = offered;
        if (state == State.PROCEEDING && offer != null) {
            provisional(183, session().answer(description, offer));
        }
    }

    /** The first reliable one to an INVITE without an offer brings ours (RFC 3262, section 5). */
    private void provisional(int status, byte[] sdp) {
        var to = head;
        var transaction = invite;
        var asked = invitation;
        if (state != State.PROCEEDING || to == null || transaction == null || asked == null) {
            return;
        }
        if (!reliably) {
            transaction.respond(status, to.response(status, localTag(), dialogLines(), sdp));
        } else if (offered != null || reliable != null || sdp.length > 0) {
            if (reliable == null) {
                reliable = new ReliableResponses(sip(), this, transaction, asked.cseq());
            }
            var answer = offered == null ? Content.OFFER : Content.ANSWER;
            reliable.send(
                    status,
                    sdp.length == 0 ? Content.NOTHING : answer,
                    lines -> to.response(status, localTag(), dialogLines() + lines, sdp));
        }
    }

    @Override
    @Nullable ReliableResponses reliable() {
        return reliable;
    }

    @Override
    void prack(InboundMessage prack) {
        new PrackRequest(this, prack).answer();
        var description = postponed;
        if (description != null && reliable != null && !reliable.holdsSession()) {
            postponed = null;
            answer(description);
        }
    }

    /** What we sent reliably came to nothing: the call cannot be set up. */
    void unsettled(int status) {
        if (state == State.PROCEEDING) {
            refuse(status);
            finish(new LegEnd(LegEnd.Cause.LOST, status, Q850.causeOf(status)));
        }
    }

    private void stopProvisional() {
        postponed = null;
        if (reliable != null) {
            reliable.stop();
        }
    }

    @Override
    public void answer(AudioDescription description) {
        var answered = head;
        var transaction = invite;
        var asked = invitation;
        if (state != State.PROCEEDING || answered == null || transaction == null || asked == null) {
            return;
        }
        if (reliable != null && reliable.holdsSession()) {
            postponed = description;
            return;
        }
        state = State.ANSWERED;
        stopProvisional();
        head = null;
        invite = null; // A leg may live for hours, its transaction for 32 s.
        invitation = null;
        var offer = offered;
        offered = null;
        boolean settled = reliable != null && reliable.isSettled();
        var sdp = settled ? ResponseHead.NO_BODY : session().first(description, offer);
        var octets =
                answered.response(
                        200,
                        localTag(),
                        dialogLines() + SipContext.ALLOW + "\r\n" + timer().lines(),
                        sdp);
        recordRoutes = "";
        send(
                new UnacknowledgedAnswer(
                        sip(), this, transaction, asked.cseq(), octets, offer == null && !settled));
        timer().begin();
        watch().answered(name());
        sip().responded(Response.INVITE_200, asked.receivedMicros());
    }

    @Override
    public void reject(int status) {
        reject(status, 0);
    }

    @Override
    public void reject(int status, int q850) {
        if (status < 300 || status > 699) {
            throw new IllegalArgumentException("no final response to refuse with: " + status);
        }
        var refused = invitation;
        if (status == NOT_FOUND
                && state == State.PROCEEDING
                && refused != null
                && !(caller instanceof Caller.User)) {
            sip().watch().offence(refused.from(), Offence.UNKNOWN);
        }
        refuse(status, q850 == 0 ? "" : ReasonHeader.q850(q850));
    }

    @Override
    public void hangUp(Reason reason) {
        if (state == State.PROCEEDING) {
            refuse(480, ReasonHeader.q850(reason.q850()));
        } else if (awaitsAck() && hangUpReason == null && !hangingUp()) {
            hangUpReason = reason; // No BYE before the ACK (section 15).
        } else if (state == State.ANSWERED && !awaitsAck()) {
            hangUpWith(reason, new LegEnd(LegEnd.Cause.OURS, 0));
        }
    }

    private void refuse(int status) {
        refuse(status, "");
    }

    private void refuse(int status, String reason) {
        var refused = head;
        if (state != State.PROCEEDING || refused == null || invite == null) {
            return;
        }
        state = State.REFUSED;
        stopProvisional();
        refusedWith = status;
        head = null;
        // With a reason it is another side's lack, of which we do not know when it ends.
        boolean ours = status == 503 && reason.isEmpty();
        var lines = ours ? sip().retryAfter() + "\r\n" : reason;
        invite.respond(status, refused.response(status, localTag(), lines, ResponseHead.NO_BODY));
    }

    /** The caller's CANCEL, which is answered already (section 9.2). */
    void cancelled(SipIndex cancel) {
        endEarly(ReasonHeader.end(LegEnd.Cause.CANCELLED, 487, cancel));
    }

    private void endEarly(LegEnd end) {
        if (state == State.PROCEEDING) {
            refuse(487);
            finish(end);
        }
    }

    @Override
    void request(InboundMessage request) {
        var phase =
                switch (state) {
                    case PROCEEDING -> DialogRequests.Phase.EARLY;
                    case REFUSED -> DialogRequests.Phase.GONE;
                    case ANSWERED -> DialogRequests.Phase.CONFIRMED;
                };
        new DialogRequests(this, request).answer(phase, this::endEarly);
    }

    @Override
    void confirmed() {
        var reason = hangUpReason;
        hangUpReason = null;
        if (reason != null) {
            hangUpWith(reason, new LegEnd(LegEnd.Cause.OURS, 0));
            return;
        }
        var listener = listener();
        if (listener != null && !hangingUp()) {
            listener.confirmed();
        }
    }

    @Override
    public void acknowledged() {
        finish(new LegEnd(LegEnd.Cause.OURS, refusedWith));
    }

    @Override
    public void timedOut() {
        finish(new LegEnd(LegEnd.Cause.OURS, refusedWith));
    }

    /** Told later, as call control may be inside one of our methods. A 2xx is sent again anyway. */
    @Override
    public void transportFailed() {
        if (state != State.ANSWERED) {
            var cause = state == State.REFUSED ? LegEnd.Cause.OURS : LegEnd.Cause.LOST;
            var how = new LegEnd(cause, refusedWith);
            sip().timers().after(0, this, () -> finish(how));
        }
    }

    @Override
    void abandon() {
        if (state == State.PROCEEDING) {
            refuse(500);
        } else if (state == State.ANSWERED) {
            sendBye(INTERNAL_ERROR, NO_MATTER);
        }
    }

    @Override
    void released() {
        stopProvisional();
        head = null;
        offered = null;
        onEnd.accept(caller);
    }

    private String dialogLines() {
        var dialog = dialog();
        return dialog == null ? "" : recordRoutes + sip().contact(dialog.flow());
    }
}
