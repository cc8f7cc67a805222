package org.strowger.call;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One call as it is now, for people.
 *
 * @param state script, waiting, ringing, talking, parked or ending
 * @param recording running or paused; null while it is not recorded
 * @param supervision who supervises it, and how; null for nobody
 */
public record CallSummary(
        String id,
        long startMicros,
        String caller,
        String dialled,
        String state,
        @Nullable String queue,
        @Nullable String agent,
        @Nullable String recording,
        @Nullable String supervision) {

    static CallSummary of(Call call) {
        var log = call.log();
        return new CallSummary(
                call.id().value(),
                log.startMicros(),
                log.caller(),
                log.dialled(),
                call.state().name().toLowerCase(Locale.ROOT),
                log.queue(),
                log.agent(),
                recording(call),
                Supervision.text(call.legs().supervision()));
    }

    private static @Nullable String recording(Call call) {
        return switch (call.legs().recording().state()) {
            case RUNNING -> "running";
            case PAUSED -> "paused";
            default -> null;
        };
    }
}
