package org.strowger.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Map.entry;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Why the index may refuse what JAIN-SIP RI takes: RI passes over a line that it cannot read, or
 * over the rest of one, where RFC 3261 allows no such line. Each is found here by a pattern of its
 * own, so that the index cannot say one and mean another.
 */
final class Breaches {

    private static final String TOKEN = "[-A-Za-z0-9.!%*_+`'~]+";
    private static final List<String> SINGLE =
            List.of("from|f", "to|t", "call-id|i", "cseq", "max-forwards", "content-length|l");
    private static final List<String> MANDATORY =
            List.of("via|v", "from|f", "to|t", "call-id|i", "cseq");

    /** By what the index says; the comments name sections of RFC 3261. */
    private static final Map<String, Predicate<Head>> KNOWN =
            Map.ofEntries(
                    // 25.1; a lone CR or LF would end a line for the next server, and not for us.
                    entry(
                            "Control Character In Header",
                            head ->
                                    head.has(
                                            "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]"
                                                    + "|\r(?!\n)|(?<!\r)\n")),
                    // 7.1 and 7.2: a method, which is a token, or a version begins the message.
                    entry("Not SIP", head -> !head.begins("(?i)(sip/|" + TOKEN + " ).*")),
                    entry(
                            "Malformed Status Line",
                            head -> !head.begins("(?i)sip/2\\.0 [1-6]\\d\\d( .*)?")),
                    entry("Version Not Supported", head -> !head.begins("(?i).* sip/2\\.0")),
                    // 7.3.1: a header line is a token and a colon; only a list may be in several.
                    entry(
                            "Malformed Header Name",
                            head -> !head.eachLineIs("(?s)" + TOKEN + "[ \t]*:.*")),
                    entry(
                            "Repeated Single Header",
                            head -> SINGLE.stream().anyMatch(name -> head.all(name).size() > 1)),
                    // 8.1.1
                    entry(
                            "Missing Mandatory Header",
                            head -> MANDATORY.stream().anyMatch(name -> head.of(name).isEmpty())),
                    // 20.16: a number below 2**31, and a method.
                    entry(
                            "Malformed CSeq",
                            head -> {
                                var words = head.of("cseq").split("[ \t]+", -1);
                                return words.length != 2
                                        || !isNumber(words[0])
                                        || !words[1].matches(TOKEN);
                            }),
                    // 20.8
                    entry("Malformed Call-ID", head -> !head.of("call-id|i").matches("\\S+")),
                    // 20.14; nothing that long is ever taken.
                    entry(
                            "Malformed Content-Length",
                            head -> !isNumber(head.of("content-length|l"))),
                    // 20.42: a protocol, a transport and a host.
                    entry(
                            "Malformed Via",
                            head ->
                                    !head.of("via|v")
                                            .matches(
                                                    "[^/,;]+/[^/,;]+/[ \t]*[^\\s,;/]+[ \t]+[^\\s,;].*")));

    /** Start line and header lines; {@code text} as they came. */
    private record Head(String text, String start, List<String> lines) {

        static Head of(byte[] octets) {
            var text = new String(octets, ISO_8859_1).replaceFirst("^(\r\n)+", "");
            var head = text.split("\r\n\r\n", 2)[0];
            var lines = List.of(head.replaceAll("\r\n[ \t]", "   ").split("\r\n", -1));
            return new Head(head, lines.getFirst(), lines.subList(1, lines.size()));
        }

        boolean has(String pattern) {
            return Pattern.compile(pattern).matcher(text).find();
        }

        boolean begins(String pattern) {
            return start.matches(pattern);
        }

        boolean eachLineIs(String pattern) {
            return lines.stream().allMatch(line -> line.matches(pattern));
        }

        /** The values of the headers of these names. */
        List<String> all(String names) {
            var name = "(?is)(" + names + ")[ \t]*:";
            return lines.stream()
                    .filter(line -> line.matches(name + ".*"))
                    .map(line -> line.replaceFirst(name, "").strip())
                    .toList();
        }

        /** The first of them, or nothing. */
        String of(String names) {
            return all(names).stream().findFirst().orElse("");
        }
    }

    private Breaches() {}

    private static boolean isNumber(String text) {
        return text.matches("[0-9]+") && new BigInteger(text).bitLength() <= 31;
    }

    /** Whether a message has the fault that the index names, and RI is known to pass over that. */
    static boolean has(byte[] octets, String problem) {
        var fault = KNOWN.get(problem);
        return fault != null && fault.test(Head.of(octets));
    }
}
