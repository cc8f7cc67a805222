package org.strowger.control;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.UnauthorizedResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.control.SwitchDoor.AgentChange;
import org.strowger.records.Cdr;
import org.strowger.records.CdrQuery;
import org.strowger.records.CdrReader;
import org.strowger.records.NoSuchCallException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What can be asked over HTTP, and how each mistake is answered. */
final class Routes {

    /** Octets of a request's body. */
    static final int MAX_BODY = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final String API = "/api/v1/";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String MAILBOX = "mailbox";
    private static final String SCHEME = "Bearer ";
    private static final Set<String> OPEN = Set.of(API + "health/live", API + "health/ready");

    private final SwitchDoor door;
    private final CdrReader cdrs;
    private final byte[] token;
    private final String instance;

    Routes(SwitchDoor door, CdrReader cdrs, ControlFile file) {
        this.door = door;
        this.cdrs = cdrs;
        this.token = file.token().getBytes(StandardCharsets.UTF_8);
        this.instance = file.instance();
    }

    void addTo(RoutesConfig routes) {
        routes.before(this::authorize);
        routes.get(API + "health/live", this::live);
        routes.get(API + "health/ready", this::ready);
        routes.get(API + "counts", context -> context.json(door.counts()));
        routes.get("/metrics", this::metrics);
        routes.get(API + "agents", context -> context.json(door.agents()));
        routes.get(API + "queues", context -> context.json(door.queues()));
        routes.get(API + "queues/{id}/calls", this::waiting);
        routes.get(API + "calls", context -> context.json(door.calls()));
        routes.get(
                API + "calls/{id}/why", context -> context.json(door.why(context.pathParam("id"))));
        routes.get(API + "trunks", context -> context.json(door.trunks()));
        routes.get(API + "cdr", this::cdr);
        routes.get(API + "trace", context -> new TraceStream(door.trace()).serve(context));
        routes.post(API + "agents/{id}", this::changeAgent);
        routes.get(API + "users", context -> context.json(door.users()));
        routes.post(API + "users/{id}", this::changeUser);
        routes.get(API + "bans", context -> context.json(door.bans()));
        routes.post(API + "bans", this::clearBans);
        new RecordingRoutes(door).addTo(routes, API);
        new SupervisionRoutes(door).addTo(routes, API);
        new StaffRoutes(door).addTo(routes, API);
        new CallbackRoutes(door).addTo(routes, API);
        routes.exception(HttpResponseException.class, Routes::refused);
        routes.exception(SwitchBusyException.class, Routes::unavailable);
        routes.exception(TooManyTracesException.class, Routes::unavailable);
        routes.exception(Exception.class, Routes::failed);
    }

