package org.strowger.call;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One call as it is now, for people.
 *
 * @param state script, waiting, ringing, talking, parked or ending
 */
public record CallSummary(
        String id,
        long startMicros,
        String caller,
        String dialled,
        String state,
        @Nullable String queue,
        @Nullable String agent) {

    static CallSummary of(Call call) {
        var log = call.log();
        return new CallSummary(
                call.id().value(),
                log.startMicros(),
                log.caller(),
                log.dialled(),
                call.state().name().toLowerCase(Locale.ROOT),
                log.queue(),
                log.agent());
    }
}
