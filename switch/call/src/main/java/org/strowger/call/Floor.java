package org.strowger.call;

import java.util.Collection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All calls that there are, for whoever looks for one among the others. */
record Floor(Collection<Call> calls) {

    /** The leg of a user who has put the other party on hold; of several the newest call's. */
    @Nullable PartyLeg heldBy(String user) {
        PartyLeg found = null;
        for (var call : calls) {
            var talk = call.legs().conversation();
            if (talk != null && !call.isDetoured()) {
                found = holding(talk.one(), user) ? talk.one() : found;
                found = holding(talk.other(), user) ? talk.other() : found;
            }
        }
        return found;
    }

    /** The leg of a user who talks with somebody; of several the newest call's. */
    @Nullable PartyLeg talking(String user) {
        PartyLeg found = null;
        for (var call : calls) {
            var talk = call.legs().conversation();
            if (talk != null) {
                found = user.equals(talk.one().user()) ? talk.one() : found;
                found = user.equals(talk.other().user()) ? talk.other() : found;
            }
        }
        return found;
    }

    private static boolean holding(PartyLeg leg, String user) {
        return leg.isHolding() && user.equals(leg.user());
    }

    /** A phone that rings, of such a user; of several the one of the oldest call. */
    @Nullable OutLeg ringing(Predicate<String> whose) {
        for (var call : calls) {
            for (var leg : call.legs().ringing()) {
                var user = leg.user();
                if (user != null && whose.test(user)) {
                    return leg;
                }
            }
        }
        return null;
    }
}
