package org.strowger.harness.farm;

import org.jspecify.annotations.Nullable;
import org.strowger.base.TimerWheel;

/**
 * A datagram that is sent now, and again after T1, 2 T1, 4 T1 and so on until it is stopped or 64
 * T1 have passed (timers A, B, E, F, G, H of RFC 3261, and section 13.3.1.4).
 */
final class Repeat {

    private final Ground ground;
    private final Datagram what;
    private final long longest;
    private final Runnable gaveUp;
    private final long end;
    private long wait = Ground.T1;
    private TimerWheel.@Nullable Timer next;

    private Repeat(Ground ground, Datagram what, long longest, Runnable gaveUp) {
        this.ground = ground;
        this.what = what;
        this.longest = longest;
        this.gaveUp = gaveUp;
        this.end = ground.now() + Ground.LIMIT;
    }

    /** For an INVITE: the waits double to the end. */
    static Repeat doubling(Ground ground, Datagram what, Runnable gaveUp) {
        return new Repeat(ground, what, Long.MAX_VALUE, gaveUp).send();
    }

    /** For all else: the waits double up to T2. */
    static Repeat upToT2(Ground ground, Datagram what, Runnable gaveUp) {
        return new Repeat(ground, what, Ground.T2, gaveUp).send();
    }

    void stop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    private Repeat send() {
        ground.send(what.socket, what.octets, what.to);
        long left = end - ground.now();
        next = wait < left ? ground.after(wait, this::again) : ground.after(left, this::end);
        return this;
    }

    private void again() {
        ground.count(Count.RETRANSMISSIONS_SENT);
        wait = Math.min(2 * wait, longest);
        send();
    }

    private void end() {
        next = null;
        gaveUp.run();
    }
}
