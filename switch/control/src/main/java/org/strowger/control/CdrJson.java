package org.strowger.control;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.strowger.records.Cdr;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of one call record, as the control door and {@code strowger cdr} print it. Scripts rely
 * on the names: none is ever renamed or left out, new ones are added at the end.
 */
public final class CdrJson {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private CdrJson() {}

    /** One record with its legs; what never happened is null. */
    public static ObjectNode of(Cdr cdr) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", cdr.id());
        json.put("start", time(cdr.startMicros()));
        json.put("caller", cdr.caller());
        json.put("callerName", cdr.callerName());
        json.put("dialled", cdr.dialled());
        json.put("language", cdr.language());
        json.put("keys", cdr.keys());
        json.put("timeouts", cdr.timeouts());
        json.put("switchAnsweredAt", time(cdr.switchAnsweredMicros()));
        json.put("queue", cdr.queue());
        json.put("queuedAt", time(cdr.queuedMicros()));
        json.put("agent", cdr.agent());
        json.put("answeredAt", time(cdr.answeredMicros()));
        json.put("end", time(cdr.endMicros()));
        json.put("endedBy", cdr.endedBy());
        json.put("outcome", cdr.outcome());
        var legs = json.putArray("legs");
        cdr.legs().forEach(leg -> legs.add(of(leg)));
        json.put("linkedId", cdr.linkedId());
        json.put("divertedBy", cdr.divertedBy());
        json.put("disposition", cdr.disposition());
        json.put("queueLeft", cdr.queueLeft());
        json.put("callbackOf", cdr.callbackOf());
        json.put("cause", cdr.cause() == 0 ? null : cdr.cause());
        json.put("mos", score(lowest(cdr)));
        return json;
    }

    /** What the worst heard of all parties heard, or was heard of; 0 when nothing was measured. */
    private static int lowest(Cdr cdr) {
        int lowest = 0;
        for (var leg : cdr.legs()) {
            var heard = leg.quality();
            if (heard != null) {
                lowest = lower(lower(lowest, heard.mos()), heard.peerMos());
            }
        }
        return lowest;
    }

    private static int lower(int one, int other) {
        return one == 0 || other == 0 ? Math.max(one, other) : Math.min(one, other);
    }

    private static ObjectNode of(Cdr.Leg leg) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("party", leg.party());
        json.put("direction", leg.direction());
        json.put("sipCallId", leg.sipCallId());
        json.put("start", time(leg.startMicros()));
        json.put("answeredAt", time(leg.answeredMicros()));
        json.put("end", time(leg.endMicros()));
        json.put("status", leg.status());
        json.put("cause", leg.cause());
        json.put("packetsSent", leg.packetsSent());
        json.put("packetsReceived", leg.packetsReceived());
        json.put("packetsLost", leg.packetsLost());
        json.set("quality", quality(leg.quality()));
        return json;
    }

    /** Scores from 1 to 4.5; null for nothing heard, and for what the party did not report. */
    private static @Nullable ObjectNode quality(Cdr.@Nullable Quality heard) {
        if (heard == null) {
            return null;
        }
        var json = JsonNodeFactory.instance.objectNode();
        boolean reported = heard.reports() > 0;
        json.put("mos", score(heard.mos()));
        json.put("jitterMicros", heard.jitterMicros());
        json.put("mostJitterMicros", heard.mostJitterMicros());
        json.put("longestGapMillis", heard.longestGapMillis());
        json.put("duplicates", heard.duplicates());
        json.put("reordered", heard.reordered());
        json.put("discarded", heard.discarded());
        json.put("roundTripMicros", heard.roundTripMicros() > 0 ? heard.roundTripMicros() : null);
        json.put("reports", heard.reports());
        json.put("peerLost", reported ? heard.peerLost() : null);
        json.put("peerJitterMicros", reported ? heard.peerJitterMicros() : null);
        json.put("peerMos", score(heard.peerMos()));
        return json;
    }

    private static @Nullable Double score(int hundredths) {
        return hundredths == 0 ? null : Double.valueOf(hundredths / 100.0);
    }

    /**
     * A moment as {@code 2026-01-02T03:04:05.678Z}.
     *
     * @param micros since the epoch; 0 means never
     * @return null for never
     */
    public static @Nullable String time(long micros) {
        return micros == 0
                ? null
                : MILLISECONDS.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
