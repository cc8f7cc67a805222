package org.strowger.acd;

import org.jspecify.annotations.Nullable;

/** Estimates how long callers will wait; the formulas are in the README. */
final class Estimates {

    private final Matcher matcher;

    Estimates(Matcher matcher) {
        this.matcher = matcher;
    }

    /**
     * The call has just joined its line: what it is told now is compared with what comes. Of one
     * that an agent may have at once, or that is held for one agent, nothing is known.
     *
     * @return null when nothing is known
     */
    @Nullable WaitEstimate joined(WaitingCall call, int place) {
        if (call.held != null || Matcher.requirementOf(call).idle() > 0) {
            return null;
        }
        long plain = plain(call, place);
        if (plain == WaitEstimate.UNKNOWN) {
            return null;
        }
        var estimate = call.line.pace.estimate(place, plain);
        call.plainMicros = plain;
        call.likelyMicros = estimate.likelyMicros();
        return estimate;
    }

    /** As it is now. */
    WaitEstimate of(WaitingCall call) {
        int place = call.line.place(call);
        return call.line.pace.estimate(place, plain(call, place));
    }

    private static long plain(WaitingCall call, int place) {
        return call.held == null
                ? call.line.pace.plain(place, Matcher.requirementOf(call).atWork())
                : WaitEstimate.UNKNOWN;
    }

    /** An agent has answered. */
    static void answered(WaitingCall call, long nowMicros) {
        if (call.plainMicros != WaitEstimate.UNKNOWN) {
            call.line.pace.answered(
                    call.plainMicros, call.likelyMicros, nowMicros - call.joinedMicros);
        }
    }

    /** Of the queue, for a caller who asks for nothing beside what it asks for. */
    WaitFigures figures(Line line) {
        var requirement = line.plain;
        if (requirement == null) {
            requirement = matcher.plain(line);
            line.plain = requirement;
        }
        long expected = 0;
        if (requirement.members.stream().noneMatch(Agent::isIdle)) {
            int place = line.calls + 1;
            long plain = line.pace.plain(place, requirement.atWorkNow());
            expected = line.pace.estimate(place, plain).likelyMicros();
        }
        return line.pace.figures(line.rules.id(), expected);
    }
}
