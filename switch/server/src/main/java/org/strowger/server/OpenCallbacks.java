package org.strowger.server;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.strowger.call.CallbackState;
import org.strowger.control.CallbackDoor;

/**
 * Callbacks in the words of the control door.
 *
 * @param all asks for them, and waits for the answer
 * @param cancels drops one, and waits for the answer
 */
record OpenCallbacks(Supplier<List<CallbackState>> all, BiPredicate<String, String> cancels)
        implements CallbackDoor {

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public List<CallbackView> callbacks() {
        return all.get().stream().map(OpenCallbacks::view).toList();
    }

    @Override
    public boolean cancel(String queue, String number) {
        return cancels.test(queue, number);
    }

    private static CallbackView view(CallbackState state) {
        var callback = state.callback();
        var call = state.call();
        return new CallbackView(
                callback.queue(),
                callback.number(),
                iso(callback.sinceMicros()),
                state.stage().name().toLowerCase(Locale.ROOT),
                iso(callback.dueMicros()),
                iso(callback.untilMicros()),
                callback.attempts(),
                callback.origin(),
                call == null ? null : call.value());
    }

    private static String iso(long micros) {
        return ISO.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
