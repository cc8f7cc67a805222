package org.strowger.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the door is asked about users, and told of them. */
class UserRoutesTest {

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

    private HttpRequest.Builder users(String path) {
        return HttpRequest.newBuilder(URI.create(file.address() + "/api/v1/users" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + file.token());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private void answers(int status, String body, HttpRequest.Builder request) throws Exception {
        var response = send(request);
        assertEquals(status + " " + body, response.statusCode() + " " + response.body());
    }

    @Test
    void whatUsersHaveSetIsShownAndChanged() throws Exception {
        answers(
                200,
                "[{\"id\":\"1001\",\"doNotDisturb\":true,\"forward\":\"\",\"busy\":\"1002\","
                        + "\"noAnswer\":\"\",\"noAnswerSeconds\":20,"
                        + "\"newMessages\":2,\"oldMessages\":5}]",
                users(""));
        var change = "{\"change\":\"forward-busy\",\"number\":\"1003\",\"seconds\":5}";
        assertEquals(200, send(set("1001", change)).statusCode());
        assertEquals(List.of("1001 forward-busy 1003 5"), fake.changes);
        answers(400, "{\"error\":\"there is no agent 9\"}", set("9", change));
    }

    @Test
    void anOperatorSaysHowManyMessagesAUserHas() throws Exception {
        var mailbox = "{\"change\":\"mailbox\",\"new\":%s,\"old\":%s}";
        assertEquals(200, send(set("1001", mailbox.formatted("2", "5"))).statusCode());
        assertEquals(List.of("1001 mailbox 2/5"), fake.changes);
        answers(400, "{\"error\":\"fewer than none\"}", set("1001", mailbox.formatted("-1", "5")));
        for (var wrong : List.of("\"2\"", "2.5", "99999999999", "null")) {
            assertEquals(400, send(set("1001", mailbox.formatted("1", wrong))).statusCode());
        }
        assertEquals(400, send(set("1001", "{\"change\":\"mailbox\"}")).statusCode());
        assertEquals(1, fake.changes.size());
    }

    private HttpRequest.Builder set(String user, String body) {
        return users("/" + user).POST(BodyPublishers.ofString(body));
    }
}
