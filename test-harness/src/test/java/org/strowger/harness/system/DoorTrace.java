package org.strowger.harness.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.strowger.harness.process.SwitchProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who watches messages at the control door. */
final class DoorTrace implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final BufferedReader messages;

    /**
     * Watches from now on.
     *
     * @param query as the door takes it, such as {@code number=1001}
     */
    DoorTrace(SwitchProcess strowger, String query) throws IOException, InterruptedException {
        var file = JSON.readTree(strowger.data().resolve("control.json").toFile());
        var uri = file.path("address").asString() + "/api/v1/trace?seconds=60&" + query;
        var request =
                HttpRequest.newBuilder(URI.create(uri))
                        .timeout(LIMIT)
                        .header("Authorization", "Bearer " + file.path("token").asString())
                        .build();
        var answer = client.send(request, BodyHandlers.ofInputStream());
        assertEquals(200, answer.statusCode());
        this.messages = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    }

    /** Messages until one of this title and direction. */
    List<JsonNode> until(String title, boolean sent) throws IOException {
        var until = new ArrayList<JsonNode>();
        var line = messages.readLine();
        while (line != null) {
            var message = line.isEmpty() ? JSON.createObjectNode() : JSON.readTree(line);
            if (message.has("title")) {
                until.add(message);
            }
            if (is(message, title, sent)) {
                return until;
            }
            line = messages.readLine();
        }
        throw new AssertionError("the trace ended with " + until);
    }

    /** Whether a message has a title that begins so, and that direction. */
    static boolean is(JsonNode message, String title, boolean sent) {
        return message.path("title").asString("").startsWith(title)
                && message.path("sent").asBoolean() == sent;
    }

    @Override
    public void close() throws IOException {
        messages.close();
        client.close();
    }
}
