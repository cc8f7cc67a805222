package org.strowger.sip.transaction;

/** Numbers other than zero, each once, in one array: 16 to 32 octets for each. Grows. */
final class LongSet {

    private static final int FEW = 256;

    private long[] places = new long[FEW];
    private int size;

    int size() {
        return size;
    }

    boolean contains(long number) {
        return places[placeOf(number)] == number;
    }

    void add(long number) {
        int place = placeOf(number);
        if (places[place] == number) {
            return;
        }
        places[place] = number;
        size++;
        if (2 * size > places.length) {
            grow();
        }
    }

    private void grow() {
        var before = places;
        places = new long[2 * before.length];
        for (long number : before) {
            if (number != 0) {
                places[placeOf(number)] = number;
            }
        }
    }

    /** Where it stands, or would stand: there is always a free place. */
    private int placeOf(long number) {
        int last = places.length - 1;
        int place = (int) number & last;
        while (places[place] != 0 && places[place] != number) {
            place = (place + 1) & last;
        }
        return place;
    }
}
