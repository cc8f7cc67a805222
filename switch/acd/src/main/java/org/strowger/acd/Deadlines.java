package org.strowger.acd;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has to happen at a time: the end of an offer, of a wrap-up, of an exclusion.
 *
 * <p>Ordered by time and then by who was set first, so that a replay meets them in the same order.
 * Exact to the microsecond, unlike a wheel, because a decision may not depend on the length of a
 * tick.
 */
final class Deadlines {

    /** One of them; kept by whoever may want to cancel it. */
    static final class Deadline {
        private final long atMicros;
        private final long number;
        private final Runnable action;

        private Deadline(long atMicros, long number, Runnable action) {
            this.atMicros = atMicros;
            this.number = number;
            this.action = action;
        }
    }

    private final TreeSet<Deadline> pending =
            new TreeSet<>(
                    Comparator.<Deadline>comparingLong(d -> d.atMicros)
                            .thenComparingLong(d -> d.number));
    private long numbers;

    /** Calls {@code action} in the first {@link #run} at or after {@code atMicros}. */
    Deadline at(long atMicros, Runnable action) {
        var deadline = new Deadline(atMicros, numbers++, action);
        pending.add(deadline);
        return deadline;
    }

    /** Does nothing for null and for one that has passed or was cancelled before. */
    void cancel(@Nullable Deadline deadline) {
        if (deadline != null) {
            pending.remove(deadline);
        }
    }

    /** Does everything that is due, in order. */
    void run(long nowMicros) {
        while (!pending.isEmpty() && pending.first().atMicros <= nowMicros) {
            pending.removeFirst().action.run();
        }
    }

    int size() {
        return pending.size();
    }
}
