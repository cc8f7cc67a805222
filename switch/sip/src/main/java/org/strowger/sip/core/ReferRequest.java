package org.strowger.sip.core;

import gov.nist.javax.sip.address.SipUri;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.LegEvents;
import org.strowger.sip.SipCounter;
import org.strowger.sip.dialog.Dialog;
import org.strowger.sip.dialog.ResponseHead;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.MalformedSipMessageException;

/**
 * A REFER inside a dialog (RFC 3515, RFC 7647). It may name what is ours only: we call nobody
 * elsewhere because a peer says so.
 */
final class ReferRequest {

    private static final int ACCEPTED = 200; // RFC 7647, section 5: not 202
    private static final int GONE = 481;

    private final SipContext sip;
    private final Leg leg;
    private final Dialog dialog;
    private final InboundMessage request;

    ReferRequest(Leg leg, Dialog dialog, InboundMessage request) {
        this.sip = leg.sip();
        this.leg = leg;
        this.dialog = dialog;
        this.request = request;
    }

    void answer(DialogRequests.Phase phase) {
        var refusal = notNow(phase);
        if (refusal == null) {
            refusal = RequestChecks.extensions(request);
        }
        if (refusal == null) {
            refusal = RequestChecks.replaces(request);
        }
        if (refusal != null) {
            sip.refuse(request, refusal);
            return;
        }
        try {
            refer();
        } catch (MalformedSipMessageException _) {
            sip.count(SipCounter.GRAMMAR_REJECTED);
            sip.refuse(request, Refusal.of(400));
        }
    }

    /** Who is not connected yet has nobody to refer. */
    private @Nullable Refusal notNow(DialogRequests.Phase phase) {
        boolean connected = phase == DialogRequests.Phase.CONFIRMED && !leg.hangingUp();
        return connected ? null : Refusal.of(603);
    }

    private void refer() throws MalformedSipMessageException {
        var grammar = sip.messages().parse(request.index());
        var to = grammar.referTo();
        boolean once = request.index().headers("Refer-To").size() == 1;
        if (!once) {
            sip.refuse(request, Refusal.of(400)); // Section 2.4.2
        } else if (to == null) {
            sip.count(SipCounter.GRAMMAR_REJECTED);
            sip.refuse(request, Refusal.of(400));
        } else if (!(to.getURI() instanceof SipUri uri) || !OwnNumber.isOurs(sip.config(), uri)) {
            sip.refuse(request, Refusal.of(403));
        } else {
            refer(uri);
        }
    }

    private void refer(SipUri uri) {
        var value = uri.getHeader("Replaces");
        if (value == null) {
            ask(Uris.number(uri), null, false);
            return;
        }
        var replaces = Replaces.read(Uris.unescape(value));
        if (replaces == null) {
            sip.refuse(request, Refusal.of(400));
            return;
        }
        var named = replaces.find(sip.legs());
        boolean living =
                named != null && !named.hangingUp(); // While a colleague rings it is early.
        ask(Uris.number(uri), named == null ? null : named.listener(), !living);
    }

    /**
     * Asks call control.
     *
     * @param gone whether the leg that Replaces names is not there: then there is nothing to ask,
     *     and the peer is told as if we had sent the INVITE and got that answer
     */
    private void ask(String number, @Nullable LegEvents replaced, boolean gone) {
        var asked = leg.listener();
        var referral = new ReferSubscription(sip, dialog, request.index().cseq(), number, replaced);
        int status = gone || asked == null ? ACCEPTED : asked.referred(referral);
        if (status != ACCEPTED) {
            sip.refuse(request, Refusal.of(status));
            return;
        }
        if (gone || asked == null) {
            referral.progress(GONE);
        }
        boolean silent = wantsNoNotify();
        accept(silent);
        if (!silent) {
            referral.begin();
        }
    }

    /** RFC 4488, section 4. */
    private boolean wantsNoNotify() {
        var wanted = request.index().header("Refer-Sub").toLowerCase(Locale.ROOT);
        return wanted.strip().startsWith("false");
    }

    private void accept(boolean silent) {
        var lines = sip.contact(dialog.flow()) + (silent ? "Refer-Sub: false\r\n" : "");
        sip.respond(request, ACCEPTED, "", lines, ResponseHead.NO_BODY);
    }
}
