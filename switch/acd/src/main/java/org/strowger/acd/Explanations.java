package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import org.strowger.acd.AcdCommand.Explained;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/** Tells why, among the commands. */
final class Explanations {

    private final List<AcdCommand> commands;

    /** Calls that have joined or come back; they are asked after when the event is over. */
    private final List<WaitingCall> back = new ArrayList<>();

    Explanations(List<AcdCommand> commands) {
        this.commands = commands;
    }

    void tell(WaitingCall call, Why why, long nowMicros) {
        commands.add(
                new Explained(
                        nowMicros,
                        call.id,
                        call.line.rules.id(),
                        call.scoreMicros(nowMicros),
                        why));
    }

    /** Of a call that was not taken in, and has no score. */
    void refused(CallId call, QueueId queue, String reason, long nowMicros) {
        commands.add(new Explained(nowMicros, call, queue, 0, new Why.Refused(reason)));
    }

    /** The call wants an agent; should it get none in this event, it will be said so. */
    void comesBack(WaitingCall call) {
        back.add(call);
    }

    /** Everything of an event has taken effect. */
    void eventOver(long nowMicros) {
        for (var call : back) {
            if (!call.gone && !call.isRung()) {
                var requirement = Matcher.requirementOf(call);
                tell(
                        call,
                        new Why.Waits(
                                requirement.needs,
                                requirement.members.size(),
                                requirement.idle(),
                                call.held),
                        nowMicros);
            }
        }
        back.clear();
    }
}
