package org.strowger.acd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What has to happen at a time: the end of an offer, of a wrap-up, of an exclusion.
 *
 * <p>Ordered by time and then by who was set first, so that a replay meets them in the same order.
 * Exact to the microsecond, unlike a wheel, because a decision may not depend on the length of a
 * tick. A heap with four children to a place, which each deadline knows its own place in: most are
 * cancelled, and those that are set last are mostly due last.
 */
final class Deadlines {

    /** One of them; kept by whoever may want to cancel it. */
    static final class Deadline {
        final long atMicros;
        final long number;
        private final Runnable action;
        private int place;

        private Deadline(long atMicros, long number, Runnable action) {
            this.atMicros = atMicros;
            this.number = number;
            this.action = action;
        }
    }

    private static final int CHILDREN = 4;
    private static final int GONE = -1;
    private static final int AT_FIRST = 16;

    /** The times lie side by side: most comparisons need no look at the deadlines themselves. */
    private long[] times = new long[AT_FIRST];

    private @Nullable Deadline[] heap = new @Nullable Deadline[AT_FIRST];
    private int size;
    private long numbers;

    /** Calls {@code action} in the first {@link #run} at or after {@code atMicros}. */
    Deadline at(long atMicros, Runnable action) {
        var deadline = new Deadline(atMicros, numbers++, action);
        if (size == heap.length) {
            times = Arrays.copyOf(times, 2 * size);
            heap = Arrays.copyOf(heap, 2 * size);
        }
        up(size++, deadline);
        return deadline;
    }

    /** Does nothing for null and for one that has passed or was cancelled before. */
    void cancel(@Nullable Deadline deadline) {
        if (deadline != null && deadline.place != GONE) {
            remove(deadline);
        }
    }

    /** Does everything that is due, in order. */
    void run(long nowMicros) {
        while (size > 0 && times[0] <= nowMicros) {
            var first = get(0);
            remove(first);
            first.action.run();
        }
    }

    int size() {
        return size;
    }

    /** The numbers of all, in order. */
    long[] numbers() {
        var all = new long[size];
        for (int i = 0; i < size; i++) {
            all[i] = get(i).number;
        }
        Arrays.sort(all);
        return all;
    }

    private void remove(Deadline deadline) {
        int place = deadline.place;
        deadline.place = GONE;
        var last = get(--size);
        heap[size] = null;
        if (place == size) {
            return;
        }
        if (place > 0 && isBefore(last, (place - 1) / CHILDREN)) {
            up(place, last);
        } else {
            down(place, last);
        }
    }

    private void up(int from, Deadline deadline) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / CHILDREN;
            if (!isBefore(deadline, parent)) {
                break;
            }
            put(place, get(parent));
            place = parent;
        }
        put(place, deadline);
    }

    private void down(int from, Deadline deadline) {
        int place = from;
        while (true) {
            int child = firstChild(place);
            if (child >= size || isBefore(deadline, child)) {
                put(place, deadline);
                return;
            }
            put(place, get(child));
            place = child;
        }
    }

    /** Which of the children is the first; not below the size when there is none. */
    private int firstChild(int place) {
        int first = place * CHILDREN + 1;
        int end = Math.min(first + CHILDREN, size);
        for (int child = first + 1; child < end; child++) {
            if (times[child] == times[first]
                    ? get(child).number < get(first).number
                    : times[child] < times[first]) {
                first = child;
            }
        }
        return first;
    }

    private boolean isBefore(Deadline deadline, int place) {
        return deadline.atMicros == times[place]
                ? deadline.number < get(place).number
                : deadline.atMicros < times[place];
    }

    private void put(int place, Deadline deadline) {
        heap[place] = deadline;
        times[place] = deadline.atMicros;
        deadline.place = place;
    }

    @SuppressWarnings("NullAway") // Below the size there is none that is null.
    private Deadline get(int place) {
        return heap[place];
    }
}
