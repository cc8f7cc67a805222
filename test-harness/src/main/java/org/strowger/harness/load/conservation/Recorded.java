package org.strowger.harness.load.conservation;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * What a call's record says, as far as sums need it. Times are epoch milliseconds, 0 where it never
 * happened; texts that are not there are empty.
 *
 * @param caller the number calling
 * @param answeredMillis the agent's or the trunk's answer
 * @param switchAnsweredMillis the 200 to the caller
 * @param callerStatus final response to the caller's INVITE; 0 when the record does not say
 */
public record Recorded(
        String id,
        String caller,
        String queue,
        String agent,
        long startMillis,
        long queuedMillis,
        long switchAnsweredMillis,
        long answeredMillis,
        long endMillis,
        String outcome,
        int callerStatus) {

    /** From the JSON of the control door and of {@code strowger cdr}. */
    public static Recorded of(JsonNode json) {
        return new Recorded(
                text(json, "id"),
                text(json, "caller"),
                text(json, "queue"),
                text(json, "agent"),
                millis(json, "start"),
                millis(json, "queuedAt"),
                millis(json, "switchAnsweredAt"),
                millis(json, "answeredAt"),
                millis(json, "end"),
                text(json, "outcome"),
                json.path("legs").path(0).path("status").asInt(0));
    }

    /** Whether the caller was told 200. */
    boolean callerAnswered() {
        return switchAnsweredMillis != 0;
    }

    /** Whether the switch did not take the call, and wrote that down. */
    boolean isRefusal() {
        return outcome.equals("rejected") || callerStatus == 503 || callerStatus == 404;
    }

    /** Whether the switch itself says that it did not go well. */
    boolean isFailure() {
        return isRefusal() || outcome.equals("failed") || outcome.equals("switch-failed");
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    private static long millis(JsonNode json, String name) {
        var time = json.path(name).asString("");
        return time.isEmpty() ? 0 : Instant.parse(time).toEpochMilli();
    }
}
