package org.strowger.acd;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A sorted row: by a number, and by a comparator between those of the same number. It lies in
 * blocks, numbers beside numbers, so that a place in it is found with few looks at memory, and the
 * first is at hand. Whoever stands in it must keep its number.
 */
final class Row<T> {

    /** The number of the first of a row in which nobody stands. */
    static final long NOBODY = Long.MAX_VALUE;

    private static final int MOST = 64;
    private static final int AT_FIRST = 4;

    /** Some neighbours: those from {@code from}, without the one at {@code to}. */
    private static final class Block {
        private long[] keys;
        private @Nullable Object[] things;
        private int from;
        private int to;

        Block(int room) {
            keys = new long[room];
            things = new @Nullable Object[room];
        }

        int size() {
            return to - from;
        }

        long first() {
            return keys[from];
        }

        void insert(int place, long key, Object thing) {
            if (from > 0 && (to == keys.length || place - from < to - place)) {
                move(from, from - 1, place - from);
                from--;
                put(place - 1, key, thing);
                return;
            }
            if (to == keys.length) {
                keys = Arrays.copyOf(keys, 2 * to);
                things = Arrays.copyOf(things, 2 * to);
            }
            move(place, place + 1, to - place);
            to++;
            put(place, key, thing);
        }

        private void put(int place, long key, Object thing) {
            keys[place] = key;
            things[place] = thing;
        }

        void remove(int place) {
            if (place == from) {
                things[from++] = null;
            } else {
                move(place + 1, place, to - place - 1);
                things[--to] = null;
            }
        }

        private void move(int source, int target, int number) {
            System.arraycopy(keys, source, keys, target, number);
            System.arraycopy(things, source, things, target, number);
        }

        /** Gives its second half away. */
        Block split() {
            int half = size() / 2;
            var other = new Block(MOST);
            other.take(this, to - half, half);
            Arrays.fill(things, to - half, to, null);
            to -= half;
            return other;
        }

        private void take(Block of, int place, int number) {
            System.arraycopy(of.keys, place, keys, to, number);
            System.arraycopy(of.things, place, things, to, number);
            to += number;
        }

        /** Takes in what stands in the next one, in which there is little, too. */
        void join(Block next) {
            var all = new Block(MOST);
            all.take(this, from, size());
            all.take(next, next.from, next.size());
            keys = all.keys;
            things = all.things;
            from = 0;
            to = all.to;
        }
    }

    private final Comparator<? super T> ties;
    private Block[] blocks = {new Block(AT_FIRST)};
    private int used = 1;
    private int size;

    /**
     * An empty row.
     *
     * @param ties between those of the same number; 0 for the same thing only
     */
    Row(Comparator<? super T> ties) {
        this.ties = ties;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The lowest number, or {@link #NOBODY}. */
    long firstKey() {
        return size == 0 ? NOBODY : blocks[0].first();
    }

    /**
     * How many stand before the thing.
     *
     * @param most where it stops to count; it may say more
     */
    int before(long key, T thing, int most) {
        int number = blockOf(key, thing);
        int before = place(blocks[number], key, thing) - blocks[number].from;
        for (int i = 0; i < number && before < most; i++) {
            before += blocks[i].size();
        }
        return before;
    }

    /** Nobody stands there any more. */
    void clear() {
        blocks = new Block[] {new Block(AT_FIRST)};
        used = 1;
        size = 0;
    }

    /** Who is first; there must be somebody. */
    T first() {
        return thing(blocks[0], blocks[0].from);
    }

    /** Whoever stands there already stays there once. */
    void add(long key, T thing) {
        int number = blockOf(key, thing);
        var block = blocks[number];
        int place = place(block, key, thing);
        if (isAt(block, place, thing)) {
            return;
        }
        if (block.size() == MOST) {
            boolean atEnd = number == used - 1 && place == block.to;
            var next = atEnd ? new Block(MOST) : block.split();
            open(number + 1, next);
            if (atEnd || place > block.to) {
                block = next;
                place = place(next, key, thing);
            }
        }
        block.insert(place, key, thing);
        size++;
    }

    /** Whether it stood there. */
    boolean remove(long key, T thing) {
        int number = blockOf(key, thing);
        var block = blocks[number];
        int place = place(block, key, thing);
        if (!isAt(block, place, thing)) {
            return false;
        }
        block.remove(place);
        size--;
        if (block.size() <= MOST / 4) {
            tidy(number);
        }
        return true;
    }

    /** All whose number is at least the first and below the second of these, in order. */
    Iterator<T> between(long least, long below) {
        return new Walk(least, below);
    }

    /** All, in order. */
    Iterator<T> all() {
        return between(Long.MIN_VALUE, NOBODY);
    }

    /** The block in which the thing stands or would. */
    private int blockOf(long key, T thing) {
        int low = 0;
        int high = used - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            var block = blocks[middle];
            if (compare(block, block.from, key, thing) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The first place in the block that is not before the thing. */
    private int place(Block block, long key, T thing) {
        int low = block.from;
        int high = block.to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(block, middle, key, thing) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isAt(Block block, int place, T thing) {
        return place < block.to && thing(block, place).equals(thing);
    }

    private int compare(Block block, int place, long key, T thing) {
        long there = block.keys[place];
        if (there != key) {
            return there < key ? -1 : 1;
        }
        var other = thing(block, place);
        return other.equals(thing) ? 0 : ties.compare(other, thing);
    }

    private void open(int number, Block block) {
        if (used == blocks.length) {
            blocks = Arrays.copyOf(blocks, 2 * used);
        }
        System.arraycopy(blocks, number, blocks, number + 1, used - number);
        blocks[number] = block;
        used++;
    }

    /** A block in which few are left goes, when its neighbour has room for them. */
    private void tidy(int number) {
        if (used == 1) {
            if (size == 0 && blocks[0].keys.length > AT_FIRST) {
                blocks[0] = new Block(AT_FIRST);
            }
        } else if (blocks[number].size() == 0) {
            close(number);
        } else {
            int left = Math.max(0, number - 1);
            if (blocks[left].size() + blocks[left + 1].size() <= MOST / 2) {
                blocks[left].join(blocks[left + 1]);
                close(left + 1);
            }
        }
    }

    private void close(int number) {
        used--;
        System.arraycopy(blocks, number + 1, blocks, number, used - number);
        blocks[used] = blocks[0]; // No garbage is held on to.
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // Between from and to there are things only.
    private T thing(Block block, int place) {
        return (T) block.things[place];
    }

    /** Not to be used any more once the row has changed. */
    private final class Walk implements Iterator<T> {
        private final long below;
        private int number;
        private int place;

        Walk(long least, long below) {
            this.below = below;
            int high = used - 1;
            while (number < high) {
                int middle = (number + high + 1) >>> 1;
                if (blocks[middle].first() < least) {
                    number = middle;
                } else {
                    high = middle - 1;
                }
            }
            place = blocks[number].from;
            while (hasNext() && blocks[number].keys[place] < least) {
                place++;
            }
        }

        @Override
        public boolean hasNext() {
            if (place == blocks[number].to && number + 1 < used) {
                number++;
                place = blocks[number].from;
            }
            return place < blocks[number].to && blocks[number].keys[place] < below;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return thing(blocks[number], place++);
        }
    }
}
