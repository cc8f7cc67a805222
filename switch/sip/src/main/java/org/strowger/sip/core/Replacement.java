package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.LegEvents;
import org.strowger.sip.message.InboundMessage;

/**
 * What an INVITE's Replaces comes to (RFC 3891, section 3).
 *
 * @param replaced who hears of the leg that it names; null when it names none
 * @param refusal why the INVITE cannot be taken; null when it can
 */
record Replacement(@Nullable LegEvents replaced, @Nullable Refusal refusal) {

    private static final Replacement NONE = new Replacement(null, null);

    static Replacement of(SipContext sip, InboundMessage invite) {
        var index = invite.index();
        if (index.header("Replaces").isEmpty()) {
            return NONE;
        }
        var values = index.headers("Replaces");
        var said = values.size() == 1 ? Replaces.read(values.getFirst()) : null;
        if (said == null) {
            return refused(400);
        }
        var named = said.seenBy(sip.legs());
        var leg = named.find(sip.legs());
        boolean early = leg != null && leg.rings(named.fromTag());
        if (leg == null || !(early || leg.isEstablished())) {
            return refused(481); // Also while it rings: who called us may not be replaced then.
        }
        if (leg.hangingUp() || leg.listener() == null) {
            return refused(603);
        }
        return named.earlyOnly() && !early ? refused(486) : new Replacement(leg.listener(), null);
    }

    private static Replacement refused(int status) {
        return new Replacement(null, Refusal.of(status));
    }
}
