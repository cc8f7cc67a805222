package org.strowger.harness.farm;

import org.jspecify.annotations.Nullable;

/** Somebody who can be called: an agent, or a whole carrier. Belongs to the farm's thread. */
final class Party {

    /** What follows from a call for the one who was called. */
    interface After {

        /** Has fallen silent: comes back later, or not at all. */
        void vanished(Party party);

        /** Has let a call ring out. */
        void rangOut(Party party);
    }

    final String user;
    final int socket;

    /** Whether it has one call at a time only. */
    final boolean single;

    final After after;
    boolean gone;
    @Nullable CalledLeg current;

    Party(String user, int socket, boolean single, After after) {
        this.user = user;
        this.socket = socket;
        this.single = single;
        this.after = after;
    }
}
