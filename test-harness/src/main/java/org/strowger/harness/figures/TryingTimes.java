package org.strowger.harness.figures;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * From each INVITE to its first 100, matched by the branch of the topmost Via.
 *
 * @param micros sorted; one for each INVITE that has a 100
 * @param unanswered INVITEs without
 */
record TryingTimes(List<Double> micros, int unanswered) {

    private static final Pattern EACH = Pattern.compile("(?=SIP/2.0 100)");
    private static final String BRANCH = ";branch=";
    private static final double MICRO = 1e3;

    TryingTimes {
        micros = List.copyOf(micros);
    }

    /** Of packets in the order in which they passed; several 100s may be in one. */
    static TryingTimes of(List<Pcap.Datagram> datagrams) {
        Map<String, long[]> times = new LinkedHashMap<>();
        for (var datagram : datagrams) {
            var text = new String(datagram.payload(), ISO_8859_1);
            if (text.startsWith("INVITE ")) {
                times.putIfAbsent(branch(text), new long[] {datagram.nanos(), 0});
                continue;
            }
            EACH.splitAsStream(text)
                    .map(response -> times.get(branch(response)))
                    .filter(time -> time != null && time[1] == 0)
                    .forEach(time -> time[1] = datagram.nanos());
        }
        var sorted =
                times.values().stream()
                        .flatMapToLong(time ->
                                time[1] == 0
                                        ? LongStream.empty()
                                        : LongStream.of(time[1] - time[0]))
                        .sorted()
                        .mapToObj(nanos -> nanos / MICRO)
                        .toList();
        return new TryingTimes(sorted, times.size() - sorted.size());
    }

    private static String branch(String message) {
        int at = message.indexOf(BRANCH);
        if (at < 0) {
            return "";
        }
        int from = at + BRANCH.length();
        int end = from;
        while (end < message.length() && ";\r, ".indexOf(message.charAt(end)) < 0) {
            end++;
        }
        return message.substring(from, end);
    }

    /**
     * The time that so many of all INVITEs do not exceed; those without a 100 exceed every time.
     *
     * @param q above 0, at most 1
     */
    double quantile(double q) {
        int all = micros.size() + unanswered;
        int rank = Math.max(1, (int) Math.ceil(q * all));
        return rank > micros.size() ? Double.POSITIVE_INFINITY : micros.get(rank - 1);
    }

    /** For people and files. */
    Map<String, Object> figures() {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("INVITEs", micros.size() + unanswered);
        figures.put("without a 100", unanswered);
        for (double q : Arrays.asList(0.5, 0.9, 0.99, 0.999, 1.0)) {
            figures.put("p" + 100 * q + ", us", String.valueOf(quantile(q)));
        }
        return figures;
    }
}
