package org.strowger.call;

/** Keeps callbacks over a restart. */
@FunctionalInterface
public interface CallbackLog {

    /**
     * It stands so from now on.
     *
     * @param now {@link Callback#NONE} when it is done or given up
     */
    void set(String key, Callback now);
}
