package org.strowger.media;

import org.strowger.media.MediaCounters.Counter;

/**
 * Which of a loop's ports are free. Ports are indexes from 0; each is in use, resting or parked.
 *
 * <p>The port that has rested longest is taken first, so that late packets of a call that is over
 * meet a closed port and not the next call. All memory is allocated at the start.
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

    private final Ring resting;
    private final Ring parked;
    private final long[] sinceMicros; // by port; begin of the rest
    private final MediaCounters counters;

    /**
     * All ports are free and well rested.
     *
     * @param ports how many
     */
    public PortTable(int ports, MediaCounters counters) {
        this.counters = counters;
        this.resting = new Ring(ports);
        this.parked = new Ring(ports);
        this.sinceMicros = new long[ports];
        for (int port = 0; port < ports; port++) {
            sinceMicros[port] = Long.MIN_VALUE / 2;
            resting.add(port);
        }
    }

    /** The port to use now, or {@link #NONE}. */
    public int take(long nowMicros) {
        unpark(nowMicros);
        if (resting.size == 0) {
            return NONE;
        }
        long restedMicros = nowMicros - sinceMicros[resting.first()];
        if (restedMicros < SHORTEST_REST_MICROS) {
            return NONE;
        }
        if (restedMicros < REST_MICROS) {
            counters.increment(Counter.PORTS_REUSED_EARLY);
        }
        return resting.remove();
    }

    /** The port is closed; its rest begins. */
    public void release(int port, long nowMicros) {
        sinceMicros[port] = nowMicros;
        resting.add(port);
    }

    /** The port could not be bound. */
    public void park(int port, long nowMicros) {
        sinceMicros[port] = nowMicros;
        parked.add(port);
    }

    /** How many ports are neither resting nor parked. */
    public int inUse() {
        return sinceMicros.length - resting.size - parked.size;
    }

    private void unpark(long nowMicros) {
        while (parked.size > 0 && nowMicros - sinceMicros[parked.first()] >= PARKED_MICROS) {
            resting.add(parked.remove());
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
            if (size == ports.length) {
                throw new IllegalStateException("port " + port + " was given back twice");
            }
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
