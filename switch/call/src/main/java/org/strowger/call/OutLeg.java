package org.strowger.call;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.media.MediaStatistics;
import org.strowger.sip.LegEnd;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.Presentation;
import org.strowger.sip.Reason;
import org.strowger.sip.SipLeg;
import org.strowger.sip.sdp.AudioDescription;

/** Leg B: one that the switch started, towards an agent, a user or a trunk. */
final class OutLeg extends PartyLeg {

    /** Who started the leg, and hears what becomes of it. */
    interface Owner {
        void ringing(OutLeg leg);

        /** The called side sends voice before it answers: its own tone, or an announcement. */
        default void heard(OutLeg leg) {
            ringing(leg);
        }

        void answered(OutLeg leg);

        /** The prompts for the party have been heard. */
        default void played(OutLeg leg) {}

        /** What its phone shows; null for who calls, and nothing else. */
        default DeskRules.@Nullable Card card() {
            return null;
        }

        /** Nothing comes from the party any more, if that was to be told. */
        default void quiet(OutLeg leg) {}

        /** The signalling is over; told once, whether or not it was ever answered. */
        void ended(OutLeg leg, LegEnd end);
    }

    private static final Logger LOG = LoggerFactory.getLogger(OutLeg.class);
    private static final LegEnd NOT_CALLED = new LegEnd(LegEnd.Cause.REJECTED, 500);
    private static final LegEnd NOT_ENCRYPTABLE = new LegEnd(LegEnd.Cause.REJECTED, 488);
    private static final LegEnd NO_PORT = new LegEnd(LegEnd.Cause.REJECTED, 503);
    private static final LegEnd WITHDRAWN = new LegEnd(LegEnd.Cause.OURS, 487);

    private final Owner owner;
    private final OutgoingCall.Target target;
    private final String referredBy;
    private final List<StandardProtocolFamily> families;
    private final LegSecurity security;
    private @Nullable SparePort spare;
    private @Nullable SipLeg sip;
    private boolean rang;
    private boolean hasTone;
    private boolean answered;
    private boolean hungUp;

    /**
     * A leg that calls nobody before it is opened.
     *
     * @param referredBy the user who transferred the call to the target, or empty
     */
    OutLeg(
            Call call,
            Exchange exchange,
            Owner owner,
            OutgoingCall.Target target,
            String referredBy,
            LegLog log) {
        super(call, exchange, log);
        this.owner = owner;
        this.target = target;
        this.referredBy = referredBy;
        this.families = exchange.sip().families(target);
        var rules = exchange.plan().srtp();
        var mode = rules.of(target);
        this.security =
                mode == SrtpMode.OFF
                        ? LegSecurity.OFF
                        : LegSecurity.of(
                                mode,
                                LegSecurity.way(
                                        rules.keysInClear(), exchange.sip().transports(target)),
                                exchange.media().fingerprint());
    }

    /** Ends the leg in whatever phase it is, before its INVITE has left too. */
    @Override
    void hangUp(Reason reason) {
        hungUp = true;
        log().ended(exchange().now());
        var leg = sip;
        if (leg != null) {
            leg.hangUp(reason);
        }
    }

    /**
     * Ends a leg that nobody waits for. One that has not said a word may be a phone that is gone,
     * and takes long to be given up: for the call it is over now.
     */
    void abandon(Reason reason) {
        hangUp(reason);
        if (sip != null && !rang && !isSipOver()) {
            over(WITHDRAWN);
        }
    }

    /** Ends a leg whose phone is not there any more: for the call it is over now. */
    void lost(Reason reason) {
        hangUp(reason);
        if (sip != null && !isSipOver()) {
            over(new LegEnd(LegEnd.Cause.LOST, 0, reason.q850()));
        }
    }

    /** Whether its own tone or announcement is there, answered or not. */
    boolean hasTone() {
        return hasTone;
    }

    /** Who was called answers; we cannot. */
    @Override
    void answer() {}

    @Override
    DtmfMode dtmf() {
        return exchange().plan().dtmf().of(target);
    }

    @Override
    LegSecurity security() {
        return security;
    }

    @Override
    public void infoDue(char key, int durationMillis) {
        if (sip != null) {
            sip.tellKey(key, durationMillis);
        }
    }

    @Override
    boolean isAnswered() {
        return answered;
    }

    @Override
    boolean isConfirmed() {
        return answered;
    }

    @Override
    @Nullable String user() {
        return target instanceof OutgoingCall.Target.User(var name, _) ? name : null;
    }

    @Override
    String number() {
        return switch (target) {
            case OutgoingCall.Target.User(var name, _) -> name;
            case OutgoingCall.Target.Trunk(_, var number) -> number;
        };
    }

