package org.strowger.sip.transaction;

/**
 * Any other request, the client's side (RFC 3261, section 17.1.2).
 *
 * @param <M> a response as its reader sees it
 */
public final class NonInviteClientTransaction<M> extends ClientTransaction<M> {

    private boolean provisional;

    NonInviteClientTransaction(
            Transactions<M> table, OutgoingRequest<M> request, ClientUser<M> user) {
        super(table, request, user);
    }

    @Override
    boolean heard() {
        return provisional;
    }

    @Override
    long nextInterval(long interval) {
        return provisional ? timers().t2() : Math.min(2 * interval, timers().t2()); // Timer E
    }

    @Override
    void received(int status, M response) {
        if (status < 200) {
            provisional = true;
        } else {
            if (!reliable()) {
                answered(); // What timer K waits for, copies of the response, needs no machine.
            }
            terminate();
        }
        user().response(status, response);
    }
}
