package org.strowger.acd;

import java.util.List;
import org.strowger.acd.AcdCommand.Explained;

/**
 * Moves calls from step to step of their queue's relaxation as they wait, whether an agent is rung
 * meanwhile or not.
 */
final class Steps {

    private final Matcher matcher;
    private final Deadlines deadlines;
    private final List<AcdCommand> commands;

    Steps(Matcher matcher, Deadlines deadlines, List<AcdCommand> commands) {
        this.matcher = matcher;
        this.deadlines = deadlines;
        this.commands = commands;
    }

    /**
     * The call joins, or its queue has new rules: finds out what it asks for at this time. It must
     * not stand among those who wait.
     */
    void begin(WaitingCall call, long nowMicros) {
        end(call);
        int step = call.line.rules.step(nowMicros - call.joinedMicros);
        boolean news = step != call.step;
        call.step = step;
        matcher.classify(call);
        if (call.line.removed) {
            return;
        }
        if (news) {
            tell(call, nowMicros);
        }
        var steps = call.line.rules.relaxation();
        if (step < steps.size()) {
            long due = call.joinedMicros + steps.get(step).afterMicros();
            call.nextStep = deadlines.at(due, () -> advance(call, due));
        }
    }

    /** The call is gone, or will be told anew what it asks for. */
    void end(WaitingCall call) {
        deadlines.cancel(call.nextStep);
        call.nextStep = null;
    }

    private void advance(WaitingCall call, long nowMicros) {
        boolean waits = call.offer == null;
        if (waits) {
            matcher.remove(call);
        }
        matcher.release(call);
        begin(call, nowMicros);
        if (waits) {
            matcher.add(call);
        }
    }

    private void tell(WaitingCall call, long nowMicros) {
        var why = new Why.Relaxed(call.step, Matcher.requirementOf(call).needs);
        commands.add(
                new Explained(
                        nowMicros,
                        call.id,
                        call.line.rules.id(),
                        call.scoreMicros(nowMicros),
                        why));
    }
}
