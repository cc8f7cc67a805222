package org.strowger.harness.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the switch's control door, whose address and token lie in its data folder. */
public final class ControlDoor {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final String address;
    private final String token;

    /**
     * The door of the switch that keeps its data there.
     *
     * @throws tools.jackson.core.JacksonException if no switch ever ran there
     */
    public ControlDoor(Path data) {
        var file = JSON.readTree(data.resolve("control.json").toFile());
        var given = file.path("address").asString();
        this.address = given.startsWith("http") ? given : "http://" + given;
        this.token = file.path("token").asString();
    }

    /**
     * GET.
     *
     * @param path from its first slash on
     * @throws IllegalStateException if the answer is not 200
     */
    public JsonNode get(String path) {
        return JSON.readTree(text(path));
    }

    /** The same, as it came. */
    public String text(String path) {
        return ask(path, request(path).GET());
    }

    /** POST of a body of JSON; the rest as {@link #get}. */
    public JsonNode post(String path, String body) {
        return JSON.readTree(ask(path, request(path).POST(BodyPublishers.ofString(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token);
    }

    private String ask(String path, HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        "%s: %d %s".formatted(path, response.statusCode(), response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for " + path, e);
        }
    }

    /** Everything the switch counts, by name, sorted. */
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        get("/api/v1/counts")
                .properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        return counts;
    }

    /** The newest records, at most so many (100,000), oldest first. */
    public List<CallRecord> records(int limit) {
        return get("/api/v1/cdr?limit=" + limit)
                .valueStream()
                .map(CallRecord::of)
                .sorted(Comparator.comparing(record -> record.json().path("start").asString("")))
                .toList();
    }
}
