package org.strowger.acd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The offers that ring or are talked on, by number. */
final class OpenOffers {

    private static final int AT_FIRST = 16;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    /** A number beside its offer; where there is no offer the number says nothing. */
    private long[] numbers = new long[AT_FIRST];

    private @Nullable OpenOffer[] table = new @Nullable OpenOffer[AT_FIRST];
    private int size;

    int size() {
        return size;
    }

    @Nullable OpenOffer find(OfferId id) {
        return table[place(id.value())];
    }

    /** One whose number is not there yet. */
    void add(OpenOffer offer) {
        if (2 * (size + 1) > table.length) {
            grow();
        }
        int place = place(offer.id.value());
        numbers[place] = offer.id.value();
        table[place] = offer;
        size++;
    }

    /** One that is there. */
    void remove(OpenOffer offer) {
        int hole = place(offer.id.value());
        size--;
        int mask = table.length - 1;
        int next = hole;
        while (true) {
            next = next + 1 & mask;
            if (table[next] == null) {
                break;
            }
            int home = home(numbers[next]);
            if ((next - home & mask) >= (next - hole & mask)) {
                numbers[hole] = numbers[next];
                table[hole] = table[next];
                hole = next;
            }
        }
        table[hole] = null;
    }

    /** All, in the order in which they were made. */
    List<OpenOffer> inOrder() {
        var all = new ArrayList<OpenOffer>(size);
        for (var offer : table) {
            if (offer != null) {
                all.add(offer);
            }
        }
        all.sort(Comparator.comparingLong(o -> o.id.value()));
        return all;
    }

    private int place(long number) {
        int mask = table.length - 1;
        int place = home(number);
        while (table[place] != null && numbers[place] != number) {
            place = place + 1 & mask;
        }
        return place;
    }

    private int home(long number) {
        return (int) ((number * SPREAD) >>> 32) & (table.length - 1);
    }

    private void grow() {
        var old = table;
        numbers = new long[2 * old.length];
        table = new @Nullable OpenOffer[2 * old.length];
        size = 0;
        for (var offer : old) {
            if (offer != null) {
                add(offer);
            }
        }
    }
}
