package org.strowger.harness.load;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Says that a run shall stop, and why; and lets whoever says it wait until it has. */
public final class Interruption {

    private final AtomicReference<String> reason = new AtomicReference<>("");
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** From now on the run stops; the first reason counts. */
    public void stop(String why) {
        reason.compareAndSet("", why);
    }

    /** Why it shall stop; empty while it shall not. */
    public Optional<String> reason() {
        return Optional.of(reason.get()).filter(why -> !why.isEmpty());
    }

    /** The run has written what it has, and left nothing behind. */
    public void stopped() {
        stopped.countDown();
    }

    /** Waits for {@link #stopped}. */
    public boolean awaitStopped(Duration limit) {
        try {
            return stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
