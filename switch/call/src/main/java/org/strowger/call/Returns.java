package org.strowger.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.ToLongFunction;

/**
 * Callers who hung up while they waited, and since when they had: who calls again soon has the
 * place back. By the number that the caller's side says; a withheld one is nobody's. For the
 * signalling thread.
 */
public final class Returns {

    /** So many are remembered; of one more the one who left first is forgotten. */
    static final int MOST = 10_000;

    /** No number is longer; what is longer is remembered by nobody. */
    private static final int LONGEST = 64;

    /**
     * One who hung up.
     *
     * @param sinceMicros when the waiting began that counts for the place
     * @param leftMicros when it ended
     */
    public record Wait(String queue, String number, long sinceMicros, long leftMicros) {

        /** Of whom nothing is remembered. */
        public static final Wait NONE = new Wait("", "", 0, 0);

        private String key() {
            return Returns.key(queue, number);
        }
    }

    /** Keeps them over a restart. */
    @FunctionalInterface
    public interface Log {

        /**
         * It stands so from now on.
         *
         * @param now {@link Wait#NONE} when it is used up or forgotten
         */
        void set(String key, Wait now);
    }

    private final SequencedMap<String, Wait> left = new LinkedHashMap<>();
    private Log log = (_, _) -> {};

    /** Who keeps them from now on. */
    public void keep(Log by) {
        log = by;
    }

    /**
     * Those of before a restart whose time has not passed.
     *
     * @param within how long a queue has the place of who left, in microseconds
     */
    void restore(Iterable<Wait> kept, ToLongFunction<String> within, long nowMicros) {
        var sorted = new ArrayList<Wait>();
        kept.forEach(sorted::add);
        sorted.sort(Comparator.comparingLong(Wait::leftMicros));
        for (var wait : sorted) {
            if (nowMicros - wait.leftMicros > within.applyAsLong(wait.queue)) {
                log.set(wait.key(), Wait.NONE);
            } else {
                put(wait);
            }
        }
    }

    /**
     * A caller has hung up.
     *
     * @param sinceMicros when the waiting began that counts for the place
     */
    void left(String queue, String number, long sinceMicros, long nowMicros) {
        if (!isWithheld(number)) {
            var wait = new Wait(queue, number, sinceMicros, nowMicros);
            put(wait);
            log.set(wait.key(), wait);
        }
    }

    private void put(Wait wait) {
        left.putLast(wait.key(), wait);
        if (left.size() > MOST) {
            log.set(left.pollFirstEntry().getKey(), Wait.NONE);
        }
    }

    /**
     * Somebody joins; what was remembered is used up.
     *
     * @param withinMicros who left longer ago has no place
     * @return since when the waiting counts; 0 for from now on
     */
    long since(String queue, String number, long withinMicros, long nowMicros) {
        var wait = left.remove(key(queue, number));
        if (wait == null) {
            return 0;
        }
        log.set(wait.key(), Wait.NONE);
        return nowMicros - wait.leftMicros > withinMicros ? 0 : wait.sinceMicros;
    }

    int size() {
        return left.size();
    }

    private static String key(String queue, String number) {
        return queue + "/" + number;
    }

    static boolean isWithheld(String number) {
        return number.isEmpty()
                || number.length() > LONGEST
                || number.equalsIgnoreCase("anonymous")
                || number.chars().anyMatch(Character::isISOControl);
    }
}
