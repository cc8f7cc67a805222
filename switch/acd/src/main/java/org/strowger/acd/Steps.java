package org.strowger.acd;

import org.jspecify.annotations.Nullable;

/**
 * Moves calls from step to step of their queue's relaxation as they wait, whether an agent is rung
 * meanwhile or not.
 */
final class Steps {

    private final Matcher matcher;
    private final Deadlines deadlines;
    private final Explanations explanations;

    Steps(Matcher matcher, Deadlines deadlines, Explanations explanations) {
        this.matcher = matcher;
        this.deadlines = deadlines;
        this.explanations = explanations;
    }

    /**
     * The call joins, or its queue has new rules: finds out what it asks for at this time. It must
     * not stand among those who wait.
     */
    void begin(WaitingCall call, long nowMicros) {
        end(call);
        if (call.line.removed) {
            matcher.classify(call);
            return;
        }
        int step = call.line.rules.step(nowMicros - call.joinedMicros);
        boolean news = step != call.step;
        call.step = step;
        matcher.classify(call);
        if (news) {
            tell(call, nowMicros);
        }
        var steps = call.line.rules.relaxation();
        if (step < steps.size()) {
            resumeStep(call, call.joinedMicros + steps.get(step).afterMicros());
        }
    }

    /** The next step comes at this time. */
    void resumeStep(WaitingCall call, long dueMicros) {
        call.nextStep = deadlines.at(dueMicros, () -> advance(call, dueMicros));
    }

    /** The hold ends at this time. */
    void resumeHold(WaitingCall call, long untilMicros) {
        call.holdEnd = deadlines.at(untilMicros, () -> endHold(call, untilMicros));
    }

    /**
     * The call joins: for so long only the agent it prefers may have it, if that one is at work and
     * will do.
     */
    void join(WaitingCall call, AcdEvent.@Nullable Preferred preferred, long nowMicros) {
        begin(call, nowMicros);
        if (preferred == null || preferred.holdMicros() <= 0) {
            return;
        }
        call.held = preferred.agent();
        matcher.release(call);
        matcher.classify(call);
        if (Matcher.requirementOf(call).members.stream().noneMatch(a -> a.loggedIn)) {
            let(call);
            return;
        }
        resumeHold(call, nowMicros + preferred.holdMicros());
    }

    /** Whoever is next may have the call; it must have been held. */
    void endHold(WaitingCall call, long nowMicros) {
        var agent = call.held;
        if (agent != null) {
            explanations.tell(call, new Why.HoldOver(agent), nowMicros);
        }
        matcher.remove(call);
        let(call);
        matcher.addIfWanting(call);
    }

    private void let(WaitingCall call) {
        deadlines.cancel(call.holdEnd);
        call.holdEnd = null;
        call.held = null;
        matcher.release(call);
        matcher.classify(call);
    }

    /** The call is gone, or will be told anew what it asks for. */
    void end(WaitingCall call) {
        deadlines.cancel(call.nextStep);
        call.nextStep = null;
    }

    private void advance(WaitingCall call, long nowMicros) {
        matcher.remove(call);
        matcher.release(call);
        begin(call, nowMicros);
        matcher.addIfWanting(call);
    }

    private void tell(WaitingCall call, long nowMicros) {
        var requirement = Matcher.requirementOf(call);
        var why = new Why.Relaxed(call.step, requirement.needs, requirement.members.size());
        explanations.tell(call, why, nowMicros);
    }
}
