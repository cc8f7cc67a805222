package org.strowger.control;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.util.Map;

/** Shows and cancels callbacks. */
final class CallbackRoutes {

    private final SwitchDoor door;

    CallbackRoutes(SwitchDoor door) {
        this.door = door;
    }

    void addTo(RoutesConfig routes, String api) {
        routes.get(api + "callbacks", context -> context.json(door.callbacks().callbacks()));
        routes.post(api + "callbacks/cancel", this::cancel);
    }

    private void cancel(Context context) throws IOException {
        var body = Routes.body(context);
        var queue = body.path("queue").asString("");
        var number = body.path("number").asString("");
        if (!door.callbacks().cancel(queue, number)) {
            throw new NotFoundResponse("nobody is to be called back by that queue at that number");
        }
        context.json(Map.of("queue", queue, "number", number));
    }
}
