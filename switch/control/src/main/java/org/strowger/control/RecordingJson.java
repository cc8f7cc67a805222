package org.strowger.control;

import org.strowger.records.CallEvent;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of one recording, as the control door and {@code strowger recordings} print it. Scripts
 * rely on the names: none is ever renamed or left out, new ones are added at the end.
 */
public final class RecordingJson {

    private static final long MILLIS = 1_000;

    private RecordingJson() {}

    /**
     * One recording; pauses in milliseconds from its begin, the last without an end if it lasts.
     */
    public static ObjectNode of(CallEvent.Recorded told) {
        var row = told.recording();
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", row.id());
        json.put("call", told.call().value());
        json.put("state", row.state().text());
        json.put("start", CdrJson.time(row.startMicros()));
        json.put("lengthMs", row.lengthMicros() / MILLIS);
        var pauses = json.putArray("pauses");
        for (var pause : row.pauses()) {
            var entry = pauses.addObject().put("fromMs", pause.fromMicros() / MILLIS);
            if (pause.toMicros() < 0) {
                entry.putNull("toMs");
            } else {
                entry.put("toMs", pause.toMicros() / MILLIS);
            }
        }
        json.put("encrypted", !row.keyId().isEmpty());
        json.put("keyId", row.keyId().isEmpty() ? null : row.keyId());
        json.put("lostPackets", row.lostPackets());
        json.put("file", row.file());
        json.put("note", row.note().isEmpty() ? null : row.note());
        json.put("changed", CdrJson.time(told.atMicros()));
        return json;
    }
}
