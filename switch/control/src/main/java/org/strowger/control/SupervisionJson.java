package org.strowger.control;

import org.strowger.records.CallEvent;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of one thing that a supervisor did, as the control door and {@code strowger calls
 * supervised} print it. Scripts rely on the names: none is ever renamed or left out, new ones are
 * added at the end.
 */
public final class SupervisionJson {

    private SupervisionJson() {}

    /** One row. */
    public static ObjectNode of(CallEvent.Supervised told) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("at", CdrJson.time(told.atMicros()));
        json.put("call", told.call().value());
        json.put("supervisor", told.supervisor());
        json.put("agent", told.agent());
        json.put("action", told.action());
        json.put("how", told.how());
        return json;
    }
}
