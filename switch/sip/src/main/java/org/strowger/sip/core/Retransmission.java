package org.strowger.sip.core;

import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel.Timer;
import org.strowger.sip.SipCounter;

/**
 * Sends a response of ours again until the other side confirms it: after T1, each time after twice
 * as long, for 64*T1 in all (RFC 3261, section 13.3.1.4; RFC 3262, section 3).
 */
final class Retransmission {

    private final SipContext sip;
    private final Leg leg;
    private final long longest;
    private final Runnable repeat;
    private final Runnable never;
    private @Nullable Timer again;
    private @Nullable Timer end;

    /**
     * Begins to wait.
     *
     * @param longest time between two, in microseconds
     * @param repeat sends it once more
     * @param never nobody confirmed it; nothing comes after that
     */
    Retransmission(SipContext sip, Leg leg, long longest, Runnable repeat, Runnable never) {
        this.sip = sip;
        this.leg = leg;
        this.longest = longest;
        this.repeat = repeat;
        this.never = never;
        this.end = sip.timers().after(sip.timers().timeout(), leg, this::timedOut);
        againAfter(sip.timers().t1());
    }

    void stop() {
        if (again != null) {
            again.cancel();
            again = null;
        }
        if (end != null) {
            end.cancel();
            end = null;
        }
    }

    private void againAfter(long interval) {
        again = sip.timers().after(interval, leg, () -> repeatAfter(interval));
    }

    private void repeatAfter(long interval) {
        sip.count(SipCounter.RETRANSMISSION_SENT);
        againAfter(Math.min(2 * interval, longest));
        repeat.run();
    }

    private void timedOut() {
        stop();
        never.run();
    }
}
