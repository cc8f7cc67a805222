package org.strowger.media.transport;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks after the legs of one loop five times a second, a tenth of them at a time, so that no leg
 * needs a timer of its own; rests while there are none. For the loop's own thread.
 */
final class Rounds {

    private static final int PARTS = 10;
    private static final long TICK_MICROS = 20_000;

    private final RtpLoop loop;
    private final List<List<LegMonitor>> parts = new ArrayList<>();
    private int legs;
    private int next;
    private int lastPart;
    private boolean running;

    Rounds(RtpLoop loop) {
        this.loop = loop;
        for (int i = 0; i < PARTS; i++) {
            parts.add(new ArrayList<>());
        }
    }

    /** The leg's {@code onRound} is called from now on. */
    void join(LegMonitor leg) {
        lastPart = (lastPart + 1) % PARTS;
        var part = parts.get(lastPart);
        leg.part = lastPart;
        leg.placeInPart = part.size();
        part.add(leg);
        legs++;
        if (!running) {
            running = true;
            schedule();
        }
    }

    /** Possible at any time, within {@code onRound} too. */
    void leave(LegMonitor leg) {
        var part = parts.get(leg.part);
        var last = part.removeLast();
        if (last != leg) {
            part.set(leg.placeInPart, last);
            last.placeInPart = leg.placeInPart;
        }
        legs--;
    }

    private void run() {
        try {
            long now = loop.nowMicros();
            next = (next + 1) % PARTS;
            var part = parts.get(next);
            // Backwards, as leave() moves the last leg, which has had its turn, into the gap.
            for (int i = part.size() - 1; i >= 0; i--) {
                part.get(i).onRound(now);
            }
        } finally {
            running = legs > 0;
            if (running) {
                schedule();
            }
        }
    }

    private void schedule() {
        var _ = loop.schedule(this::run, TICK_MICROS);
    }
}
