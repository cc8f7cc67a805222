package org.strowger.sip.core;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.Flow;
import org.strowger.sip.transaction.Timers;

/**
 * Keeps open the way by which we are registered: two line ends, again and again (RFC 5626, section
 * 3.5.1, which is for streams). Over UDP they are a datagram that every SIP server passes over (RFC
 * 3261, section 7.5), and a NAT before us keeps its binding. Nothing is expected back.
 */
final class KeepAlive implements Timers.Owner {

    private final SipContext sip;
    private final String callId;
    private final long interval;
    private @Nullable Flow flow;
    private @Nullable Timer due;

    /**
     * Sends nothing yet.
     *
     * @param callId of the registration, for the log
     * @param seconds from one to the next at most; 0 for none
     */
    KeepAlive(SipContext sip, String callId, int seconds) {
        this.sip = sip;
        this.callId = callId;
        this.interval = TimeUnit.SECONDS.toMicros(seconds);
    }

    /** By this way from now on. */
    void by(Flow way) {
        flow = way;
        if (due == null && interval > 0) {
            again();
        }
    }

    /** After 80 to 100 % of the time, so that many do not come at once (section 4.4). */
    private void again() {
        long permille = 800L + sip.entropy().nextInt(201);
        due = sip.timers().after(interval * permille / 1_000, this, this::send);
    }

    private void send() {
        again();
        if (flow != null) {
            sip.sender().keepAlive(flow); // A connection that is gone is told elsewhere.
        }
    }

    void stop() {
        if (due != null) {
            due.cancel();
            due = null;
        }
    }

    boolean isWaiting() {
        return due != null;
    }

    @Override
    public String sipCallId() {
        return callId;
    }

    @Override
    public void broken() {
        // The next one is set already.
    }
}
