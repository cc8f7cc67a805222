package org.strowger.call;

/** Hears which dialogs are legs of one call. On the signalling thread; must not wait. */
@FunctionalInterface
public interface LegLinks {

    /** The second dialog was begun for the call that has the first one. */
    void linked(String sipCallId, String otherSipCallId);
}
