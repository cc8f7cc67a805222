package org.strowger.control;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** Changes agents and queues. */
final class StaffRoutes {

    private final SwitchDoor door;

    StaffRoutes(SwitchDoor door) {
        this.door = door;
    }

    void addTo(RoutesConfig routes, String api) {
        routes.get(api + "staff", context -> context.json(door.staff().staff()));
        routes.post(api + "agents/{id}/{change}", this::change);
        routes.post(api + "queues/{id}", this::open);
        routes.get(api + "blocked", this::blocked);
        routes.post(api + "blocked", this::block);
    }

    private void change(Context context) throws IOException {
        var body = Routes.body(context);
        var agent = context.pathParam("id");
        var change = context.pathParam("change");
        var what = body.path("what").asString("");
        int number = body.path("number").asInt(0);
        done(() -> door.staff().change(agent, change, what, number));
        context.json(Map.of("agent", agent, "change", change));
    }

    private void open(Context context) throws IOException {
        var open = Routes.body(context).path("open");
        if (!open.isBoolean()) {
            throw new BadRequestResponse("the body must be {\"open\": false} or {\"open\": true}");
        }
        var queue = context.pathParam("id");
        done(() -> door.staff().open(queue, open.asBoolean()));
        context.json(Map.of("queue", queue, "open", open.asBoolean()));
    }

    private void blocked(Context context) {
        context.json(
                door.staff().blocked().stream().map(number -> Map.of("number", number)).toList());
    }

    private void block(Context context) throws IOException {
        var body = Routes.body(context);
        var number = body.path("number").asString("");
        var blocked = body.path("blocked");
        if (!blocked.isBoolean()) {
            throw new BadRequestResponse(
                    "the body must be {\"number\": \"0900*\", \"blocked\": true}");
        }
        done(() -> door.staff().block(number, blocked.asBoolean()));
        context.json(Map.of("number", number, "blocked", blocked.asBoolean()));
    }

    private static void done(Runnable change) {
        try {
            change.run();
        } catch (IllegalArgumentException e) {
            var wrong = new BadRequestResponse(String.valueOf(e.getMessage()));
            wrong.initCause(e);
            throw wrong;
        }
    }
}
