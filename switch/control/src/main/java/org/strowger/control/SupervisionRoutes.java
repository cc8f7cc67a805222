package org.strowger.control;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;

/** Has calls supervised. */
final class SupervisionRoutes {

    private final SwitchDoor door;

    SupervisionRoutes(SwitchDoor door) {
        this.door = door;
    }

    void addTo(RoutesConfig routes, String api) {
        routes.post(api + "calls/{id}/supervision", this::supervise);
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
            var wrong = new BadRequestResponse(String.valueOf(e.getMessage()));
            wrong.initCause(e);
            throw wrong;
        }
    }
}
