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

/** What the door is asked about supervision. */
class SupervisionRoutesTest {

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

    private String supervise(String call, String body) throws Exception {
        var path = "calls/" + call + "/supervision";
        return answer(request(path).POST(BodyPublishers.ofString(body)));
    }

    @Test
    void itIsCommanded() throws Exception {
        assertEquals(
                "200 {\"supervision\":\"ringing\"}",
                supervise("1-2-3", "{\"mode\":\"listen\",\"supervisor\":\"1003\",\"by\":\"eve\"}"));
        assertEquals(
                "400 {\"error\":\"there is no call 9\"}", supervise("9", "{\"mode\":\"end\"}"));
        assertEquals(List.of("1-2-3 listen 1003 eve", "9 end  unknown"), fake.changes);
    }

    @Test
    void whoAsksIsALineOfText() throws Exception {
        for (var by : List.of("a\\nb", "x".repeat(65))) {
            assertEquals(
                    "400 {\"error\":\"by must be 1 to 64 characters\"}",
                    supervise("1-2-3", "{\"mode\":\"end\",\"by\":\"" + by + "\"}"));
        }
        assertEquals(List.of(), fake.changes);
    }

    @Test
    void whoDidItIsListed() throws Exception {
        assertEquals(
                "200 [{\"at\":\"2026-01-02T03:04:05.678Z\",\"call\":\"1-2-3\","
                        + "\"supervisor\":\"1003\",\"agent\":\"1001\",\"action\":\"listen\","
                        + "\"how\":\"code\"}]",
                answer(request("supervisions?call=1-2-3&limit=7")));
        assertEquals(List.of("supervisions 1-2-3 7"), fake.changes);
        assertEquals(
                "400 {\"error\":\"limit must be 1 to 100000, not 0\"}",
                answer(request("supervisions?limit=0")));
    }
}
