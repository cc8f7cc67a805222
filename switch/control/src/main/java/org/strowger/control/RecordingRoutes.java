package org.strowger.control;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What can be asked about recordings. */
final class RecordingRoutes {

    private static final int MOST = 100_000;
    private static final int USUAL = 100;

    private final SwitchDoor door;

    RecordingRoutes(SwitchDoor door) {
        this.door = door;
    }

    void addTo(RoutesConfig routes, String api) {
        routes.get(api + "recordings", this::list);
        routes.get(api + "recordings/{id}", this::find);
        routes.post(api + "recordings/{id}/access", this::access);
        routes.post(api + "recordings/{id}/delete", this::delete);
        routes.post(api + "calls/{id}/recording", this::change);
    }

    private void list(Context context) {
        var call = given(context.queryParam("call"), "");
        var by = given(context.queryParam("by"), RecordingDoor.UNKNOWN);
        int limit = limit(context);
        var rows = answer(() -> door.recordings().list(call, limit, by));
        context.contentType("application/json");
        context.writeJsonStream(rows.stream().map(RecordingJson::of));
    }

    static String given(@Nullable String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value;
    }

    /** How many rows are wanted. */
    static int limit(Context context) {
        var given = context.queryParam("limit");
        if (given == null) {
            return USUAL;
        }
        if (!given.matches("[1-9]\\d{0,5}") || Integer.parseInt(given) > MOST) {
            throw new BadRequestResponse("limit must be 1 to " + MOST + ", not " + given);
        }
        return Integer.parseInt(given);
    }

    private void find(Context context) {
        var id = context.pathParam("id");
        var told = door.recordings().find(id);
        context.json(
                told.map(RecordingJson::of)
                        .orElseThrow(() -> new NotFoundResponse("there is no recording " + id)));
    }

    private void change(Context context) throws IOException {
        var body = Routes.body(context);
        var change = body.path("change").asString("");
        var by = given(body.path("by").asString(""), RecordingDoor.UNKNOWN);
        var call = context.pathParam("id");
        var now = answer(() -> door.recordings().change(call, change, by));
        context.json(Map.of("call", call, "recording", now));
    }

    private void access(Context context) throws IOException {
        var body = Routes.body(context);
        var action = text(body, "action");
        var by = text(body, "by");
        var how = text(body, "reason");
        var id = context.pathParam("id");
        answer(() -> {
            door.recordings().note(action, id, by, how);
            return id;
        });
        context.json(Map.of("noted", id));
    }

    private void delete(Context context) throws IOException {
        var body = Routes.body(context);
        var reason = text(body, "reason");
        var by = text(body, "by");
        var id = context.pathParam("id");
        answer(() -> {
            door.recordings().delete(id, by, reason);
            return id;
        });
        context.json(Map.of("deleted", id));
    }

    private static String text(JsonNode body, String name) {
        var text = body.path(name).asString("");
        if (text.isBlank()) {
            throw new BadRequestResponse("the body must say \"" + name + "\"");
        }
        return text;
    }

    /** What is asked of the switch. */
    private interface Question<T> {
        T ask() throws IOException;
    }

    /** With the status for what cannot be. */
    private static <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (IllegalArgumentException e) {
            var wrong = new BadRequestResponse(String.valueOf(e.getMessage()));
            wrong.initCause(e);
            throw wrong;
        } catch (IOException e) {
            var refused = new ServiceUnavailableResponse("it is not done: " + e);
            refused.initCause(e);
            throw refused;
        }
    }
}
