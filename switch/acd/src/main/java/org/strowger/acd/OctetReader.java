package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link OctetWords} wrote. Whatever the octets say, it takes memory in proportion. */
final class OctetReader extends WordReader {

    /** Deeper needs are none that an operator or a script could write. */
    private static final int DEEPEST = 64;

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private final byte[] octets;
    private final int end;
    private final List<String> words = new ArrayList<>();
    private final List<Needs> kinds = new ArrayList<>();
    private int position;

    OctetReader(byte[] octets, int from, int end) {
        super("");
        this.octets = octets;
        this.position = from;
        this.end = end;
    }

    @Override
    String word() {
        int known = index(words.size() + 1);
        if (known > 0) {
            return words.get(known - 1);
        }
        var word = text();
        words.add(word);
        return word;
    }

    String text() {
        var text = new char[size()];
        for (int i = 0; i < text.length; i++) {
            long c = bits();
            if (c < 0 || c > Character.MAX_VALUE) {
                throw error("no character");
            }
            text[i] = (char) c;
        }
        return new String(text);
    }

    @Override
    long number() {
        long bits = bits();
        return (bits >>> 1) ^ -(bits & 1);
    }

    private long bits() {
        long bits = 0;
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            int octet = octet();
            bits |= (long) (octet & (MORE - 1)) << shift;
            if (octet < MORE) {
                return bits;
            }
        }
        throw error("a number that is too long");
    }

    @Override
    boolean flag() {
        return switch (octet()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw error("neither 0 nor 1");
        };
    }

    @Override
    Needs needs() {
        int known = index(kinds.size() + 1);
        if (known > 0) {
            return kinds.get(known - 1);
        }
        var needs = tree(0);
        kinds.add(needs);
        return needs;
    }

    private Needs tree(int depth) {
        if (depth > DEEPEST) {
            throw error("needs that are too deep");
        }
        return switch (octet()) {
            case OctetWords.SKILLED -> new Needs.Skilled(new Skill(word(), integer()));
            case OctetWords.NOT -> new Needs.Not(tree(depth + 1));
            case OctetWords.ALL -> all(list(() -> tree(depth + 1)));
            case OctetWords.ANY -> new Needs.Any(list(() -> tree(depth + 1)));
            default -> throw error("no needs");
        };
    }

    private static Needs all(List<Needs> parts) {
        return parts.isEmpty() ? Needs.none() : new Needs.All(parts);
    }

    /** A number from 0. */
    int index(int below) {
        long number = number();
        if (number < 0 || number >= below) {
            throw error("no place from 0 to " + (below - 1));
        }
        return (int) number;
    }

    /** Every element takes an octet at least. */
    @Override
    int size() {
        return index(end - position + 1);
    }

    private int octet() {
        if (position >= end) {
            throw error("more was expected");
        }
        return octets[position++] & 0xFF;
    }

    @Override
    void end() {
        if (position < end) {
            throw error("nothing more was expected");
        }
    }

    @Override
    Wrong error(@Nullable String what) {
        return new Wrong(what + " at octet " + position);
    }
}
