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

    /**
     * The leg of a user who talks with somebody; of several the newest call's, and rather one that
     * he does not hold and that is not being transferred.
     */
    @Nullable PartyLeg talking(String user) {
        PartyLeg talks = null;
        PartyLeg rests = null;
        for (var call : calls) {
            var leg = inConversation(call, user);
            if (leg == null) {
                continue;
            }
            if (leg.isHolding() || call.isDetoured()) {
                rests = leg;
            } else {
                talks = leg;
            }
        }
        return talks == null ? rests : talks;
    }

    private static @Nullable PartyLeg inConversation(Call call, String user) {
        var talk = call.legs().conversation();
        if (talk == null) {
            return null;
        }
        if (user.equals(talk.other().user())) {
            return talk.other();
        }
        return user.equals(talk.one().user()) ? talk.one() : null;
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
