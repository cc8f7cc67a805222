package org.strowger.harness.overload;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waiting in a thread that has sockets to attend to: it looks at them again and again, with short
 * pauses between.
 */
public final class Attendance {

    private static final long PAUSE_NANOS = 50_000;

    private final Look look;

    /** Takes what has come, and sends again what is due. */
    @FunctionalInterface
    public interface Look {
        void look() throws IOException;
    }

    public Attendance(Look look) {
        this.look = look;
    }

    /**
     * Until a time; looks once at least.
     *
     * @param due of {@link System#nanoTime}
     */
    public void until(long due) throws IOException {
        look.look();
        while (due - System.nanoTime() > 0) {
            LockSupport.parkNanos(Math.min(PAUSE_NANOS, due - System.nanoTime()));
            look.look();
        }
    }

    /** As long as something is missing, but no longer than {@code nanos}. */
    public void whileMissing(BooleanSupplier missing, long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        while (missing.getAsBoolean() && System.nanoTime() - end < 0) {
            until(System.nanoTime() + PAUSE_NANOS);
        }
    }
}