    /**
     * Everything but the two health questions needs the token, even to learn that it is not there.
     */
    private void authorize(Context context) {
        context.header(Header.CACHE_CONTROL, "no-store");
        if (OPEN.contains(context.path())) {
            return;
        }
        var given = context.header(Header.AUTHORIZATION);
        if (given == null || !given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new UnauthorizedResponse("send the token of control.json as a bearer token");
        }
        var octets = given.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(token, octets)) {
            throw new UnauthorizedResponse("this is not the token of control.json");
        }
    }

    private void live(Context context) {
        boolean live = health(context, "live", door::live);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("live", live);
        answer.put("instance", instance);
        context.json(answer);
    }

    private void ready(Context context) {
        context.json(Map.of("ready", health(context, "ready", door::ready)));
    }

    /** A switch that is too busy to say that it is well is not. */
    private static boolean health(Context context, String name, BooleanSupplier question) {
        boolean well;
        try {
            well = question.getAsBoolean();
        } catch (SwitchBusyException e) {
            LOG.debug("{}: {}", name, e.getMessage());
            well = false;
        }
        context.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        return well;
    }

    private void metrics(Context context) {
        context.contentType(PROMETHEUS).result(door.metrics());
    }

    private void cdr(Context context) {
        var records = records(CdrQueryString.parse(context.queryParamMap()));
        context.contentType("application/json");
        context.writeJsonStream(records.stream().map(CdrJson::of));
    }

    private List<Cdr> records(CdrQuery query) {
        try {
            return cdrs.cdrs(query);
        } catch (NoSuchCallException e) {
            var wrong = new BadRequestResponse("after: " + e.getMessage());
            wrong.initCause(e);
            throw wrong;
        }
    }

    private void waiting(Context context) {
        var queue = context.pathParam("id");
        var calls = door.waiting(queue);
        if (calls == null) {
            throw new NotFoundResponse("there is no queue " + queue);
        }
        context.json(calls);
    }

    private void changeAgent(Context context) throws IOException {
        var change = change(body(context));
        var agent = context.pathParam("id");
        if (!door.changeAgent(agent, change)) {
            throw new NotFoundResponse("there is no agent " + agent);
        }
        context.json(new Changed(agent, change));
    }

    private void changeUser(Context context) throws IOException {
        var body = body(context);
        var user = context.pathParam("id");
        var change = body.path("change").asString("");
        try {
            if (change.equals(MAILBOX)) {
                door.changeMailbox(user, messages(body, "new"), messages(body, "old"));
            } else {
                door.changeUser(
                        user,
                        change,
                        body.path("number").asString(""),
                        body.path("seconds").asInt(0));
            }
        } catch (IllegalArgumentException e) {
            var wrong = new BadRequestResponse(String.valueOf(e.getMessage()));
            wrong.initCause(e);
            throw wrong;
        }
        context.json(Map.of("user", user, "change", change));
    }

    private static int messages(JsonNode body, String which) {
        var number = body.path(which);
        if (!number.isIntegralNumber() || !number.canConvertToInt()) {
            throw new BadRequestResponse(
                    "the body must be {\"change\": \"mailbox\", \"new\": 2, \"old\": 5}");
        }
        return number.asInt();
    }

    /** The answer to a change that was made. */
    record Changed(String agent, AgentChange change) {}

    private void clearBans(Context context) throws IOException {
        var body = body(context);
        var whose = body.path("clear");
        if (body.size() != 1 || !whose.isString()) {
            throw new BadRequestResponse(
                    "the body must be {\"clear\": \"192.0.2.1\"} or {\"clear\": \"all\"}");
        }
        var address = whose.asString().equals("all") ? null : address(whose.asString());
        int cleared = door.clearBans(address);
        if (cleared == 0 && address != null) {
            throw new NotFoundResponse("there is no ban on " + whose.asString());
        }
        context.json(Map.of("cleared", cleared));
    }

    /** As the list shows them: with or without what follows the address. */
    private static InetAddress address(String text) {
        var literal =
                text.replaceFirst("/64$", "")
                        .replaceFirst("^\\[(.*)\\](:\\d+)?$", "$1")
                        .replaceFirst("^([\\d.]+):\\d+$", "$1");
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            var wrong = new BadRequestResponse("this is no address: " + text);
            wrong.initCause(e);
            throw wrong;
        }
    }

    static JsonNode body(Context context) throws IOException {
        var octets = context.req().getInputStream().readNBytes(MAX_BODY + 1);
        if (octets.length > MAX_BODY) {
            throw new ContentTooLargeResponse("a body has at most " + MAX_BODY + " octets");
        }
        try {
            return Json.MAPPER.readTree(octets);
        } catch (JacksonException e) {
            throw new BadRequestResponse("the body is not JSON: " + e.getOriginalMessage());
        }
    }

    private static AgentChange change(JsonNode body) {
        var name = body.path("change");
        if (body.size() == 1 && name.isString()) {
            for (var change : AgentChange.values()) {
                if (change.name().equals(name.asString())) {
                    return change;
                }
            }
        }
        throw new BadRequestResponse(
                "the body must be {\"change\": \"LOGIN\"} with LOGIN, LOGOUT, READY or BREAK");
    }

    private static void refused(HttpResponseException e, Context context) {
        context.status(e.getStatus());
        if (e instanceof UnauthorizedResponse) {
            context.header(Header.WWW_AUTHENTICATE, "Bearer"); // RFC 9110 section 15.5.2
        }
        var methods = e.getDetails().get("availableMethods");
        if (e instanceof MethodNotAllowedResponse && methods != null) {
            context.header(Header.ALLOW, methods); // RFC 9110 section 15.5.6
        }
        context.json(error(e.getMessage()));
    }

    private static void unavailable(RuntimeException e, Context context) {
        context.status(HttpStatus.SERVICE_UNAVAILABLE).json(error(e.getMessage()));
    }

    private static void failed(Exception e, Context context) {
        LOG.error("{} {} failed", context.method(), context.path(), e);
        context.status(HttpStatus.INTERNAL_SERVER_ERROR)
                .json(error("an error in the switch; its log says more"));
    }

    /**
     * The answer to what Jetty refuses before Javalin sees it, such as a path with two meanings.
     */
    static boolean refuse(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        var message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        var text = message == null ? "refused" : message.toString();
        Content.Sink.write(response, true, Json.MAPPER.writeValueAsString(error(text)), callback);
        return true;
    }

    private static Map<String, String> error(@Nullable String message) {
        return Map.of("error", message == null ? "refused" : message);
    }
}
