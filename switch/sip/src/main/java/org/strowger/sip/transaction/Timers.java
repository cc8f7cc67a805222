package org.strowger.sip.transaction;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.base.Clock;
import org.strowger.base.TimerWheel;

/**
 * The timers of SIP, in microseconds, on the signalling thread's wheel.
 *
 * <p>Whatever an action throws ends its owner only: the wheel and everybody else's timers go on.
 */
public final class Timers {

    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    /** Whom a failing step belongs to. */
    public interface Owner {

        /** For the log. */
        String sipCallId();

        /** A bug of ours was met in one of its steps: let go of everything it holds. */
        void broken();
    }

    private final Clock clock;
    private final TimerWheel wheel;
    private final long t1;

    /**
     * @param t1 estimate of the round trip (RFC 3261, section 17.1.1.1); T2 is 8 and T4 10 of them
     */
    public Timers(Clock clock, TimerWheel wheel, Duration t1) {
        this.clock = clock;
        this.wheel = wheel;
        this.t1 = TimeUnit.MICROSECONDS.convert(t1);
    }

    /** First retransmission interval; 500 ms unless set otherwise. */
    public long t1() {
        return t1;
    }

    /** Longest retransmission interval of non-INVITE requests and INVITE responses. */
    public long t2() {
        return 8 * t1;
    }

    /** How long a message may live in the network. */
    public long t4() {
        return 10 * t1;
    }

    /** The length of timers B, D, F, H, J, L and M. */
    public long timeout() {
        return 64 * t1;
    }

    /** Epoch microseconds. */
    public long now() {
        return clock.nowMicros();
    }

    /** Runs {@code action} in {@code micros} microseconds, guarded. */
    public TimerWheel.Timer after(long micros, Owner owner, Runnable action) {
        return wheel.schedule(clock.nowMicros() + micros, () -> guarded(owner, action));
    }

    /** Runs {@code step} now; a bug in it ends {@code owner} and is logged once. */
    public void guarded(Owner owner, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("a bug ended the leg with Call-ID {}", owner.sipCallId(), e);
            release(owner);
        }
    }

    private static void release(Owner owner) {
        try {
            owner.broken();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("and what it held was not let go: Call-ID {}", owner.sipCallId(), e);
        }
    }
}
