package org.strowger.harness.phone;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One lock with one condition: somebody changes the state, somebody waits for what it becomes. */
final class Monitor {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    <T extends @Nullable Object> T read(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the condition holds.
     *
     * @param what is told, with the state at that time, when it does not come true
     * @throws NotInTimeException if it does not within {@code limit}
     */
    void await(BooleanSupplier condition, Duration limit, Supplier<String> what) {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (!condition.getAsBoolean()) {
                if (nanos <= 0) {
                    throw new NotInTimeException(
                            what.get() + " not within " + limit.toMillis() + " ms");
                }
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotInTimeException("interrupted while waiting: " + what.get());
        } finally {
            lock.unlock();
        }
    }
}
