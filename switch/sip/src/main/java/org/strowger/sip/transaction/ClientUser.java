package org.strowger.sip.transaction;

/**
 * Who sent a request.
 *
 * @param <M> a response as its reader sees it; the machines hand it through unread
 */
public interface ClientUser<M> {

    /** A response that is not a mere retransmission; 2xx of an INVITE come every time. */
    void response(int status, M response);

    /** No final response came in time (timers B and F). Nothing comes after it. */
    void timedOut();

    /** The request could not be sent. Nothing comes after it. */
    void transportFailed();

    /** A bug of ours was met on the way: let go of everything. Nothing comes after it. */
    void broken();

    /** Cares for nothing. */
    static <M> ClientUser<M> nobody() {
        return new ClientUser<>() {
            @Override
            public void response(int status, M response) {}

            @Override
            public void timedOut() {}

            @Override
            public void transportFailed() {}

            @Override
            public void broken() {}
        };
    }
}
