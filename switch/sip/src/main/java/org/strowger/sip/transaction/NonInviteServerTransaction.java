package org.strowger.sip.transaction;

import org.strowger.sip.Flow;

/**
 * Any other request, the server's side (RFC 3261, section 17.2.2). It sends no provisional response
 * and no 408: both do harm only (RFC 4320, sections 4.1 and 4.2).
 */
public final class NonInviteServerTransaction extends ServerTransaction {

    private boolean completed;

    NonInviteServerTransaction(
            Transactions<?> table, ServerKey key, Flow replyTo, String sipCallId) {
        super(table, key, replyTo, sipCallId);
        timeoutAfter(timers().timeout(), this::terminate); // Nobody answered: let go all the same.
    }

    @Override
    public void respond(int status, byte[] response) {
        if (completed || status < 200) {
            return;
        }
        if (status == 408) {
            terminate();
            return;
        }
        completed = true;
        keep(response);
        timeoutAfter(timers().timeout(), this::terminate); // Timer J
        if (sendLast() && reliable()) {
            terminate(); // Timer J is zero.
        }
    }

    @Override
    void requestAgain() {
        sendLast();
    }
}
