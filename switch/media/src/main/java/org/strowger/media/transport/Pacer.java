package org.strowger.media.transport;

import java.util.ArrayList;
import java.util.List;
import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.PacingGrid;

/** Sends the frames of one loop's players and rooms on the grid; rests while there are none. */
final class Pacer {

    private final RtpLoop loop;
    private final PacingGrid grid;
    private final List<List<Paced>> slots = new ArrayList<>();
    private int legs;
    private boolean running;

    Pacer(RtpLoop loop, PacingGrid grid) {
        this.loop = loop;
        this.grid = grid;
        for (int slot = 0; slot < PacingGrid.SLOTS; slot++) {
            slots.add(new ArrayList<>());
        }
    }

    /** The leg's {@code onTick} is called once a frame from now on. */
    void add(Paced leg) {
        var slot = slots.get(leg.slot());
        leg.placeInSlot = slot.size();
        slot.add(leg);
        legs++;
        if (!running) {
            running = true;
            grid.resume(loop.nowMicros());
            schedule();
        }
    }

    /** Possible at any time, within {@code onTick} too. */
    void remove(Paced leg) {
        var slot = slots.get(leg.slot());
        var last = slot.removeLast();
        if (!last.equals(leg)) {
            slot.set(leg.placeInSlot, last);
            last.placeInSlot = leg.placeInSlot;
        }
        legs--;
    }

    /** See {@link PacingGrid#samples}. */
    long samples(int slot) {
        return grid.samples(slot, loop.nowMicros());
    }

    private void run() {
        try {
            // The time is read once: a loop that is slower than the grid must get back to its
            // sockets between two rounds.
            long now = loop.nowMicros();
            long skipped = grid.skip(now);
            if (skipped > 0) {
                loop.shared.counters().add(Counter.SKIPPED_FRAMES, skipped * legs);
            }
            while (grid.isDue(now)) {
                tick();
                grid.advance();
            }
        } finally {
            if (legs > 0) {
                schedule();
            } else {
                running = false;
            }
        }
    }

    private void tick() {
        boolean late = grid.lateMicros(loop.nowMicros()) > PacingGrid.LATE_MICROS;
        var slot = slots.get(grid.slot());
        // Backwards, as remove() moves the last leg, which has had its turn, into the gap.
        for (int i = slot.size() - 1; i >= 0; i--) {
            slot.get(i).onTick(grid.frame(), late);
        }
    }

    private void schedule() {
        var _ = loop.schedule(this::run, grid.nextMicros() - loop.nowMicros());
    }
}
