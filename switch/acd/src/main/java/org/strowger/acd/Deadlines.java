package org.strowger.acd;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has to happen at a time: the end of an offer, of a wrap-up, of an exclusion.
 *
 * <p>Ordered by time and then by who was set first, so that a replay meets them in the same order.
 * Exact to the microsecond, unlike a wheel, because a decision may not depend on the length of a
 * tick. Most are so long from when they are set as others were: these stand in lanes, each behind
 * one that is due no later, and are set and cancelled without a search. What fits in no lane stands
 * in a heap with four children to a place, in which each deadline knows its own place.
 */
final class Deadlines {

    /** One of them; kept by whoever may want to cancel it. */
    static final class Deadline {
        final long atMicros;
        final long number;
        private final Runnable action;

        /** In the heap; in a lane {@link #IN_LANE} less its number; or {@link #GONE}. */
        private int place;

        /** Neighbours in a lane. */
        private @Nullable Deadline before;

        private @Nullable Deadline behind;

        private Deadline(long atMicros, long number, Runnable action) {
            this.atMicros = atMicros;
            this.number = number;
            this.action = action;
        }
    }

    private static final int CHILDREN = 4;
    private static final int GONE = -1;
    private static final int IN_LANE = -2;
    private static final int LANES = 8;
    private static final long NEVER = Long.MAX_VALUE;
    private static final int AT_FIRST = 16;

    /** The times lie side by side: most comparisons need no look at the deadlines themselves. */
    private long[] times = new long[AT_FIRST];

    private @Nullable Deadline[] heap = new @Nullable Deadline[AT_FIRST];
    private int inHeap;

    /** Who is first and last in each lane, and when these are due. */
    private final @Nullable Deadline[] firsts = new @Nullable Deadline[LANES];

    private final @Nullable Deadline[] lasts = new @Nullable Deadline[LANES];
    private final long[] firstTimes = new long[LANES];
    private final long[] lastTimes = new long[LANES];

    /** None is due before. */
    private long earliest = NEVER;

    private int size;
    private long numbers;

    Deadlines() {
        Arrays.fill(firstTimes, NEVER);
        Arrays.fill(lastTimes, Long.MIN_VALUE);
    }

    /** Calls {@code action} in the first {@link #run} at or after {@code atMicros}. */
    Deadline at(long atMicros, Runnable action) {
        var deadline = new Deadline(atMicros, numbers++, action);
        int lane = laneFor(atMicros);
        if (lane >= 0) {
            queue(lane, deadline);
        } else {
            pile(deadline);
        }
        size++;
        earliest = Math.min(earliest, atMicros);
        return deadline;
    }

    /** The lane whose last is due last of all that are due no later; -1 when there is none. */
    private int laneFor(long atMicros) {
        int best = -1;
        for (int lane = 0; lane < LANES; lane++) {
            if (lastTimes[lane] <= atMicros && (best < 0 || lastTimes[lane] > lastTimes[best])) {
                best = lane;
            }
        }
        return best;
    }

    private void queue(int lane, Deadline deadline) {
        var last = lasts[lane];
        deadline.place = IN_LANE - lane;
        deadline.before = last;
        if (last == null) {
            firsts[lane] = deadline;
            firstTimes[lane] = deadline.atMicros;
        } else {
            last.behind = deadline;
        }
        lasts[lane] = deadline;
        lastTimes[lane] = deadline.atMicros;
    }

    private void leave(int lane, Deadline deadline) {
        var before = deadline.before;
        var behind = deadline.behind;
        if (before == null) {
            firsts[lane] = behind;
            firstTimes[lane] = behind == null ? NEVER : behind.atMicros;
        } else {
            before.behind = behind;
        }
        if (behind == null) {
            lasts[lane] = before;
            lastTimes[lane] = before == null ? Long.MIN_VALUE : before.atMicros;
        } else {
            behind.before = before;
        }
        deadline.before = null;
        deadline.behind = null;
    }

    private void pile(Deadline deadline) {
        if (inHeap == heap.length) {
            times = Arrays.copyOf(times, 2 * inHeap);
            heap = Arrays.copyOf(heap, 2 * inHeap);
        }
        up(inHeap++, deadline);
    }

    /** Does nothing for null and for one that has passed or was cancelled before. */
    void cancel(@Nullable Deadline deadline) {
        if (deadline != null && deadline.place != GONE) {
            remove(deadline);
        }
    }

    /** Does everything that is due, in order. */
    void run(long nowMicros) {
        while (earliest <= nowMicros && size > 0) {
            var first = first();
            earliest = first.atMicros;
            if (earliest <= nowMicros) {
                remove(first);
                first.action.run();
            }
        }
    }

    /** There must be one. */
    private Deadline first() {
        var first = inHeap > 0 ? heap[0] : null;
        for (int lane = 0; lane < LANES; lane++) {
            var other = firsts[lane];
            if (other != null
                    && (first == null
                            || firstTimes[lane] < first.atMicros
                            || (firstTimes[lane] == first.atMicros
                                    && other.number < first.number))) {
                first = other;
            }
        }
        return Objects.requireNonNull(first);
    }

    int size() {
        return size;
    }

    /** The numbers of all, in order. */
    long[] numbers() {
        var all = new long[size];
        int count = 0;
        while (count < inHeap) {
            all[count] = get(count).number;
            count++;
        }
        for (var first : firsts) {
            for (var each = first; each != null; each = each.behind) {
                all[count++] = each.number;
            }
        }
        Arrays.sort(all);
        return all;
    }

    private void remove(Deadline deadline) {
        int place = deadline.place;
        deadline.place = GONE;
        size--;
        if (place < 0) {
            leave(IN_LANE - place, deadline);
            return;
        }
        var last = get(--inHeap);
        heap[inHeap] = null;
        if (place == inHeap) {
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
            if (child >= inHeap || isBefore(deadline, child)) {
                put(place, deadline);
                return;
            }
            put(place, get(child));
            place = child;
        }
    }

    /** Which of the children is the first; not below their number when there is none. */
    private int firstChild(int place) {
        int first = place * CHILDREN + 1;
        int end = Math.min(first + CHILDREN, inHeap);
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

    @SuppressWarnings("NullAway") // Below their number there is none that is null.
    private Deadline get(int place) {
        return heap[place];
    }
}
