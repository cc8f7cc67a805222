package org.strowger.media.transport;

import java.util.ArrayList;
import java.util.List;
import org.strowger.media.PacingGrid;

/**
 * Who sends in which slot of the grid, so that no tick has many more packets to send than another:
 * who plays for the first time gets the slot where fewest play now, and keeps it, as its timestamps
 * follow from the grid. By turns would not do: legs of a caller and of an agent take turns, too.
 *
 * @param <T> who plays
 */
final class PacingSlots<T> {

    /** A player's place, which it keeps. */
    static final class Seat<T> {

        private static final int NONE = -1;

        final T player;
        private int slot = NONE;
        private int place;

        Seat(T player) {
            this.player = player;
        }

        /** Its slot; the first before it has one. */
        int slot() {
            return Math.max(0, slot);
        }
    }

    private final List<List<Seat<T>>> slots = new ArrayList<>();
    private int size;

    PacingSlots() {
        for (int slot = 0; slot < PacingGrid.SLOTS; slot++) {
            slots.add(new ArrayList<>());
        }
    }

    void add(Seat<T> seat) {
        if (seat.slot == Seat.NONE) {
            seat.slot = fewest();
        }
        var slot = slots.get(seat.slot);
        seat.place = slot.size();
        slot.add(seat);
        size++;
    }

    /** Possible while the slot is gone through backwards. */
    void remove(Seat<T> seat) {
        var slot = slots.get(seat.slot);
        var last = slot.removeLast();
        if (last != seat) {
            slot.set(seat.place, last);
            last.place = seat.place;
        }
        size--;
    }

    private int fewest() {
        int fewest = 0;
        for (int slot = 1; slot < slots.size(); slot++) {
            fewest = slots.get(slot).size() < slots.get(fewest).size() ? slot : fewest;
        }
        return fewest;
    }

    /** Who plays in a slot; not a copy. */
    List<Seat<T>> in(int slot) {
        return slots.get(slot);
    }

    /** How many play. */
    int size() {
        return size;
    }
}
