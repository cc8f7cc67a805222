package org.strowger.sip.transaction;

import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;

/**
 * The client's side of one transaction.
 *
 * @param <M> a response as its reader sees it
 */
public abstract sealed class ClientTransaction<M> implements Timers.Owner
        permits InviteClientTransaction, NonInviteClientTransaction {

    private final Transactions<M> table;
    private OutgoingRequest<M> request;
    private ClientUser<M> user;
    private byte @Nullable [] last;
    private @Nullable Timer retransmission;
    private @Nullable Timer timeout;
    private boolean terminated;

    ClientTransaction(Transactions<M> table, OutgoingRequest<M> request, ClientUser<M> user) {
        this.table = table;
        this.request = request.head();
        this.user = user;
        this.last = request.octets();
    }

    /** Whether any response came. */
    abstract boolean heard();

    /** A response with this machine's branch and method. */
    abstract void received(int status, M response);

    /** The interval after {@code interval}, or 0 to stop retransmitting. */
    abstract long nextInterval(long interval);

    /** Sends the request. A failure is told later, so that the caller has returned by then. */
    void start() {
        if (!sendLast()) {
            timeoutAfter(0, this::transportFailed);
            return;
        }
        timeoutAfter(timers().timeout(), this::timedOut); // Timers B and F
        if (!reliable()) {
            retransmitAfter(timers().t1()); // Timers A and E
        }
    }

    @Override
    public String sipCallId() {
        return request.sipCallId();
    }

    @Override
    public void broken() {
        terminate();
        user.broken();
    }

    OutgoingRequest<M> request() {
        return request;
    }

    ClientUser<M> user() {
        return user;
    }

    /** Nothing is left to tell or to write: what the user holds is not held for timer D. */
    void letGo() {
        user = ClientUser.nobody();
        request = request.acknowledged();
    }

    /** The table absorbs copies of the final response from now on. */
    void answered() {
        table.answered(request);
    }

    /** The same for an INVITE's 2xx. */
    void answered(String origin, String toTag) {
        table.answered(request, origin, toTag);
    }

    Timers timers() {
        return table.timers();
    }

    boolean reliable() {
        return request.flow().transport().isStream();
    }

    void keep(byte @Nullable [] message) {
        last = message;
    }

    boolean sendLast() {
        return last == null || table.send(request.flow(), last);
    }

    private void retransmitAfter(long interval) {
        retransmission = timers().after(interval, this, () -> retransmit(interval));
    }

    private void retransmit(long interval) {
        sendLast(); // A copy that does not leave is lost; the first may yet be answered.
        long next = nextInterval(interval);
        if (next > 0) {
            retransmitAfter(next);
        }
    }

    void stopRetransmitting() {
        if (retransmission != null) {
            retransmission.cancel();
            retransmission = null;
        }
    }

    void timeoutAfter(long micros, Runnable action) {
        stopTimeout();
        timeout = timers().after(micros, this, action);
    }

    void stopTimeout() {
        if (timeout != null) {
            timeout.cancel();
            timeout = null;
        }
    }

    void timedOut() {
        terminate();
        user.timedOut();
    }

    void transportFailed() {
        terminate();
        user.transportFailed();
    }

    void terminate() {
        if (terminated) {
            return;
        }
        terminated = true;
        stopRetransmitting();
        stopTimeout();
        last = null;
        table.gone(this);
    }
}
