package org.strowger.call;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Callers who hung up while they waited, and since when they had: who calls again soon has the
 * place back. By the number that the caller's side says; a withheld one is nobody's. For the
 * signalling thread.
 */
final class Returns {

    /** So many are remembered; of one more the one who left first is forgotten. */
    static final int MOST = 10_000;

    private record Who(String queue, String number) {}

    private record Wait(long sinceMicros, long leftMicros) {}

    private final SequencedMap<Who, Wait> left = new LinkedHashMap<>();

    /**
     * A caller has hung up.
     *
     * @param sinceMicros when the waiting began that counts for the place
     */
    void left(String queue, String number, long sinceMicros, long nowMicros) {
        if (isWithheld(number)) {
            return;
        }
        left.putLast(new Who(queue, number), new Wait(sinceMicros, nowMicros));
        if (left.size() > MOST) {
            left.pollFirstEntry();
        }
    }

    /**
     * Somebody joins; what was remembered is used up.
     *
     * @param withinMicros who left longer ago has no place
     * @return since when the waiting counts; 0 for from now on
     */
    long since(String queue, String number, long withinMicros, long nowMicros) {
        var wait = left.remove(new Who(queue, number));
        return wait == null || nowMicros - wait.leftMicros > withinMicros ? 0 : wait.sinceMicros;
    }

    int size() {
        return left.size();
    }

    static boolean isWithheld(String number) {
        return number.isEmpty() || number.equalsIgnoreCase("anonymous");
    }
}
