package org.strowger.control;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** Has calls supervised, and tells who did it. */
final class SupervisionRoutes {

    private final SwitchDoor door;

    SupervisionRoutes(SwitchDoor door) {
        this.door = door;
    }

    void addTo(RoutesConfig routes, String api) {
        routes.post(api + "calls/{id}/supervision", this::supervise);
        routes.get(api + "supervisions", this::list);
    }

    private void supervise(Context context) throws IOException {
        var body = Routes.body(context);
        var mode = body.path("mode").asString("");
        var supervisor = body.path("supervisor").asString("");
        var by = RecordingRoutes.given(body.path("by").asString(""), RecordingDoor.UNKNOWN);
        if (!by.matches("\\P{Cntrl}{1,64}")) {
            throw new BadRequestResponse("by must be 1 to 64 characters");
        }
        var call = context.pathParam("id");
        try {
            var state = door.supervision().supervise(call, mode, supervisor, by);
            context.json(Map.of("supervision", state));
        } catch (IllegalArgumentException e) {
            var wrong = new BadRequestResponse(String.valueOf(e.getMessage()));
            wrong.initCause(e);
            throw wrong;
        }
    }

    private void list(Context context) {
        var call = RecordingRoutes.given(context.queryParam("call"), "");
        var rows = door.supervision().list(call, RecordingRoutes.limit(context));
        context.contentType("application/json");
        context.writeJsonStream(rows.stream().map(SupervisionJson::of));
    }
}
