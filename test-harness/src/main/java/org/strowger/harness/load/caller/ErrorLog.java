package org.strowger.harness.load.caller;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Why calls failed, from SIPp's -trace_err.
 *
 * @param causes by number of the call in this run, from 1: a status as {@code 404}, {@code
 *     timeout}, {@code unexpected BYE}
 */
public record ErrorLog(Map<Integer, String> causes) {

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
        return new ErrorLog(causes);
    }
}
