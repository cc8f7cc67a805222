package org.strowger.media.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.strowger.media.PacingGrid;
import org.strowger.media.transport.PacingSlots.Seat;

class PacingSlotsTest {

    private static final int PLAYERS = 5_000;
    private static final int SHARE = PLAYERS / PacingGrid.SLOTS;

    private final PacingSlots<Integer> slots = new PacingSlots<>();

    @Test
    void fiveThousandWhoComeAtOnceAreSpreadEvenly() {
        for (int i = 0; i < PLAYERS; i++) {
            slots.add(new Seat<>(i));
        }
        for (int slot = 0; slot < PacingGrid.SLOTS; slot++) {
            assertEquals(SHARE, slots.in(slot).size());
        }
        assertEquals(PLAYERS, slots.size());
    }

    /** Of legs that take turns, every second one plays; and they come and go by chance. */
    @Test
    void whoeverPlaysIsSpread() {
        long seed = 20;
        var random = new Random(seed);
        var playing = new ArrayList<Seat<Integer>>();
        for (int i = 0; i < 100_000; i++) {
            if (playing.size() < PLAYERS) {
                var seat = new Seat<>(i);
                slots.add(seat);
                playing.add(seat);
            }
            if (random.nextInt(3) > 0) {
                slots.remove(playing.remove(random.nextInt(playing.size())));
            }
        }
        assertTrue(playing.size() > PLAYERS * 9 / 10);
        for (int slot = 0; slot < PacingGrid.SLOTS; slot++) {
            int players = slots.in(slot).size();
            assertEquals(SHARE, players, SHARE / 10.0, "seed " + seed);
        }
    }

    @Test
    void whoPausesComesBackToItsSlot() {
        var first = new Seat<>(1);
        var second = new Seat<>(2);
        slots.add(first);
        slots.add(second);
        int slot = second.slot();
        slots.remove(first);
        slots.remove(second);
        slots.add(new Seat<>(3));
        slots.add(second);
        assertEquals(slot, second.slot());
        assertEquals(List.of(second), slots.in(slot));
    }

    @Test
    void whoeverIsGoneThroughBackwardsMayLeave() {
        for (int i = 0; i < 40; i++) {
            slots.add(new Seat<>(i));
        }
        var seen = new ArrayList<Integer>();
        var slot = slots.in(0);
        for (int i = slot.size() - 1; i >= 0; i--) {
            var seat = slot.get(i);
            seen.add(seat.player);
            if (seat.player % 8 == 0) {
                slots.remove(seat);
            }
        }
        assertEquals(10, seen.stream().distinct().count());
        assertEquals(35, slots.size());
    }
}
