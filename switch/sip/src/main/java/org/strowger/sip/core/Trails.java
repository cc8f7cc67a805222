package org.strowger.sip.core;

import java.util.ArrayList;
import java.util.List;
import org.strowger.sip.Caller;
import org.strowger.sip.Diversion;
import org.strowger.sip.Trail;
import org.strowger.sip.dialog.Uris;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.message.SipIndex;

/** What an INVITE says of where the call has been. */
final class Trails {

    private Trails() {}

    /**
     * Reads an INVITE whose Max-Forwards is not 0. Who sent a call on is believed of trunks only:
     * anybody else may say that he was called by somebody.
     */
    static Trail of(InboundMessage invite, Caller caller) {
        var index = invite.index();
        int forwards = index.maxForwards();
        int left = forwards < 0 ? Trail.NEW.maxForwards() : forwards - 1;
        long breadth = Seconds.of(index.header("Max-Breadth"));
        var diversions = caller instanceof Caller.Trunk ? diversions(index) : List.<Diversion>of();
        boolean withheld = AssertedIdentity.isPrivate(invite);
        if (left == Trail.ONE_HOP.maxForwards()
                && breadth <= 0
                && diversions.isEmpty()
                && !withheld) {
            return Trail.ONE_HOP; // Not one for each call.
        }
        return new Trail(
                Math.min(left, Trail.NEW.maxForwards()),
                (int) Math.max(breadth, 0),
                diversions,
                withheld);
    }

    private static List<Diversion> diversions(SipIndex invite) {
        var said = new ArrayList<Diversion>();
        for (var entry : Entries.of(invite, "Diversion")) {
            var number = number(AssertedIdentity.uri(entry));
            var privacy = Entries.parameter(entry, "privacy");
            boolean secret = !privacy.isEmpty() && !privacy.equalsIgnoreCase("off");
            if (!number.isEmpty() && said.size() < Trail.MOST_DIVERSIONS) {
                var reason = Diversion.Reason.of(unquoted(Entries.parameter(entry, "reason")));
                said.add(new Diversion(number, reason, secret));
            }
        }
        return said.isEmpty() ? History.diversions(invite) : said;
    }

    /** User part of a URI; empty when there is none. */
    static String number(String uri) {
        return CallingParty.clean(Uris.unescape(AssertedIdentity.user(uri)));
    }

    private static String unquoted(String word) {
        return word.replace("\"", "");
    }
}
