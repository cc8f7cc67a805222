package org.strowger.harness.load.caller;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.strowger.harness.load.result.Sessions;
import org.strowger.harness.sipp.Statistics;

/**
 * What became of one SIPp's calls.
 *
 * @param manner what they did
 * @param sessions the sums
 * @param calls each that was attempted, by caller's number
 * @param withoutRetryAfter refusals with 503 that did not say when to come back
 * @param times response times
 * @param bySecond those from INVITE to 200, by second of the epoch
 * @param course SIPp's counts over time
 * @param seconds from the first INVITE to the last thing that happened
 * @param lastWords what SIPp complained of or printed last, when it counted less than it was asked
 *     for
 */
public record CallerOutcome(
        Manner manner,
        Sessions sessions,
        Map<Long, Call> calls,
        long withoutRetryAfter,
        Times times,
        Map<Long, Answers> bySecond,
        Course course,
        double seconds,
        String lastWords) {

    /** Fates; any other is the cause of a failure, see {@link ErrorLog}. */
    public static final String COMPLETED = "completed";

    public static final String REFUSED = "503";
    public static final String TIMEOUT = "timeout";

    /** Neither over nor failed when SIPp ended. */
    public static final String UNFINISHED = "unfinished";

    private static final int LAST_WORDS = 300;

    /**
     * One call.
     *
     * @param fate {@link #COMPLETED}, or why not
     * @param established whether it got a 200
     * @param askedAgain whether its INVITE had been sent twice or more when it was refused
     */
    public record Call(String fate, boolean established, boolean askedAgain) {}

    static CallerOutcome of(
            CallerPlan plan,
            Statistics statistics,
            Course course,
            ErrorLog errors,
            CallLog calls,
            String printed) {
        var rows = plan.rows();
        long established = calls.answered().cardinality();
        int attempted = (int) Math.max(statistics.value("TotalCallCreated"), known(calls, errors));
        var fates = fates(rows.first(), attempted, errors, calls);
        var causes = causes(fates);
        long failed = causes.values().stream().mapToLong(n -> n).sum();
        double seen = calls.startRate();
        double offered = seen == 0 ? plan.rate() : seen;
        var sessions =
                new Sessions(
                        attempted,
                        established,
                        attempted - failed,
                        failed,
                        causes,
                        statistics.value("Retransmissions(C)"),
                        offered,
                        attempted == 0 ? 0 : offered * established / attempted);
        var words = attempted == rows.rows().size() ? "" : lastWords(errors, printed);
        return new CallerOutcome(
                plan.manner(),
                sessions,
                fates,
                calls.withoutRetryAfter(),
                calls.times(),
                calls.bySecond(),
                course,
                calls.span(),
                words);
    }

    /** Whether a call was answered is what its log says; whether it failed later, its fate. */
    private static Map<Long, Call> fates(
            long first, int attempted, ErrorLog errors, CallLog calls) {
        var ended = calls.ended();
        var refused = calls.refused();
        var refusedAgain = calls.refusedAgain();
        var answered = calls.answered();
        var fates = new TreeMap<Long, Call>();
        for (int i = 0; i < attempted; i++) {
            String fate;
            if (ended.get(i)) {
                fate = COMPLETED;
            } else if (refused.get(i)) {
                fate = REFUSED;
            } else {
                fate = errors.causes().getOrDefault(i + 1, UNFINISHED);
            }
            fates.put(first + i, new Call(fate, answered.get(i), refusedAgain.get(i)));
        }
        return fates;
    }

    private static Map<String, Long> causes(Map<Long, Call> fates) {
        var causes = new TreeMap<String, Long>();
        fates.values().stream()
                .map(Call::fate)
                .filter(fate -> !fate.equals(COMPLETED))
                .forEach(fate -> causes.merge(fate, 1L, Long::sum));
        return causes;
    }

    /** Calls of which a log speaks: the statistics lag behind when SIPp was killed. */
    private static int known(CallLog calls, ErrorLog errors) {
        var known = new BitSet();
        known.or(calls.answered());
        known.or(calls.refused());
        int failed = errors.causes().keySet().stream().mapToInt(i -> i).max().orElse(0);
        return Math.max(known.length(), failed);
    }

    /** What SIPp prints ends with its statistics, so that is only better than nothing. */
    private static String lastWords(ErrorLog errors, String printed) {
        if (!errors.complaint().isEmpty()) {
            return errors.complaint();
        }
        var lines = new ArrayList<>(List.of(printed.strip().split("\n", -1)));
        var last = String.join(" ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
        return last.substring(Math.max(0, last.length() - LAST_WORDS));
    }
}
