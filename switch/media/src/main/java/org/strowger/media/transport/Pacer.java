package org.strowger.media.transport;

import org.strowger.media.MediaCounters.Counter;
import org.strowger.media.PacingGrid;

/** Sends the frames of one loop's players and rooms on the grid; rests while there are none. */
final class Pacer {

    private final RtpLoop loop;
    private final PacingGrid grid;
    private final PacingSlots<Paced> slots = new PacingSlots<>();
    private boolean running;

    Pacer(RtpLoop loop, PacingGrid grid) {
        this.loop = loop;
        this.grid = grid;
    }

    /** Its {@code onTick} is called once a frame from now on. */
    void add(PacingSlots.Seat<Paced> one) {
        slots.add(one);
        if (!running) {
            running = true;
            grid.resume(loop.nowMicros());
            schedule();
        }
    }

    /** Possible at any time, within {@code onTick} too. */
    void remove(PacingSlots.Seat<Paced> one) {
        slots.remove(one);
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
                loop.shared.counters().add(Counter.SKIPPED_FRAMES, skipped * slots.size());
            }
            while (grid.isDue(now)) {
                tick();
                grid.advance();
            }
        } finally {
            if (slots.size() > 0) {
                schedule();
            } else {
                running = false;
            }
        }
    }

    private void tick() {
        boolean late = grid.lateMicros(loop.nowMicros()) > PacingGrid.LATE_MICROS;
        var slot = slots.in(grid.slot());
        // Backwards, as remove() moves the last leg, which has had its turn, into the gap.
        for (int i = slot.size() - 1; i >= 0; i--) {
            slot.get(i).player.onTick(grid.frame(), late);
        }
    }

    private void schedule() {
        var _ = loop.schedule(this::run, grid.nextMicros() - loop.nowMicros());
    }
}
