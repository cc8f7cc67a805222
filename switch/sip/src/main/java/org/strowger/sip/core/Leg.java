package org.strowger.sip.core;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.LegEnd;
import org.strowger.sip.LegEvents;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;
import org.strowger.sip.SipLeg;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.event.DialogName;
import org.strowger.sip.event.LegWatch;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.transaction.ClientUser;
import org.strowger.sip.transaction.Timers;

/** One leg of either direction: what both have in common once there is a dialog. */
abstract sealed class Leg implements SipLeg, Timers.Owner permits UasLeg, UacLeg {

    /** A bug of ours ends the leg. */
    static final Reason INTERNAL_ERROR = Reason.of(Q850.TEMPORARY_FAILURE, "Internal error");

    private static final Reason NO_ACK = Reason.of(Q850.TIMER_EXPIRED, "No ACK");

    private static final Reason NO_USABLE_ANSWER =
            Reason.of(Q850.BEARER_NOT_IMPLEMENTED, "No usable answer in the ACK");

    private final SipContext sip;
    private final String sipCallId;
    private final String localTag;
    private final LocalSession session;
    private final SessionTimer timer;
    private LegWatch watch = LegWatch.NOBODY;
    private @Nullable LegEvents events;
    private @Nullable Dialog dialog;
    private @Nullable UnacknowledgedAnswer answer;
    private @Nullable LegEnd end;
    private boolean hangingUp;
    private @Nullable InfoKeys keys; // since one was to be told

    Leg(SipContext sip, String sipCallId, String localTag, boolean called) {
        this.sip = sip;
        this.sipCallId = sipCallId;
        this.localTag = localTag;
        this.session = new LocalSession(sip.timers().now());
        this.timer = new SessionTimer(this, called);
        sip.legs().put(localTag, this);
    }

    /** Whether a request with our tag is of this leg's dialog. */
    boolean owns(InboundMessage request) {
        return dialog != null && dialog.owns(request);
    }

    /** A request of this leg's dialog that is neither ACK nor CANCEL, for the first time here. */
    abstract void request(InboundMessage request);

    /** Answers a PRACK of this leg's dialog. */
    abstract void prack(InboundMessage prack);

    /** What was sent reliably before the answer; null where that was not asked for. */
    abstract @Nullable ReliableResponses reliable();

    /** The ACK for our 2xx came; any session in it has been told. */
    abstract void confirmed();

    /** Whether the INVITE was answered with a 2xx. */
    abstract boolean isEstablished();

    /** Whether it is our INVITE and the other side rings in a dialog with this tag. */
    boolean rings(String remoteTag) {
        return false;
    }

    /** A bug was met: what the peer must be told. */
    abstract void abandon();

    @Override
    public final String sipCallId() {
        return sipCallId;
    }

    @Override
    public final void tellKey(char key, int durationMillis) {
        if (dialog == null || !isEstablished() || hangingUp || over()) {
            return;
        }
        if (keys == null) {
            keys = new InfoKeys(this, dialog);
        }
        keys.add(key, durationMillis);
    }

    @Override
    public final void askWhetherThere(Consumer<Boolean> answer) {
        if (dialog != null && isEstablished() && !hangingUp && !over()) {
            new LifeSign(answer).ask(sip, dialog);
        }
    }

    final SipContext sip() {
        return sip;
    }

    final String localTag() {
        return localTag;
    }

    final LocalSession session() {
        return session;
    }

    final SessionTimer timer() {
        return timer;
    }

    final @Nullable Dialog dialog() {
        return dialog;
    }

    final void dialog(Dialog established) {
        dialog = established;
    }

    final boolean over() {
        return end != null;
    }

    /** Whether our BYE is under way. */
    final boolean hangingUp() {
        return hangingUp;
    }

    /** Who lights lamps for this leg. */
    final void watch(LegWatch told) {
        watch = told;
    }

    final LegWatch watch() {
        return watch;
    }

