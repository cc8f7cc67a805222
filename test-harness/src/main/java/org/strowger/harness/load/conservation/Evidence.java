package org.strowger.harness.load.conservation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.result.Sessions;

/**
 * What everybody knows of a run after its end: {@link Conservation} compares it.
 *
 * @param callers those who called
 * @param records all records of the run
 * @param answerers agents and carriers together; null when nobody counted
 * @param journal what the distributor did; null when its journal could not be read
 * @param rest what the switch holds after the last call; null when it is not ours to look into
 */
public record Evidence(
        Callers callers,
        List<Recorded> records,
        @Nullable Answerers answerers,
        @Nullable JournalAccount journal,
        @Nullable Rest rest) {

    public Evidence {
        records = List.copyOf(records);
    }

    /**
     * Those who called.
     *
     * @param sessions the generator's sums; of calls, not of registrations
     * @param calls one for each call that was attempted; empty when nobody knows their numbers
     * @param unsure messages between callers and switch could be lost, or one of them died: a
     *     caller with a time-out does not know what the switch knows
     */
    public record Callers(Sessions sessions, List<Caller> calls, boolean unsure) {
        public Callers {
            calls = List.copyOf(calls);
        }
    }

    /**
     * One call as its caller saw it.
     *
     * @param number the number calling
     */
    public record Caller(String number, Fate fate) {}

    /** What became of a call. */
    public enum Fate {
        /** The generator knows sums only. */
        ATTEMPTED,
        /** Got a 200 and acknowledged it. */
        ESTABLISHED,
        /** Got 503 or 404: the switch did not take the call, so there may be no record. */
        REFUSED,
        /**
         * Got 503 when it had sent its INVITE again. A switch that has too much to do refuses every
         * INVITE without state (RFC 6357), that one too, while the first may wait for its turn, and
         * be answered then.
         */
        REFUSED_AGAIN,
        /** Got another failure. */
        FAILED,
        /** No final answer came. */
        TIMED_OUT,
        /** Gave up before the answer. */
        ABANDONED;

        /**
         * Of a call that the generator names the cause of.
         *
         * @param cause {@code completed}, a status, {@code timeout}, or other words
         * @param established whether it got a 200
         */
        public static Fate of(String cause, boolean established) {
            if (established) {
                return ESTABLISHED;
            }
            return switch (cause) {
                case "completed", "unfinished" -> ATTEMPTED;
                case "503", "404" -> REFUSED;
                case "timeout" -> TIMED_OUT;
                default -> FAILED;
            };
        }
    }

    /**
     * Those who were called.
     *
     * @param answered calls that they answered
     * @param refused calls that they refused
     * @param twoAtOnce times that one of them had two calls
     */
    public record Answerers(long answered, long refused, long twoAtOnce) {}

    /**
     * What the switch held before the first call and after the last.
     *
     * @param before all its counts
     * @param after all its counts
     * @param calls ids of the calls that it still has
     * @param excused counters that may grow in this run, as what they count was done on purpose
     */
    public record Rest(
            Map<String, Long> before,
            Map<String, Long> after,
            Handles handlesBefore,
            Handles handlesAfter,
            List<String> calls,
            Set<String> excused) {
        public Rest {
            before = Map.copyOf(before);
            after = Map.copyOf(after);
            calls = List.copyOf(calls);
            excused = Set.copyOf(excused);
        }

        long grown(String count) {
            return after.getOrDefault(count, 0L) - before.getOrDefault(count, 0L);
        }
    }

    /** What the process holds of the machine. */
    public record Handles(long files, long threads) {}
}
