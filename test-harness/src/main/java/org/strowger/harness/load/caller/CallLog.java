package org.strowger.harness.load.caller;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import org.strowger.harness.load.result.Names;

/**
 * What the scenarios of {@link Scenario} wrote down, a line for each thing that happened to a call:
 *
 * <pre>
 * 200;caller;INVITE s;us;100 s;us;180 s;us;200 s;us      answered
 * 503;caller;INVITE s;us;503 s;us;Retry-After            refused
 * end;caller[;BYE s;us;200 s;us]                         over, as its scenario wanted
 * reg;user;REGISTER s;us;200 s;us                        registered; ref: refreshed
 * </pre>
 *
 * <p>Seconds and microseconds of the epoch; empty where it did not happen. A last line that is half
 * written counts not.
 */
public final class CallLog {

    private static final double MICROS = 1e6;
    private static final int ANSWER_FIELDS = 10;
    private static final int REFUSAL_FIELDS = 7;

    /** SIPp sends again after T1, 500 ms, of a clock that goes in steps. */
    private static final long ASKED_AGAIN_MICROS = 450_000;

    private final long first;
    private final BitSet answered = new BitSet();
    private final BitSet ended = new BitSet();
    private final BitSet refused = new BitSet();
    private final BitSet refusedAgain = new BitSet();
    private final Times times = new Times();
    private final Map<Long, Answers> bySecond = new TreeMap<>();
    private long withoutRetryAfter;
    private long firstStart = Long.MAX_VALUE;
    private long lastStart = Long.MIN_VALUE;
    private int firstPlace;
    private int lastPlace;
    private long lastEnd = Long.MIN_VALUE;

    private CallLog(long first) {
        this.first = first;
    }

    /** One in which nothing happened. */
    static CallLog empty(long first) {
        return new CallLog(first);
    }

    /**
     * Reads one.
     *
     * @param first number of the first caller
     */
    public static CallLog read(BufferedReader lines, long first) throws IOException {
        var log = new CallLog(first);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            log.add(line.split(";", -1));
        }
        return log;
    }

    /** Calls that got a 200, by place in the CSV. */
    public BitSet answered() {
        return (BitSet) answered.clone();
    }

    /** Calls that went through their scenario. */
    public BitSet ended() {
        return (BitSet) ended.clone();
    }

    /** Calls that got 503. */
    public BitSet refused() {
        return (BitSet) refused.clone();
    }

    /** Calls that got 503 when their INVITE had been sent twice or more. */
    public BitSet refusedAgain() {
        return (BitSet) refusedAgain.clone();
    }

    /** Refusals with 503 that did not say when to come back. */
    public long withoutRetryAfter() {
        return withoutRetryAfter;
    }

    public Times times() {
        return times;
    }

    /** Times from INVITE to 200 of the calls that were answered in a second of the epoch. */
    public Map<Long, Answers> bySecond() {
        return bySecond;
    }

    /**
     * Calls a second between the first and the last INVITE that is known; callers call in their
     * order, so those between count, too, of whom nothing is known. 0 when there are not two.
     */
    public double startRate() {
        return lastStart > firstStart
                ? (lastPlace - firstPlace) * MICROS / (lastStart - firstStart)
                : 0;
    }

    /** From the first INVITE to the last thing that happened, seconds. */
    public double span() {
        return lastEnd > firstStart ? (lastEnd - firstStart) / MICROS : 0;
    }

    private void add(String[] fields) {
        int call = fields.length < 2 ? -1 : place(fields[1]);
        if (call < 0) {
            return;
        }
        switch (fields[0]) {
            case "200" -> answer(call, fields);
            case "503" -> refusal(call, fields);
            case "end" -> end(call, fields);
            case "reg", "ref" -> registration(call, fields);
            default -> {}
        }
    }

    private int place(String number) {
        try {
            return Math.toIntExact(Long.parseLong(number) - first);
        } catch (NumberFormatException e) {
            return -1; // The end of the line, with the number, is not written yet.
        }
    }

    private void answer(int call, String[] fields) {
        if (fields.length < ANSWER_FIELDS) {
            return;
        }
        long invite = micros(fields, 2);
        long ok = micros(fields, 8);
        answered.set(call);
        started(call, invite);
        lastEnd = Math.max(lastEnd, ok);
        time(Names.INVITE_100, invite, micros(fields, 4));
        time(Names.INVITE_180, invite, micros(fields, 6));
        time(Names.INVITE_200, invite, ok);
        bySecond.computeIfAbsent(ok / 1_000_000, _ -> new Answers()).add(ok - invite);
    }

    private void refusal(int call, String[] fields) {
        if (fields.length == REFUSAL_FIELDS) {
            long invite = micros(fields, 2);
            refused.set(call);
            refusedAgain.set(call, micros(fields, 4) - invite >= ASKED_AGAIN_MICROS);
            started(call, invite);
            if (fields[6].isBlank()) {
                withoutRetryAfter++;
            }
        }
    }

    private void end(int call, String[] fields) {
        ended.set(call);
        if (fields.length == 6) {
            long ok = micros(fields, 4);
            time(Names.SDD, micros(fields, 2), ok);
            lastEnd = Math.max(lastEnd, ok);
        }
    }

    private void registration(int call, String[] fields) {
        if (fields.length < 6) {
            return;
        }
        boolean refresh = fields[0].equals("ref");
        long register = micros(fields, 2);
        (refresh ? ended : answered).set(call);
        if (!refresh) {
            started(call, register);
        }
        time(Names.RRD, register, micros(fields, 4));
        lastEnd = Math.max(lastEnd, micros(fields, 4));
    }

    private void started(int call, long micros) {
        if (micros < firstStart) {
            firstStart = micros;
            firstPlace = call;
        }
        if (micros > lastStart) {
            lastStart = micros;
            lastPlace = call;
        }
    }

    private void time(String name, long from, long to) {
        if (to > 0) {
            times.add(name, to - from);
        }
    }

    /** SIPp writes both as fractions: {@code 1700000000.000000;123456.000000}. */
    private static long micros(String[] fields, int at) {
        if (fields[at].isEmpty() || fields[at + 1].isEmpty()) {
            return 0;
        }
        return whole(fields[at]) * 1_000_000 + whole(fields[at + 1]);
    }

    private static long whole(String number) {
        int dot = number.indexOf('.');
        return Long.parseLong(dot < 0 ? number : number.substring(0, dot));
    }
}
