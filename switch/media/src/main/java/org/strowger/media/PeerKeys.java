package org.strowger.media;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one peer, by whatever ways they come: one that comes by two is told once. Some phones
 * send an event of RFC 4733 and SIP INFO for the same press, others INFO and the tones.
 *
 * <p>The rule: a key is a copy when the same key has come by another way, is pressed still or was
 * within the last two seconds, and no key of this way was a copy of that one before. So a key
 * pressed twice, with each press told by two ways, is two keys, in whatever order the four come.
 * Keys of one way are never copies of each other: that way's own receiver sees to it.
 */
public final class PeerKeys {

    /**
     * How much later the copy may come, after the key was let go: signalling over UDP is sent again
     * after half a second, and after a second more (RFC 3261, section 17.1.2.2).
     */
    public static final long WINDOW_MICROS = 2_000_000;

    private static final int REMEMBERED = 16;

    private static final class Told {
        final char key;
        final KeyWay way;
        long atMicros; // that it was pressed still
        final Set<KeyWay> copied = EnumSet.noneOf(KeyWay.class); // has come by these too

        Told(char key, KeyWay way, long atMicros) {
            this.key = key;
            this.way = way;
            this.atMicros = atMicros;
        }
    }

    private final ArrayDeque<Told> told = new ArrayDeque<>(1); // the oldest first
    private final KeyAllowance allowance = new KeyAllowance();

    /** Whether a key that begins to come now will be a copy. */
    public boolean isCopy(char key, KeyWay way, long nowMicros) {
        return original(key, way, nowMicros) != null;
    }

    /**
     * A key has come.
     *
     * @return whether it is to be told: it is no copy, and no more than {@link KeyAllowance}
     *     allows. Events have been counted by their receiver.
     */
    public boolean takes(char key, KeyWay way, long nowMicros) {
        var original = original(key, way, nowMicros);
        if (original != null) {
            original.copied.add(way);
            return false;
        }
        if (way != KeyWay.EVENTS && !allowance.takes(nowMicros)) {
            return false;
        }
        if (told.size() == REMEMBERED) {
            told.removeFirst();
        }
        told.addLast(new Told(key, way, nowMicros));
        return true;
    }

    /** A key that has come this way is pressed still, however long ago it began. */
    public void goesOn(char key, KeyWay way, long nowMicros) {
        for (var all = told.descendingIterator(); all.hasNext(); ) {
            var one = all.next();
            if (one.key == key && (one.way == way || one.copied.contains(way))) {
                one.atMicros = nowMicros;
                return;
            }
        }
    }

    private @Nullable Told original(char key, KeyWay way, long nowMicros) {
        while (!told.isEmpty() && isOver(told.getFirst(), nowMicros)) {
            told.removeFirst();
        }
        for (var one : told) {
            boolean other = one.way != way && !one.copied.contains(way);
            if (one.key == key && other && !isOver(one, nowMicros)) {
                return one;
            }
        }
        return null;
    }

    private static boolean isOver(Told one, long nowMicros) {
        return nowMicros - one.atMicros >= WINDOW_MICROS;
    }
}
