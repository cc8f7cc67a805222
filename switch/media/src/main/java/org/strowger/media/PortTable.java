package org.strowger.media;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.strowger.media.MediaCounters.Counter;

/**
 * Which of a loop's ports are free. Ports are indexes from 0; each is in use, resting or parked.
 *
 * <p>The port that has rested longest is taken first, so that late packets of a call that is over
 * meet a closed port and not the next call. Of those that have rested in full, even ports of the
 * machine go first (RFC 3550, section 11): while they last, the odd one above each is free to be
 * lent for RTCP to a leg whose peer wants that apart. All memory is allocated at the start.
 */
public final class PortTable {

    /** After this rest a port is as good as new. */
    public static final long REST_MICROS = 30_000_000;

    /** When no port has rested in full, this is enough. */
    public static final long SHORTEST_REST_MICROS = 1_000_000;

    /** How long a port that somebody else has bound is left alone. */
    public static final long PARKED_MICROS = 60_000_000;

    /** What {@link #take} gives when there is no port. */
    public static final int NONE = -1;

    private final Ring even;
    private final Ring odd;
    private final boolean[] isOdd;
    private final boolean[] queued; // in one of both
    private final boolean[] lent;
    private final boolean[] again; // was lent while it was queued: it rests anew
    private int lentOutside;
    private final Ring parked;
    private final long[] sinceMicros; // by port; begin of the rest
    private final MediaCounters counters;

    /**
     * All ports are free and well rested, and none is preferred.
     *
     * @param ports how many
     */
    public PortTable(int ports, MediaCounters counters) {
        this(ports, _ -> false, counters);
    }

    /**
     * All ports are free and well rested.
     *
     * @param ports how many
     * @param isOdd which of them go last
     */
    public PortTable(int ports, IntPredicate isOdd, MediaCounters counters) {
        this.counters = counters;
        this.even = new Ring(ports);
        this.odd = new Ring(ports);
        this.isOdd = new boolean[ports];
        this.queued = new boolean[ports];
        this.lent = new boolean[ports];
        this.again = new boolean[ports];
        this.parked = new Ring(ports);
        this.sinceMicros = new long[ports];
        for (int port = 0; port < ports; port++) {
            sinceMicros[port] = Long.MIN_VALUE / 2;
            this.isOdd[port] = isOdd.test(port);
            rest(port);
        }
    }

    /** The port to use now, or {@link #NONE}. */
    public int take(long nowMicros) {
        unpark(nowMicros);
        var resting = longestRested(nowMicros);
        if (resting == null) {
            return NONE;
        }
        long restedMicros = nowMicros - sinceMicros[resting.first()];
        if (restedMicros < SHORTEST_REST_MICROS) {
            return NONE;
        }
        if (restedMicros < REST_MICROS) {
            counters.increment(Counter.PORTS_REUSED_EARLY);
        }
        return unqueued(resting);
    }

    /** Where to take from; null when none rests. */
    private @Nullable Ring longestRested(long nowMicros) {
        settle(even);
        settle(odd);
        if (even.size == 0 || odd.size == 0) {
            var other = odd.size == 0 ? null : odd;
            return even.size == 0 ? other : even;
        }
        long since = sinceMicros[even.first()];
        boolean rested = nowMicros - since >= REST_MICROS;
        return rested || since <= sinceMicros[odd.first()] ? even : odd;
    }

    /** What is lent, or rests anew, is not the first. */
    private void settle(Ring ring) {
        while (ring.size > 0 && (lent[ring.first()] || again[ring.first()])) {
            int port = unqueued(ring);
            if (lent[port]) {
                lentOutside++;
            } else {
                again[port] = false;
                rest(port);
            }
        }
    }

    private int unqueued(Ring ring) {
        int port = ring.remove();
        queued[port] = false;
        return port;
    }

    private void rest(int port) {
        if (queued[port]) {
            throw new IllegalStateException("port " + port + " was given back twice");
        }
        queued[port] = true;
        (isOdd[port] ? odd : even).add(port);
    }

    /**
     * Lends a port beside one that is taken.
     *
     * @return false when it is not free
     */
    public boolean lend(int port) {
        if (!queued[port] || lent[port]) {
            return false;
        }
        lent[port] = true;
        return true;
    }

    /** A port that was lent is closed; its rest begins. */
    public void giveBack(int port, long nowMicros) {
        lent[port] = false;
        sinceMicros[port] = nowMicros;
        if (queued[port]) {
            again[port] = true;
        } else {
            lentOutside--;
            rest(port);
        }
    }

    /** The port is closed; its rest begins. */
    public void release(int port, long nowMicros) {
        sinceMicros[port] = nowMicros;
        rest(port);
    }

    /** The port could not be bound. */
    public void park(int port, long nowMicros) {
        sinceMicros[port] = nowMicros;
        parked.add(port);
    }

    /** How many ports are neither resting nor parked nor lent. */
    public int inUse() {
        return sinceMicros.length - even.size - odd.size - parked.size - lentOutside;
    }

    private void unpark(long nowMicros) {
        while (parked.size > 0 && nowMicros - sinceMicros[parked.first()] >= PARKED_MICROS) {
            rest(parked.remove());
        }
    }

    /** First in, first out. A port is in at most one ring, so a ring of all ports is never full. */
    private static final class Ring {
        private final int[] ports;
        private int head;
        private int size;

        Ring(int capacity) {
            ports = new int[capacity];
        }

        void add(int port) {
            ports[(head + size) % ports.length] = port;
            size++;
        }

        int first() {
            return ports[head];
        }

        int remove() {
            int port = ports[head];
            head = (head + 1) % ports.length;
            size--;
            return port;
        }
    }
}
