package org.strowger.control;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** What can be done to a call that lives, and asked about recordings. */
final class RecordingRoutes {

    private static final int MOST = 100_000;
    private static final int USUAL = 100;

    private final SwitchDoor door;

    RecordingRoutes(SwitchDoor door) {
        this.door = door;
    }

    void addTo(RoutesConfig routes, String api) {
        routes.get(api + "recordings", this::list);
        routes.post(api + "recordings/{id}/delete", this::delete);
        routes.post(api + "calls/{id}/recording", this::change);
        routes.post(api + "calls/{id}/supervision", this::supervise);
    }

    private void list(Context context) {
        var call = context.queryParam("call");
        var rows = door.recordings(call == null ? "" : call, limit(context));
        context.contentType("application/json");
        context.writeJsonStream(rows.stream().map(RecordingJson::of));
    }

    private static int limit(Context context) {
        var given = context.queryParam("limit");
        if (given == null) {
            return USUAL;
        }
        if (!given.matches("[1-9]\\d{0,5}") || Integer.parseInt(given) > MOST) {
            throw new BadRequestResponse("limit must be 1 to " + MOST + ", not " + given);
        }
        return Integer.parseInt(given);
    }

    private void change(Context context) throws IOException {
        var change = Routes.body(context).path("change").asString("");
        var call = context.pathParam("id");
        try {
            context.json(Map.of("call", call, "recording", door.record(call, change)));
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private void supervise(Context context) throws IOException {
        var body = Routes.body(context);
        var mode = body.path("mode").asString("");
        var supervisor = body.path("supervisor").asString("");
        var call = context.pathParam("id");
        try {
            var state = door.supervise(call, mode, supervisor);
            context.json(Map.of("supervision", state));
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private void delete(Context context) throws IOException {
        var body = Routes.body(context);
        var reason = body.path("reason").asString("");
        var by = body.path("by").asString("");
        if (reason.isBlank() || by.isBlank()) {
            throw new BadRequestResponse("the body must be {\"by\": \"who\", \"reason\": \"why\"}");
        }
        var id = context.pathParam("id");
        try {
            door.deleteRecording(id, by, reason);
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
        context.json(Map.of("deleted", id));
    }

    private static BadRequestResponse wrong(IllegalArgumentException e) {
        var wrong = new BadRequestResponse(String.valueOf(e.getMessage()));
        wrong.initCause(e);
        return wrong;
    }
}
