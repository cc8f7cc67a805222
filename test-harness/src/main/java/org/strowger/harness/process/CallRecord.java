package org.strowger.harness.process;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One call's record as the control door gives it; texts that are not there are empty.
 *
 * @param json all of it
 * @param legs in order; the first is the caller's
 */
public record CallRecord(
        JsonNode json,
        String id,
        String caller,
        String dialled,
        String language,
        String keys,
        String queue,
        String agent,
        String answeredAt,
        String end,
        String endedBy,
        String outcome,
        long timeouts,
        List<Leg> legs) {

    public CallRecord {
        legs = List.copyOf(legs);
    }

    /** What one leg sent and received, in RTP packets, seen from the switch. */
    public record Leg(
            String party,
            String direction,
            long status,
            long packetsSent,
            long packetsReceived,
            long packetsLost) {}

    static CallRecord of(JsonNode json) {
        return new CallRecord(
                json,
                text(json, "id"),
                text(json, "caller"),
                text(json, "dialled"),
                text(json, "language"),
                text(json, "keys"),
                text(json, "queue"),
                text(json, "agent"),
                text(json, "answeredAt"),
                text(json, "end"),
                text(json, "endedBy"),
                text(json, "outcome"),
                json.path("timeouts").asLong(0),
                json.path("legs").valueStream().map(CallRecord::leg).toList());
    }

    private static Leg leg(JsonNode json) {
        return new Leg(
                text(json, "party"),
                text(json, "direction"),
                json.path("status").asLong(0),
                json.path("packetsSent").asLong(0),
                json.path("packetsReceived").asLong(0),
                json.path("packetsLost").asLong(0));
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }
}
