package org.strowger.sip.transaction;

import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.Flow;

/** The server's side of one transaction. Of all it sent it keeps the last response, as octets. */
public abstract sealed class ServerTransaction implements Timers.Owner
        permits InviteServerTransaction, NonInviteServerTransaction {

    private final Transactions<?> table;
    private final ServerKey key;
    private final Flow replyTo;
    private final String sipCallId;
    private ServerUser user = ServerUser.NOBODY;
    private @Nullable Timer timeout;
    private byte @Nullable [] last;
    private boolean terminated;

    ServerTransaction(Transactions<?> table, ServerKey key, Flow replyTo, String sipCallId) {
        this.table = table;
        this.key = key;
        this.replyTo = replyTo;
        this.sipCallId = sipCallId;
    }

    /** Sends a response; what the machine's state does not allow is not sent. */
    public abstract void respond(int status, byte[] response);

    /** The request came once more. */
    abstract void requestAgain();

    /** Who hears of the rest from now on. */
    public void user(ServerUser user) {
        this.user = user;
    }

    @Override
    public String sipCallId() {
        return sipCallId;
    }

    @Override
    public void broken() {
        terminate();
        user.broken();
    }

    ServerKey key() {
        return key;
    }

    /** Who hears of this transaction. */
    public ServerUser user() {
        return user;
    }

    Transactions<?> table() {
        return table;
    }

    Timers timers() {
        return table.timers();
    }

    boolean reliable() {
        return replyTo.transport().isStream();
    }

    void keep(byte @Nullable [] response) {
        last = response;
    }

    /** Sends the kept response, if there is one; a failure ends the machine (section 17.2.4). */
    boolean sendLast() {
        if (last == null || table.send(replyTo, last)) {
            return true;
        }
        terminate();
        user.transportFailed();
        return false;
    }

    /** As {@link #sendLast}, but a failure changes nothing (RFC 6026, section 8.7). */
    void sendThrough(byte[] response) {
        if (!table.send(replyTo, response)) {
            user.transportFailed();
        }
    }

    /** For what the other side asks for again when it is lost. */
    void sendQuietly(byte[] response) {
        table.send(replyTo, response);
    }

    void timeoutAfter(long micros, Runnable action) {
        if (timeout != null) {
            timeout.cancel();
        }
        timeout = timers().after(micros, this, action);
    }

    void terminate() {
        if (terminated) {
            return;
        }
        terminated = true;
        if (timeout != null) {
            timeout.cancel();
        }
        last = null;
        stop();
        table.gone(this);
    }

    /** Cancels the timers that a machine has of its own. */
    void stop() {}
}
