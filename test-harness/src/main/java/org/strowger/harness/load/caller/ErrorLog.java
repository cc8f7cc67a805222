package org.strowger.harness.load.caller;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Why calls failed, and SIPp itself, from its -trace_err.
 *
 * @param causes by number of the call in this run, from 1: a status as {@code 404}, {@code
 *     timeout}, {@code unexpected BYE}
 * @param complaint the last line that is about SIPp and not about a call: an error ends SIPp, what
 *     stands before it was a warning; empty when there is none
 */
public record ErrorLog(Map<Integer, String> causes, String complaint) {

    private static final Pattern STAMP =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d\\t[\\d:.]+\\t[\\d.]+: ");
    private static final Pattern ABOUT_A_CALL =
            Pattern.compile("(?i)call-id|\\b(aborting|continuing|dead|for|sipp) call\\b");

    private static final Pattern ABORTED =
            Pattern.compile(
                    "Aborting call on (an unexpected (?:BYE|CANCEL)|unexpected message|UDP retransmission timeout)"
                            + " for [Cc]all(?:-I[dD])?:? '?(\\d+)-\\d+@[^'\\s]*"
                            + "(?:': while expecting '[^']*' \\(index \\d+\\), received '(?:SIP/2\\.0 (\\d{3})|(\\w+)))?");
    private static final Pattern WAITED =
            Pattern.compile("Call-Id: (\\d+)-\\d+@\\S+, (?:receive|send) timeout");

    public ErrorLog {
        causes = Map.copyOf(causes);
    }

    /** Reads what there is; the first cause of a call counts. */
    public static ErrorLog parse(String text) {
        var causes = new HashMap<Integer, String>();
        var aborted = ABORTED.matcher(text);
        while (aborted.find()) {
            var status = aborted.group(3);
            var method = aborted.group(4);
            var cause =
                    switch (aborted.group(1)) {
                        case "unexpected message" ->
                                status != null ? status : "unexpected " + method;
                        case "UDP retransmission timeout" -> "timeout";
                        default -> aborted.group(1).substring("an ".length());
                    };
            causes.putIfAbsent(Integer.parseInt(aborted.group(2)), cause);
        }
        var waited = WAITED.matcher(text);
        while (waited.find()) {
            causes.putIfAbsent(Integer.parseInt(waited.group(1)), "timeout");
        }
        return new ErrorLog(causes, complaint(text));
    }

    /** Whether SIPp gave up because somebody else has one of its ports. */
    public boolean saysPortTaken() {
        return complaint.startsWith("Unable to bind");
    }

    /** A message has no end of line: the next stamp ends it. */
    private static String complaint(String text) {
        return STAMP.splitAsStream(text)
                .skip(1)
                .map(message -> message.lines().findFirst().orElse(""))
                .filter(line -> !ABOUT_A_CALL.matcher(line).find())
                .reduce("", (_, last) -> last);
    }
}
