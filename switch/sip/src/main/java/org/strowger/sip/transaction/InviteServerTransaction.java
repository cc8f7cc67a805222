package org.strowger.sip.transaction;

import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.Flow;

/** INVITE, the server's side (RFC 3261, section 17.2.1, figure 5 of RFC 6026). */
public final class InviteServerTransaction extends ServerTransaction {

    private enum State {
        PROCEEDING,
        COMPLETED,
        CONFIRMED,
        ACCEPTED
    }

    private final String origin;
    private State state = State.PROCEEDING;
    private @Nullable Timer timerG;

    InviteServerTransaction(
            Transactions<?> table, ServerKey key, String origin, Flow replyTo, String sipCallId) {
        super(table, key, replyTo, sipCallId);
        this.origin = origin;
    }

    /** Sends the 100 at once: the 200 ms that the RFC allows only invite a retransmission. */
    void start(byte[] trying, boolean tried) {
        keep(trying);
        if (!tried) {
            sendQuietly(trying);
        }
    }

    /** Whether no final response has been sent yet. */
    public boolean proceeding() {
        return state == State.PROCEEDING;
    }

    String origin() {
        return origin;
    }

    /** Whether a 2xx has been sent: an ACK is the core's then. */
    boolean accepted() {
        return state == State.ACCEPTED;
    }

    @Override
    public void respond(int status, byte[] response) {
        if (state == State.ACCEPTED && status / 100 == 2) {
            sendThrough(response); // The core's own retransmission of its 2xx.
        }
        if (state != State.PROCEEDING) {
            return;
        }
        if (status < 200) {
            keep(response);
            sendLast();
        } else if (status < 300) {
            accept(response);
        } else {
            complete(response);
        }
    }

    /**
     * The ACK for the 2xx came. Copies of the INVITE are absorbed as before (timer L of RFC 6026),
     * but no machine is needed for that.
     */
    public void acknowledged() {
        if (state == State.ACCEPTED) {
            table().departed(this);
            terminate();
        }
    }

    private void accept(byte[] response) {
        state = State.ACCEPTED;
        keep(null); // Retransmitting a 2xx is the core's.
        timeoutAfter(timers().timeout(), this::terminate); // Timer L
        sendThrough(response);
    }

    private void complete(byte[] response) {
        state = State.COMPLETED;
        keep(response);
        timeoutAfter(timers().timeout(), this::noAck); // Timer H
        if (sendLast() && !reliable()) {
            retransmitAfter(timers().t1());
        }
    }

    private void retransmitAfter(long interval) {
        timerG =
                timers().after(
                                interval,
                                this,
                                () -> {
                                    if (sendLast()) {
                                        retransmitAfter(Math.min(2 * interval, timers().t2()));
                                    }
                                });
    }

    private void noAck() {
        terminate();
        user().timedOut();
    }

    @Override
    void requestAgain() {
        if (state == State.PROCEEDING || state == State.COMPLETED) {
            sendLast();
        }
    }

    /** An ACK filed under this machine's key: it acknowledges a response of 300 to 699. */
    void ack() {
        if (state != State.COMPLETED) {
            return;
        }
        state = State.CONFIRMED;
        stop();
        keep(null);
        if (reliable()) {
            terminate(); // Timer I is zero.
        } else {
            timeoutAfter(timers().t4(), this::terminate); // Timer I
        }
        user().acknowledged();
    }

    @Override
    void stop() {
        if (timerG != null) {
            timerG.cancel();
            timerG = null;
        }
    }
}
