package org.strowger.cli;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.control.ControlFile;
import org.strowger.control.SwitchDoor.AgentChange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The control door of a running switch, from outside. */
final class Door implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final String API = "/api/v1/";
    private static final int OK = 200;

    private final ControlFile file;
    private final HttpClient client;

    private Door(ControlFile file) {
        this.file = file;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT_LIMIT)
                        .version(HttpClient.Version.HTTP_1_1)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .build();
    }

    /**
     * The door of the switch that runs on a data folder.
     *
     * @return empty when none does
     * @throws CommandException when it cannot be told
     */
    static Optional<Door> find(Path data) {
        try {
            var file = ControlFile.read(data);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            var door = new Door(file.get());
            if (door.isOpen()) {
                return Optional.of(door);
            }
            door.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    /** The same, for a command that cannot do without. */
    static Door toRunning(Path data) {
        return find(data)
                .orElseThrow(() ->
                        new CommandException("no switch is running with its data in " + data));
    }

    /**
     * Asked without the token: the port may belong to somebody else by now, who does not know which
     * instance of the switch wrote the file.
     */
    private boolean isOpen() {
        try {
            var answer = JsonMapper.shared().readTree(send(request("health/live").GET()).body());
            var instance = answer.path("instance").asString("");
            return !instance.isEmpty() && instance.equals(file.instance());
        } catch (HttpTimeoutException e) {
            throw new CommandException(file.address() + " does not answer: " + e, e);
        } catch (JacksonException | IOException e) {
            LOG.debug("{} is not the switch's", file.address(), e); // Nobody, or a stranger.
            return false;
        }
    }

    JsonNode get(String path) {
        return ask(request(path).GET());
    }

    /**
     * Reads lines of JSON as they come; empty ones, which only show that there is somebody, are
     * passed over.
     *
     * @param more told each line; ends the reading by answering false
     */
    void follow(String path, Predicate<JsonNode> more) {
        var asked = request(path).header("Authorization", "Bearer " + file.token()).GET();
        try (var lines = lines(asked)) {
            var each = lines.iterator();
            boolean wanted = true;
            while (wanted && each.hasNext()) {
                var line = each.next();
                wanted = line.isEmpty() || more.test(JsonMapper.shared().readTree(line));
            }
        } catch (JacksonException | UncheckedIOException e) {
            throw new CommandException("the switch has ended the trace: " + e.getMessage(), e);
        }
    }

    private Stream<String> lines(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofLines());
            if (answer.statusCode() != OK) {
                try (var body = answer.body()) {
                    var json = JsonMapper.shared().readTree(body.collect(joining()));
                    throw new CommandException(json.path("error").asString("refused"));
                }
            }
            return answer.body();
        } catch (IOException e) {
            throw new CommandException(file.address() + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted", e);
        }
    }

    void changeAgent(String agent, AgentChange change) {
        var body = JsonNodeFactory.instance.objectNode().put("change", change.name());
        ask(request("agents/" + encode(agent)).POST(BodyPublishers.ofString(body.toString())));
    }

    void changeStaff(String agent, String change, String what, int number) {
        var body = JsonNodeFactory.instance.objectNode().put("what", what).put("number", number);
        var path = "agents/" + encode(agent) + "/" + encode(change);
        ask(request(path).POST(BodyPublishers.ofString(body.toString())));
    }

    void block(String number, boolean blocked) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("number", number).put("blocked", blocked);
        ask(request("blocked").POST(BodyPublishers.ofString(body.toString())));
    }

    void openQueue(String queue, boolean open) {
        var body = JsonNodeFactory.instance.objectNode().put("open", open);
        var path = "queues/" + encode(queue);
        ask(request(path).POST(BodyPublishers.ofString(body.toString())));
    }

    void changeUser(String user, String change, String number, int seconds) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("change", change).put("number", number).put("seconds", seconds);
        ask(request("users/" + encode(user)).POST(BodyPublishers.ofString(body.toString())));
    }

    void changeMailbox(String user, int fresh, int old) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("change", "mailbox").put("new", fresh).put("old", old);
        ask(request("users/" + encode(user)).POST(BodyPublishers.ofString(body.toString())));
    }

    /** Tells whether it is running, paused or stopped now. */
    String record(String call, String change, String by) {
        var body = JsonNodeFactory.instance.objectNode().put("change", change).put("by", by);
        return post("calls/" + encode(call) + "/recording", body).path("recording").asString("");
    }

    JsonNode recordings(String call, int limit, String by) {
        var filter = parameter("call", call) + parameter("by", by);
        return get("recordings?limit=" + limit + filter);
    }

    JsonNode recording(String id) {
        return get("recordings/" + encode(id));
    }

    void noteAccess(String action, String id, String by, String how) {
        var body = JsonNodeFactory.instance.objectNode().put("action", action);
        post("recordings/" + encode(id) + "/access", body.put("by", by).put("reason", how));
    }

    /** Tells whether the supervisor's phone rings, or it is done. */
    String supervise(String call, String mode, String supervisor, String by) {
        var body = JsonNodeFactory.instance.objectNode().put("mode", mode).put("by", by);
        body.put("supervisor", supervisor);
        var path = "calls/" + encode(call) + "/supervision";
        return post(path, body).path("supervision").asString("");
    }

    JsonNode supervisions(String call, int limit) {
        return get("supervisions?limit=" + limit + parameter("call", call));
    }

    void deleteRecording(String id, String by, String reason) {
        var body = JsonNodeFactory.instance.objectNode().put("by", by).put("reason", reason);
        post("recordings/" + encode(id) + "/delete", body);
    }

    void cancelCallback(String queue, String number) {
        post(
                "callbacks/cancel",
                JsonNodeFactory.instance.objectNode().put("queue", queue).put("number", number));
    }

    private JsonNode post(String path, JsonNode body) {
        return ask(request(path).POST(BodyPublishers.ofString(body.toString())));
    }

    /** Tells how many there were. */
    int clearBans(String addressOrAll) {
        var body = JsonNodeFactory.instance.objectNode().put("clear", addressOrAll);
        return ask(request("bans").POST(BodyPublishers.ofString(body.toString())))
                .path("cleared")
                .asInt();
    }

    /** {@code &name=value}, or nothing. */
    static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + encode(value);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(file.address() + API + path))
                .timeout(ANSWER_LIMIT);
    }

    private JsonNode ask(HttpRequest.Builder request) {
        try {
            var answer = send(request.header("Authorization", "Bearer " + file.token()));
            var json = json(answer);
            if (answer.statusCode() != OK) {
                throw new CommandException(json.path("error").asString("refused"));
            }
            return json;
        } catch (IOException e) {
            throw new CommandException(file.address() + " does not answer: " + e, e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private JsonNode json(HttpResponse<String> answer) {
        try {
            return JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw new CommandException(file.address() + " is not the switch's any more", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
