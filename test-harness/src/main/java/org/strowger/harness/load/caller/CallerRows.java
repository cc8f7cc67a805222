package org.strowger.harness.load.caller;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.strowger.harness.farm.TalkTime;

/**
 * The CSV of a round: a row for each call, so that the caller's number in a record names the call.
 * The same seed gives the same rows.
 *
 * @param first number of the first caller; the others follow
 * @param rows without SIPp's first line
 */
public record CallerRows(long first, List<String> rows) {

    private static final long MICROS_PER_MILLI = 1_000;

    public CallerRows {
        rows = List.copyOf(rows);
    }

    /**
     * Callers with talk times and keys drawn from a seed.
     *
     * @param calls how many
     * @param ports where their sound goes, in turn; empty when SIPp announces its own
     */
    public static CallerRows callers(
            long first, int calls, TalkTime talk, long seed, List<InetSocketAddress> ports) {
        var random = new SplittableRandom(seed);
        var rows = new ArrayList<String>(calls);
        for (int i = 0; i < calls; i++) {
            long millis = talk.draw(random) / MICROS_PER_MILLI;
            int language = 1 + random.nextInt(2);
            int department = 1 + random.nextInt(2);
            var sound = ports.isEmpty() ? "" : sound(ports.get(i % ports.size()));
            rows.add("%d;%d;%d;%d%s".formatted(first + i, millis, language, department, sound));
        }
        return new CallerRows(first, rows);
    }

    /** Phones that register, with their passwords, and refresh after that time. */
    public static CallerRows phones(Map<String, String> passwords, TalkTime refresh, long seed) {
        var random = new SplittableRandom(seed);
        var rows = new ArrayList<String>(passwords.size());
        passwords.forEach((user, password) ->
                rows.add(
                        "%s;%d;[authentication username=%s password=%s]"
                                .formatted(
                                        user,
                                        refresh.draw(random) / MICROS_PER_MILLI,
                                        user,
                                        password)));
        long first = passwords.isEmpty() ? 0 : Long.parseLong(passwords.keySet().iterator().next());
        return new CallerRows(first, rows);
    }

    /** As SIPp reads it. */
    public String text() {
        return "SEQUENTIAL\n" + String.join("\n", rows) + "\n";
    }

    private static String sound(InetSocketAddress port) {
        return ";%s;%d".formatted(port.getAddress().getHostAddress(), port.getPort());
    }
}
