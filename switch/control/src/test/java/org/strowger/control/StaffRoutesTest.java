package org.strowger.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the door changes of agents and queues. */
class StaffRoutesTest {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final FakeSwitch fake = new FakeSwitch();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir Path data;
    private ControlDoor door;
    private ControlFile file;

    @BeforeEach
    void open() throws IOException {
        door = ControlDoor.start(ANY_PORT, data, fake, _ -> List.of());
        file = ControlFile.read(data).orElseThrow();
    }

    @AfterEach
    void close() {
        door.close();
        client.close();
    }

    private String answer(HttpRequest.Builder request) throws Exception {
        var authorized = request.header("Authorization", "Bearer " + file.token());
        var response =
                client.send(
                        authorized.timeout(Duration.ofSeconds(20)).build(),
                        BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(file.address() + "/api/v1/" + path));
    }

    private String post(String path, String body) throws Exception {
        return answer(request(path).POST(BodyPublishers.ofString(body)));
    }

    @Test
    void callbacksAreListedAndCancelled() throws Exception {
        assertEquals(
                "200 [{\"queue\":\"sales\",\"number\":\"0305551001\","
                        + "\"since\":\"2026-11-24T09:00:00.000Z\",\"state\":\"booked\","
                        + "\"due\":\"2026-11-24T09:05:00.000Z\","
                        + "\"until\":\"2026-11-25T09:00:00.000Z\",\"attempts\":1,"
                        + "\"origin\":\"n1-5f-7\",\"call\":null}]",
                answer(request("callbacks").GET()));
        var done = post("callbacks/cancel", "{\"queue\": \"sales\", \"number\": \"0305551001\"}");
        assertEquals("200", done.substring(0, 3), done);
        assertEquals(List.of("callback sales 0305551001 cancelled"), fake.changes);
        var none = post("callbacks/cancel", "{\"queue\": \"sales\"}");
        assertEquals("404", none.substring(0, 3), none);
    }

    @Test
    void agentsAreListedAndChanged() throws Exception {
        assertEquals(
                "200 [{\"id\":\"1001\",\"queues\":[\"sales\"],\"skills\":{\"tax\":5}}]",
                answer(request("staff").GET()));
        var done = post("agents/1001/not-ready", "{\"what\": \"lunch\"}");
        assertEquals("200", done.substring(0, 3), done);
        post("agents/1001/skill", "{\"what\": \"tax\", \"number\": 7}");
        assertEquals(List.of("1001 not-ready lunch 0", "1001 skill tax 7"), fake.changes);
        assertEquals(
                "400 {\"error\":\"there is no agent 9\"}",
                post("agents/9/join", "{\"what\": \"sales\"}"));
    }

    @Test
    void callersAreBlocked() throws Exception {
        assertEquals("200 [{\"number\":\"0900*\"}]", answer(request("blocked").GET()));
        post("blocked", "{\"number\": \"555\", \"blocked\": true}");
        assertEquals(List.of("555 true"), fake.changes);
        assertEquals(
                "400 {\"error\":\"a number is needed\"}", post("blocked", "{\"blocked\": true}"));
        assertEquals("400", post("blocked", "{\"number\": \"555\"}").substring(0, 3));
    }

    @Test
    void aQueueIsClosedAndOpened() throws Exception {
        post("queues/sales", "{\"open\": false}");
        post("queues/sales", "{\"open\": true}");
        assertEquals(List.of("sales false", "sales true"), fake.changes);
        assertEquals(
                "400 {\"error\":\"there is no queue tea\"}",
                post("queues/tea", "{\"open\": true}"));
        assertEquals("400", post("queues/sales", "{\"open\": \"no\"}").substring(0, 3));
    }
}
