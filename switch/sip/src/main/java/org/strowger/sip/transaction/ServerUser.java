package org.strowger.sip.transaction;

/** Who answers a request: told what becomes of the final response (RFC 3261, section 17.2). */
public interface ServerUser {

    /** Cares for nothing. */
    ServerUser NOBODY = new ServerUser() {};

    /** The ACK for a response of 300 to 699 came. */
    default void acknowledged() {}

    /** No ACK came for a response of 300 to 699 (timer H). */
    default void timedOut() {}

    /** A bug of ours was met on the way: let go of everything. */
    default void broken() {}

    /** A response could not be sent. */
    default void transportFailed() {}
}
