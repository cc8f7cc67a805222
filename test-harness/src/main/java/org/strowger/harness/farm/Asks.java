package org.strowger.harness.farm;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.phone.SipText;

/** Requests other than INVITE that wait for their final answer (RFC 3261, section 17.1.2). */
final class Asks {

    /** Told once. */
    interface Answer {

        /** Takes the final response, or null if none came in 64 T1. */
        void answered(@Nullable SipText response);
    }

    private record Ask(Repeat repeat, Answer answer) {}

    private final Ground ground;
    private final Map<String, Ask> open = new HashMap<>();

    Asks(Ground ground) {
        this.ground = ground;
    }

    void ask(String branch, Datagram request, Answer answer) {
        var repeat = Repeat.upToT2(ground, request, () -> silence(branch));
        open.put(branch, new Ask(repeat, answer));
    }

    /** Takes a response. One to a request that has its answer was sent again on the way. */
    void received(SipText response) {
        var branch = Texts.branchOf(response);
        if (!branch.startsWith(Texts.COOKIE + ground.run())) {
            var kind = response.status() + " to " + response.sequenceMethod();
            ground.counters().unexpected(kind + " that is not ours");
        } else if (response.status() >= 200) {
            var ask = open.remove(branch);
            if (ask == null) {
                ground.count(Count.RETRANSMISSIONS_RECEIVED);
            } else {
                ask.repeat.stop();
                ask.answer.answered(response);
            }
        }
    }

    /** Nobody waits for this one any more. */
    void forget(String branch) {
        var ask = open.remove(branch);
        if (ask != null) {
            ask.repeat.stop();
        }
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    private void silence(String branch) {
        var ask = open.remove(branch);
        if (ask != null) {
            ground.count(Count.UNANSWERED);
            ask.answer.answered(null);
        }
    }
}
