package org.strowger.sip.core;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Caller;
import org.strowger.sip.ResponseTimes.Response;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipEvents;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.message.Grammar;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.sdp.MalformedSdpException;
import org.strowger.sip.sdp.RemoteSession;

/** An INVITE that opens a dialog: checked, its caller identified, and handed to call control. */
final class InviteRequests {

    private final SipContext sip;
    private final Identity identity;
    private final Correspondents correspondents;
    private final SipEvents events;
    private final Subscriptions subscriptions;
    private final Trunks trunks;
    private final Consumer<Caller> left = this::left; // Not one for each leg.
    private int incoming;

    InviteRequests(
            SipContext sip,
            Identity identity,
            Correspondents correspondents,
            Trunks trunks,
            SipEvents events,
            Subscriptions subscriptions) {
        this.sip = sip;
        this.identity = identity;
        this.correspondents = correspondents;
        this.events = events;
        this.subscriptions = subscriptions;
        this.trunks = trunks;
    }

    /** Legs that came in and have not ended. */
    int incoming() {
        return incoming;
    }

    /** Answers an INVITE without To tag that RI could read, or makes it a leg. */
    void answer(InboundMessage invite, Grammar grammar) {
        sip.count(SipCounter.INVITE_RECEIVED);
        var refusal = refusal(invite);
        if (refusal != null) {
            sip.refuse(invite, refusal);
            return;
        }
        RemoteSession offered = null;
        if (invite.index().bodyLength() > 0) {
            try {
                offered = LocalSession.read(invite);
            } catch (MalformedSdpException _) {
                sip.refuse(invite, Refusal.of(488));
                return;
            }
            if (LocalSession.usable(offered) == null) {
                sip.refuse(invite, Refusal.of(488));
                return;
            }
        }
        var party = CallingParty.of(grammar);
        switch (identity.ofCaller(invite, party.number())) {
            case Identity.Finding.Refused(var why) -> sip.refuse(invite, why);
            case Identity.Finding.Known(var caller) ->
                    enter(invite, grammar, caller, party, offered);
        }
    }

    private @Nullable Refusal refusal(InboundMessage invite) {
        if (invite.index().maxForwards() == 0) {
            return Refusal.of(483);
        }
        var scheme = RequestChecks.scheme(invite);
        if (scheme != null) {
            return scheme;
        }
        if (RequestChecks.hasLongRouteSet(invite)) {
            return Refusal.of(400);
        }
        var extensions = RequestChecks.extensions(invite);
        if (extensions != null) {
            return extensions;
        }
        var content = RequestChecks.content(invite);
        if (content != null) {
            return content;
        }
        var accept = RequestChecks.accept(invite);
        if (accept != null) {
            return accept;
        }
        var tooShort = SessionTerms.tooShort(invite.index(), sip.config().session());
        if (tooShort != null) {
            return tooShort;
        }
        if (sip.transactions().isMerged(SipCore.originOf(invite.index()))) {
            return Refusal.of(482);
        }
        var limits = sip.config().limits();
        return incoming >= limits.maxIncomingCalls() || sip.legs().size() >= limits.maxDialogs()
                ? sip.overloaded()
                : null;
    }

    /** A trunk may have as many calls as its limits say. */
    private void enter(
            InboundMessage invite,
            Grammar grammar,
            Caller caller,
            CallingParty said,
            @Nullable RemoteSession offered) {
        var replacement = Replacement.of(sip, invite);
        var refused = replacement.refusal();
        if (refused == null) {
            refused = trunks.enter(caller);
        }
        if (refused != null) {
            sip.refuse(invite, refused);
            return;
        }
        var audio = offered == null ? null : LocalSession.usable(offered);
        var party = trunks.party(caller, invite, said);
        var trail = Trails.of(invite, caller);
        var invitation =
                new Invitation(
                        invite.flow(),
                        caller,
                        party,
                        trail,
                        audio,
                        replacement.replaced(),
                        invite.index().cseq(),
                        invite.receivedMicros());
        take(invite, grammar, invitation, offered);
    }

    private void take(
            InboundMessage invite,
            Grammar grammar,
            Invitation invitation,
            @Nullable RemoteSession offered) {
        var caller = invitation.caller();
        var whom = correspondents.of(caller);
        var dialog = Dialog.uas(invite, grammar, sip.newTag(), whom);
        var head = ResponseHead.of(invite);
        var transaction =
                sip.transactions()
                        .invite(
                                SipCore.keyOf(invite.index()),
                                SipCore.originOf(invite.index()),
                                ResponseHead.replyTo(invite),
                                dialog.callId(),
                                head.response(100, "", "", ResponseHead.NO_BODY),
                                invite.tried());
        if (!invite.tried()) {
            sip.responded(Response.INVITE_100, invite.receivedMicros());
        }
        incoming++;
        var leg = new UasLeg(sip, invite, head, transaction, dialog, invitation, offered, left);
        leg.watch(subscriptions.watch(caller));
        sip.timers().guarded(leg, () -> leg.events(events.incoming(leg)));
    }

    private void left(Caller caller) {
        incoming--;
        trunks.leave(caller);
    }
}