    @Override
    String displayName() {
        return "";
    }

    @Override
    StandardProtocolFamily family() {
        return families.getFirst();
    }

    /** Who may be called by either IP version is offered a port of each. */
    @Override
    public void opened(InetSocketAddress address) {
        local(address);
        if (hungUp || families.size() == 1) {
            invite(address, null);
        } else {
            spare = new SparePort(this, families.getLast());
        }
    }

    /**
     * The second port is open.
     *
     * @param other null when there is none to be had
     */
    void spareOpened(@Nullable InetSocketAddress other) {
        var first = local();
        if (first != null && !isSipOver()) {
            invite(first, other);
        }
    }

    /** A port is bound before it is offered. */
    private void invite(InetSocketAddress address, @Nullable InetSocketAddress other) {
        if (hungUp) {
            over(WITHDRAWN);
            return;
        }
        var from = call().legs().served();
        var codecs = exchange().codecs().besides(from.codec());
        var offer = offer(address, codecs);
        if (offer == null) {
            LOG.warn("{} must be encrypted, but its signalling is not", number());
            over(NOT_ENCRYPTABLE);
            return;
        }
        var card = owner.card();
        var outgoing =
                new OutgoingCall(
                        target,
                        from.number(),
                        card == null ? from.displayName() : card.name(),
                        offer,
                        other == null ? null : offer(other, codecs),
                        referredBy,
                        call().legs().redirections().trail(),
                        card == null ? Presentation.NONE : card.presentation());
        try {
            var leg = exchange().sip().call(outgoing, this);
            sip = leg;
            log().dialog(leg.sipCallId());
            exchange().links().linked(call().log().callerDialog(), leg.sipCallId());
        } catch (RuntimeException bug) {
            LOG.error("a bug ends a leg of call {}", call().id(), bug);
            over(NOT_CALLED); // Else an agent would be held by a leg that never was.
        }
    }

    @Override
    public void failed(String problem) {
        mediaIsOver();
        over(NO_PORT);
    }

    @Override
    public void closed(MediaStatistics statistics) {
        if (spare == null || !spare.speaks()) {
            voiceClosed(statistics);
        } else {
            spare.idleGone();
        }
    }

    /** The port that the party speaks by has gone. */
    void voiceClosed(MediaStatistics statistics) {
        mediaIsOver();
        log().media(statistics);
        if (!isSipOver()) {
            hangUp(VOICE_LOST);
        }
        call().finishWhenOver();
    }

    @Override
    public void ringing(int status, @Nullable AudioDescription early) {
        rang = true;
        if (early == null || !security.accepts(early)) {
            owner.ringing(this);
        } else {
            speaksFrom(early);
            speaks(early.codecs().getFirst());
            connect(early);
            hasTone = true;
            owner.heard(this);
        }
    }

    @Override
    public void played(int generation) {
        owner.played(this);
        super.played(generation);
    }

    @Override
    public void quiet(long quietMicros) {
        if (!isSipOver()) {
            owner.quiet(this);
        }
    }

    /** Asks the party whether it is there; {@link SipLeg#askWhetherThere}. */
    void askWhetherThere(Consumer<Boolean> answer) {
        if (sip != null) {
            sip.askWhetherThere(answer);
        }
    }

    /** Once for our INVITE, and again for a re-INVITE to which we made the offer. */
    @Override
    public void answered(AudioDescription answer) {
        if (!security.accepts(answer)) {
            hangUp(NOT_ENCRYPTED);
            if (!answered && !isSipOver()) {
                over(NOT_ENCRYPTABLE);
            }
            return;
        }
        boolean again = answered;
        if (!again) {
            answered = true;
            log().answered(exchange().now());
        }
        speaksFrom(answer);
        settle(answer);
        if (!again) {
            answeredNow();
            closeSpare(); // It has answered by the other.
            owner.answered(this);
        }
    }

    /** The port of the IP version that the party wants its voice by is the leg's. */
    private void speaksFrom(AudioDescription theirs) {
        if (spare != null) {
            spare.speakTo(theirs.address());
        }
    }

    private void closeSpare() {
        if (spare != null) {
            spare.close();
        }
    }

    @Override
    public void ended(LegEnd end) {
        if (!isSipOver()) {
            over(end);
        }
    }

    private void over(LegEnd end) {
        sipIsOver();
        log().ended(exchange().now());
        log().ended(end);
        if (!isMediaOver()) {
            media().close();
        }
        closeSpare();
        owner.ended(this, end);
        call().finishWhenOver();
    }
}
