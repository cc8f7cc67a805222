package org.strowger.records;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.strowger.base.Clock;

/** Time that only the test moves. */
final class FakeClock implements Clock {

    private final AtomicLong micros = new AtomicLong(1_800_000_000_000_000L);

    @Override
    public long nowMicros() {
        return micros.get();
    }

    void advance(Duration duration) {
        micros.addAndGet(TimeUnit.MICROSECONDS.convert(duration));
    }
}
