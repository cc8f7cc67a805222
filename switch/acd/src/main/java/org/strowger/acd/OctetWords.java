package org.strowger.acd;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The words of {@link Words} as octets, for a snapshot: numbers in groups of seven bits, the lowest
 * first, small ones of either sign short; a word that has been written before as its number.
 */
final class OctetWords extends Words {

    /** No snapshot is longer. */
    static final int MOST_OCTETS = 1 << 28;

    static final int SKILLED = 0;
    static final int NOT = 1;
    static final int ALL = 2;
    static final int ANY = 3;

    private static final int AT_FIRST = 4_096;
    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;

    private final SequencedMap<String, Integer> words = new LinkedHashMap<>();
    private final SequencedMap<Needs, Integer> kinds = new LinkedHashMap<>();
    private byte[] octets = new byte[AT_FIRST];
    private int length;

    OctetWords() {
        super("");
    }

    /** One of few that are written often. */
    @Override
    OctetWords word(String word) {
        var known = words.putIfAbsent(word, words.size());
        if (known != null) {
            return number(known + 1);
        }
        return number(0).text(word);
    }

    /** One that is written once. */
    OctetWords text(String text) {
        number(text.length());
        text.chars().forEach(this::bits); // Not UTF-8: half a surrogate pair comes back, too.
        return this;
    }

    @Override
    OctetWords number(long number) {
        return bits((number << 1) ^ (number >> (Long.SIZE - 1)));
    }

    private OctetWords bits(long unsigned) {
        long bits = unsigned;
        while ((bits & -MORE) != 0) {
            octet((int) bits | MORE);
            bits >>>= BITS;
        }
        return octet((int) bits);
    }

    @Override
    OctetWords flag(boolean flag) {
        return octet(flag ? 1 : 0);
    }

    /** As they are built, so that equal ones come back. */
    @Override
    OctetWords needs(Needs needs) {
        var known = kinds.putIfAbsent(needs, kinds.size());
        return known == null ? number(0).tree(needs) : number(known + 1);
    }

    private OctetWords tree(Needs needs) {
        switch (needs) {
            case Needs.Skilled(var skill) ->
                    octet(SKILLED).word(skill.name()).number(skill.level());
            case Needs.Not(var need) -> octet(NOT).tree(need);
            case Needs.All(var parts) -> {
                octet(ALL).number(parts.size());
                parts.forEach(this::tree);
            }
            case Needs.Any(var parts) -> {
                octet(ANY).number(parts.size());
                parts.forEach(this::tree);
            }
        }
        return this;
    }

    OctetWords octet(int octet) {
        room(1);
        octets[length++] = (byte) octet;
        return this;
    }

    byte[] octets() {
        return Arrays.copyOf(octets, length);
    }

    private void room(int more) {
        if (more > MOST_OCTETS - length) {
            throw new IllegalStateException("a snapshot of more than " + MOST_OCTETS + " octets");
        }
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(length + more, 2 * octets.length));
        }
    }
}
