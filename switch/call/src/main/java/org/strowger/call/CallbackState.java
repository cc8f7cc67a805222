package org.strowger.call;

import org.jspecify.annotations.Nullable;
import org.strowger.base.CallId;

/**
 * How a callback stands.
 *
 * @param call the one that waits in the caller's stead, or calls him; null for none
 */
public record CallbackState(Callback callback, Stage stage, @Nullable CallId call) {

    /** Where it stands. */
    public enum Stage {
        /** Nothing goes on before {@link Callback#dueMicros}. */
        BOOKED,
        /** In the queue, in the caller's stead. */
        WAITING,
        /** The caller's phone is called. */
        CALLING
    }
}
