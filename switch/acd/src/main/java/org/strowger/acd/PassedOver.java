package org.strowger.acd;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Who would have been chosen before, were it not for an exclusion: told with an offer. */
final class PassedOver {

    /** So many of them are told. */
    private static final int MOST = 3;

    private PassedOver() {}

    /** The first of those who are idle and were passed over for the one who was chosen. */
    static List<Why.Passed> before(WaitingCall call, Agent chosen) {
        if (call.exclusions.isEmpty()) {
            return List.of();
        }
        var passed = new ArrayList<Why.Passed>();
        var requirement = Matcher.requirementOf(call);
        if (pass(call, chosen, requirement.choice(false), passed)) {
            pass(call, chosen, requirement.choice(true), passed);
        }
        return passed;
    }

    /** Whether there may be more. */
    private static boolean pass(
            WaitingCall call, Agent chosen, Iterator<Agent> agents, List<Why.Passed> passed) {
        while (agents.hasNext()) {
            var agent = agents.next();
            if (agent.equals(chosen) || passed.size() >= MOST) {
                return false;
            }
            var exclusion = call.exclusions.get(agent.id);
            if (exclusion != null) {
                passed.add(
                        new Why.Passed(
                                agent.id, exclusion.pause().reason(), exclusion.untilMicros()));
            }
        }
        return true;
    }
}
