package org.strowger.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Callers who are to be called back. Called on virtual threads. */
public interface CallbackDoor {

    /** All, in the order in which they were booked. */
    List<CallbackView> callbacks();

    /**
     * Somebody need not be called back.
     *
     * @return false when there is no such callback
     */
    boolean cancel(String queue, String number);

    /**
     * One callback now.
     *
     * @param since when the waiting began that counts for the place; ISO 8601 UTC
     * @param state booked (nothing goes on before {@code due}), waiting (in the queue, in the
     *     caller's stead) or calling
     * @param due when it is tried, or tried again, if nothing goes on now
     * @param until when it is given up
     * @param attempts how often the caller was called in vain
     * @param origin id of the call in which it was asked for
     * @param call id of the one that waits or calls
     */
    record CallbackView(
            String queue,
            String number,
            String since,
            String state,
            String due,
            String until,
            int attempts,
            String origin,
            @Nullable String call) {}
}
