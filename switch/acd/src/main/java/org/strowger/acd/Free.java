package org.strowger.acd;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The first call and the first agent of a requirement who are free for one another. */
final class Free {

    private Free() {}

    /** Whether a call may be offered to an agent who is known to meet its requirement. */
    static boolean isFree(WaitingCall call, Agent agent) {
        return call.wantsAgent() && agent.isIdle() && !call.excludes(agent);
    }

    /** The first that an agent who is idle may have, or null. */
    static @Nullable WaitingCall firstCall(Requirement requirement) {
        if (requirement.idle() == 0 || requirement.waiting.isEmpty()) {
            return null;
        }
        var waiting = requirement.waiting.all();
        while (waiting.hasNext()) {
            var call = waiting.next();
            if (bestAgent(call) != null) {
                return call;
            }
        }
        return null;
    }

    /** The first in the order of choice who may have the call, or null. */
    static @Nullable Agent bestAgent(WaitingCall call) {
        var requirement = Matcher.requirementOf(call);
        var best = firstFree(call, requirement.choice(false));
        return best == null ? firstFree(call, requirement.choice(true)) : best;
    }

    private static @Nullable Agent firstFree(WaitingCall call, Iterator<Agent> agents) {
        while (agents.hasNext()) {
            var agent = agents.next();
            if (isFree(call, agent)) {
                return agent;
            }
        }
        return null;
    }
}
