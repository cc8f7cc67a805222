package org.strowger.sip.transaction;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.strowger.base.Clock;
import org.strowger.base.TimerWheel;

/** Time that only a test moves, and a wheel that turns with it. */
public final class FakeTime implements Clock {

    private static final long TICK = 5_000;

    private long nowMicros = 1_700_000_000_000_000L;
    private final TimerWheel wheel = new TimerWheel(TICK, nowMicros);

    @Override
    public long nowMicros() {
        return nowMicros;
    }

    public TimerWheel wheel() {
        return wheel;
    }

    /** Ticks one after the other, so that what a timer sets is seen. */
    public void advance(Duration step) {
        long end = nowMicros + TimeUnit.MICROSECONDS.convert(step);
        while (nowMicros < end) {
            nowMicros = Math.min(end, nowMicros + TICK);
            wheel.advance(nowMicros);
        }
    }

    public void advanceMillis(long millis) {
        advance(Duration.ofMillis(millis));
    }
}