    /** What its dialog is found by, once there is one. */
    final DialogName name() {
        return dialog == null ? DialogName.NONE : name(dialog.remoteTag());
    }

    /** What a dialog with that tag of the other side's is found by. */
    final DialogName name(String remoteTag) {
        return new DialogName(sipCallId, localTag, remoteTag);
    }

    /** Who hears of this leg; hears at once of an end that came before. */
    final void events(LegEvents listener) {
        if (end != null) {
            listener.ended(end);
        } else {
            events = listener;
        }
    }

    /** The listener, while there is still something to tell it. */
    final @Nullable LegEvents listener() {
        return events;
    }

    /** The end, once. */
    final void finish(LegEnd how) {
        if (end != null) {
            return;
        }
        end = how;
        stopAnswer();
        timer.stop();
        sip.legs().remove(localTag, this);
        released();
        watch.ended();
        var listener = events;
        // A transaction may hold this leg for 64*T1; the call need not stay for that.
        events = null;
        if (listener != null) {
            listener.ended(how);
        }
    }

    /** Lets go of what only a living leg needs. */
    abstract void released();

    @Override
    public final void broken() {
        if (end != null) {
            return;
        }
        try {
            abandon();
        } finally {
            finish(new LegEnd(LegEnd.Cause.OURS, 0));
        }
    }

    /** Sends our 2xx and waits for its ACK. */
    final void send(UnacknowledgedAnswer ours) {
        answer = ours;
        ours.send();
    }

    /** Whether an ACK is awaited. */
    final boolean awaitsAck() {
        return answer != null;
    }

    final void stopAnswer() {
        if (answer != null) {
            answer.stop();
            answer = null;
        }
    }

    /** An ACK of this dialog: for our 2xx, or one more of it. */
    final void acknowledged(InboundMessage ack) {
        var acknowledged = answer;
        if (acknowledged == null || !acknowledged.isFor(ack.index().cseq())) {
            return;
        }
        answer = null;
        acknowledged.acknowledged();
        if (dialog != null) {
            dialog.cameBy(ack.flow());
        }
        if (acknowledged.ourOffer() && !takeAnswer(ack)) {
            hangUpWith(NO_USABLE_ANSWER, new LegEnd(LegEnd.Cause.LOST, 0, NO_USABLE_ANSWER.q850()));
            return;
        }
        confirmed();
    }

    private boolean takeAnswer(InboundMessage ack) {
        AudioDescription description = LocalSession.answerIn(ack);
        var listener = listener();
        if (description != null && listener != null && !hangingUp) {
            listener.answered(description);
        }
        return description != null;
    }

    /** No ACK came for 64*T1. */
    final void notAcknowledged() {
        answer = null;
        sendBye(NO_ACK, NO_MATTER);
        finish(new LegEnd(LegEnd.Cause.NO_ACK, 0));
    }

    /** Ends the dialog with BYE; the leg ends with the answer to it, or without one. */
    final void hangUpWith(Reason reason, LegEnd how) {
        if (hangingUp || over()) {
            return;
        }
        hangingUp = true;
        timer.stop();
        sendBye(
                reason,
                new Outcome() {
                    @Override
                    void known() {
                        finish(how);
                    }
                });
    }

    /** Sends BYE in this leg's dialog, if it has one. */
    final void sendBye(Reason reason, Outcome outcome) {
        if (dialog != null) {
            Bye.send(sip, dialog, reason, outcome);
        }
    }

    /** Nobody waits for it. */
    static final Outcome NO_MATTER =
            new Outcome() {
                @Override
                void known() {}
            };

    /** A request whose answer matters only in that it is over: a 481 or none ends a leg as well. */
    abstract static class Outcome implements ClientUser<InboundMessage> {

        abstract void known();

        @Override
        public final void response(int status, InboundMessage response) {
            if (status >= 200) {
                known();
            }
        }

        @Override
        public final void timedOut() {
            known();
        }

        @Override
        public void transportFailed() {
            known();
        }

        @Override
        public final void broken() {
            known();
        }
    }
}
