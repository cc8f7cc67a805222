package org.strowger.acd;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.Stay.Staff;

/**
 * Says who may join a queue, and who has to leave one. What it keeps of a call and a line are two
 * deadlines and a reason; all of them follow from the rules, the time of joining and the time of
 * the last look.
 */
final class Stays {

    private static final long LOOK_MICROS = 1_000_000;

    private static final String NO_AGENTS = "no agents";
    private static final String NONE_READY = "none ready";
    private static final String TOO_LONG = "too long";
    private static final String WAITED = "waited too long";

    /** Takes a call out of its queue. */
    @FunctionalInterface
    interface Exit {
        void letGo(WaitingCall call, String reason, long nowMicros);
    }

    private final Deadlines deadlines;
    private final Exit exit;

    Stays(Deadlines deadlines, Exit exit) {
        this.deadlines = deadlines;
        this.exit = exit;
    }

    /** Why the call, which was estimated, may not join; null when it may. */
    static @Nullable String refusal(WaitingCall call) {
        var stay = call.line.rules.stay();
        if (stay.isFree()) {
            return null;
        }
        long longest = stay.longestEstimateMicros();
        if (longest > 0 && call.likelyMicros > longest) {
            return TOO_LONG;
        }
        return missing(call, stay.joins());
    }

    /** The call has joined, or its queue has new rules. */
    void begin(WaitingCall call, long nowMicros) {
        end(call);
        if (call.line.removed) {
            return; // It is let go for that, as soon as no agent is rung.
        }
        var stay = call.line.rules.stay();
        if (stay.longestWaitMicros() > 0) {
            long due = Math.max(nowMicros, call.joinedMicros + stay.longestWaitMicros());
            resumeWait(call, due);
        }
        if (stay.stays() != Staff.NOBODY && call.line.look == null) {
            look(call.line, nowMicros);
        }
    }

    /** It is let go at this time. */
    void resumeWait(WaitingCall call, long dueMicros) {
        call.patience = deadlines.at(dueMicros, () -> waited(call, dueMicros));
    }

    /** The call is in its queue no more. */
    void end(WaitingCall call) {
        deadlines.cancel(call.patience);
        call.patience = null;
        call.leaves = null;
    }

    /** The line is empty, or has new rules. */
    void end(Line line) {
        deadlines.cancel(line.look);
        line.look = null;
    }

    private void waited(WaitingCall call, long nowMicros) {
        call.patience = null;
        if (call.isRung()) {
            call.leaves = WAITED; // Whoever answers now still gets it.
        } else {
            exit.letGo(call, WAITED, nowMicros);
        }
    }

    private void look(Line line, long nowMicros) {
        resumeLook(line, nowMicros + LOOK_MICROS);
    }

    /** Its calls are looked through at this time. */
    void resumeLook(Line line, long dueMicros) {
        line.look = deadlines.at(dueMicros, () -> lookThrough(line, dueMicros));
    }

    private void lookThrough(Line line, long nowMicros) {
        line.look = null;
        var staff = line.rules.stay().stays();
        for (var call : List.copyOf(line.all())) {
            var missing = call.isRung() ? null : missing(call, staff);
            if (missing != null) {
                exit.letGo(call, missing, nowMicros);
            }
        }
        if (line.calls > 0 && staff != Staff.NOBODY && line.look == null) {
            look(line, nowMicros);
        }
    }

    private static @Nullable String missing(WaitingCall call, Staff staff) {
        boolean hopes = call.held != null || call.step < call.line.rules.relaxation().size();
        if (staff == Staff.NOBODY || hopes) {
            return null;
        }
        boolean somebody = false;
        for (var member : Matcher.requirementOf(call).members) {
            if (member.isAtWork()) {
                return null;
            }
            somebody |= member.isThere();
        }
        if (!somebody) {
            return NO_AGENTS;
        }
        return staff == Staff.AT_WORK ? NONE_READY : null;
    }
}
