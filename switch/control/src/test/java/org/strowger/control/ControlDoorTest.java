package org.strowger.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.records.Cdr;
import org.strowger.records.CdrQuery;

/** The door over real HTTP on a free loopback port. */
class ControlDoorTest {

    private static final String ASKED = "{\"by\":\"root\",\"reason\":\"asked\"}";
    private static final String NO_RECORDING = "{\"error\":\"there is no recording x\"}";

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final FakeSwitch fake = new FakeSwitch();
    private final List<CdrQuery> asked = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir Path data;
    private ControlDoor door;
    private ControlFile file;

    @BeforeEach
    void open() throws IOException {
        door = ControlDoor.start(ANY_PORT, data, fake, this::cdrs);
        file = ControlFile.read(data).orElseThrow();
    }

    @AfterEach
    void close() {
        door.close();
        client.close();
    }

    private synchronized List<Cdr> cdrs(CdrQuery query) {
        asked.add(query);
        return List.of(CdrJsonTest.answered(), CdrJsonTest.abandoned());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(file.address() + path))
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

    private HttpRequest.Builder change(String agent, String body) {
        return request("/api/v1/agents/" + agent).POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder clear(String body) {
        return request("/api/v1/bans").POST(BodyPublishers.ofString(body));
    }

    @Test
    void bansAreShownAndCleared() throws Exception {
        answers(
                200,
                "[{\"source\":\"192.0.2.1\",\"cause\":\"wrong passwords\","
                        + "\"since\":\"2026-01-02T03:04:05.678Z\","
                        + "\"until\":\"2026-01-02T03:05:05.678Z\",\"times\":1}]",
                request("/api/v1/bans"));
        for (var whose : List.of("all", "192.0.2.1", "192.0.2.1:5060")) {
            answers(200, "{\"cleared\":1}", clear("{\"clear\":\"" + whose + "\"}"));
        }
        for (var whose : List.of("2001:db8:0:0::/64", "[2001:db8::]:5060", "2001:db8::")) {
            answers(
                    404,
                    "{\"error\":\"there is no ban on " + whose + "\"}",
                    clear("{\"clear\":\"" + whose + "\"}"));
        }
        assertEquals(
                List.of("clear all", "clear 192.0.2.1", "clear 192.0.2.1"),
                fake.changes.subList(0, 3));
        assertEquals(1, fake.changes.stream().skip(3).distinct().count(), fake.changes::toString);
        answers(
                400,
                "{\"error\":\"this is no address: localhost\"}",
                clear("{\"clear\":\"localhost\"}"));
        assertEquals(400, send(clear("{}")).statusCode());
        assertEquals(400, send(clear("{\"clear\":7}")).statusCode());
    }

    @Test
    void recordingsAreShownBegunAndDeleted() throws Exception {
        var one =
                "{\"id\":\"1-2-3-r1\",\"call\":\"1-2-3\",\"state\":\"complete\","
                        + "\"start\":\"2026-01-02T03:04:05.678Z\",\"lengthMs\":2500,\"pauses\":"
                        + "[{\"fromMs\":1000,\"toMs\":1500},{\"fromMs\":2000,\"toMs\":null}],"
                        + "\"encrypted\":true,\"keyId\":\"00ff\",\"lostPackets\":3,"
                        + "\"file\":\"2026-01-02/1-2-3-r1.swr\",\"note\":null,"
                        + "\"changed\":\"2026-01-02T03:04:05.678Z\"}";
        answers(200, "[" + one + "]", request("/api/v1/recordings?call=1-2-3&limit=7&by=root"));
        answers(200, one, request("/api/v1/recordings/1-2-3-r1"));
        answers(404, NO_RECORDING, request("/api/v1/recordings/x"));
        assertEquals(400, send(request("/api/v1/recordings?limit=0")).statusCode());
        assertEquals(400, send(request("/api/v1/recordings?limit=100001")).statusCode());
        answers(200, "{\"deleted\":\"1-2-3-r1\"}", post("recordings/1-2-3-r1/delete", ASKED));
        assertEquals(400, send(post("recordings/1-2-3-r1/delete", "{}")).statusCode());
        answers(400, NO_RECORDING, post("recordings/x/delete", ASKED));
        assertEquals(
                200, send(post("calls/1-2-3/recording", "{\"change\":\"start\"}")).statusCode());
        answers(
                400,
                "{\"error\":\"there is no call 9\"}",
                post("calls/9/recording", "{\"change\":\"start\",\"by\":\"ann\"}"));
        assertEquals(
                List.of(
                        "list 1-2-3 7 by root",
                        "delete 1-2-3-r1 asked by root",
                        "1-2-3 start by unknown",
                        "9 start by ann"),
                fake.changes);
    }

    @Test
    void whoReadsARecordingIsNoted() throws Exception {
        var body = "{\"action\":\"play\",\"by\":\"root\",\"reason\":\"asked\"}";
        answers(200, "{\"noted\":\"1-2-3-r1\"}", post("recordings/1-2-3-r1/access", body));
        answers(400, NO_RECORDING, post("recordings/x/access", body));
        answers(
                400,
                "{\"error\":\"the body must say \\\"action\\\"\"}",
                post("recordings/1-2-3-r1/access", ASKED));
        assertEquals(List.of("play 1-2-3-r1 asked by root"), fake.changes);
    }

    @Test
    void whatCannotBeNotedIsNotDone() throws Exception {
        var full = "{\"action\":\"play\",\"by\":\"full\",\"reason\":\"asked\"}";
        for (var path : List.of("recordings/1-2-3-r1/access", "recordings/1-2-3-r1/delete")) {
            var answer = send(post(path, full));
            assertEquals(503, answer.statusCode());
            assertTrue(answer.body().contains("No space left"), answer.body());
        }
        assertEquals(503, send(request("/api/v1/recordings?by=full")).statusCode());
        assertEquals(List.of(), fake.changes);
    }

    private HttpRequest.Builder post(String path, String body) {
        return request("/api/v1/" + path).POST(BodyPublishers.ofString(body));
    }

    @Test
    void healthNeedsNoTokenAndIs503WhenNotWell() throws Exception {
        var live = HttpRequest.newBuilder(URI.create(file.address() + "/api/v1/health/live"));
        var instance = ",\"instance\":\"" + file.instance() + "\"}";
        assertEquals(32, file.instance().length());
        answers(200, "{\"live\":true" + instance, live);
        fake.live = false;
        answers(503, "{\"live\":false" + instance, live);
        var ready = HttpRequest.newBuilder(URI.create(file.address() + "/api/v1/health/ready"));
        answers(200, "{\"ready\":true}", ready);
        fake.busy = true;
        answers(503, "{\"ready\":false}", ready);
    }

    @Test
    void nothingElseIsAnsweredWithoutTheToken() throws Exception {
        for (var path : List.of("counts", "agents", "cdr", "nothing", "health/live/")) {
            var uri = URI.create(file.address() + "/api/v1/" + path);
            assertEquals(401, send(HttpRequest.newBuilder(uri)).statusCode(), path);
            var wrong = file.token().replace(file.token().charAt(0), 'x');
            var response =
                    send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + wrong));
            assertEquals(401, response.statusCode(), path);
            assertEquals("Bearer", response.headers().firstValue("WWW-Authenticate").orElse(""));
            assertFalse(response.body().contains(file.token()));
        }
    }

    @Test
    void theSwitchIsShownAsItIs() throws Exception {
        answers(200, "{\"calls\":1}", request("/api/v1/counts"));
        answers(
                200,
                "[{\"id\":\"1001\",\"state\":\"not-ready\",\"reason\":\"break\",\"since\":null,"
                        + "\"reachable\":true,\"call\":null}]",
                request("/api/v1/agents"));
        answers(
                200,
                "[{\"id\":\"sales\",\"waiting\":2,\"offered\":1,"
                        + "\"oldest\":\"2026-01-02T03:04:05.678Z\",\"open\":true,"
                        + "\"expectedSeconds\":90.5,"
                        + "\"handleSeconds\":60.0,\"estimates\":7,\"errorSeconds\":12.5}]",
                request("/api/v1/queues"));
        answers(
                200,
                "[{\"call\":\"n1-5f-7\",\"joined\":\"2026-01-02T03:04:05.678Z\",\"score\":12.5,"
                        + "\"place\":1,\"expectedSeconds\":60.0,\"leastSeconds\":30.0,"
                        + "\"mostSeconds\":90.0,\"asksFor\":\"billing\",\"step\":0,"
                        + "\"heldFor\":null,\"able\":1,\"waitsFor\":\"1001 talking\"}]",
                request("/api/v1/queues/sales/calls"));
        answers(
                404,
                "{\"error\":\"there is no queue mail\"}",
                request("/api/v1/queues/mail/calls"));
        answers(
                200,
                "[{\"at\":\"2026-01-02T03:04:05.678Z\",\"queue\":\"sales\",\"score\":12.5,"
                        + "\"reason\":\"left the queue\"}]",
                request("/api/v1/calls/n1-5f-7/why"));
        answers(200, "[]", request("/api/v1/calls/n1-5f-8/why"));
        assertTrue(send(request("/api/v1/calls")).body().contains("\"state\":\"waiting\""));
        assertTrue(send(request("/api/v1/calls")).body().contains("\"recording\":\"paused\""));
    }

    @Test
    void metricsComeAsPrometheusWantsThemAndNeedTheTokenToo() throws Exception {
        var response = send(request("/metrics"));
        assertEquals("strowger_calls 1.0\n", response.body());
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT));
        var open = HttpRequest.newBuilder(URI.create(file.address() + "/metrics"));
        assertEquals(401, send(open).statusCode());
        fake.busy = true;
        assertEquals(503, send(request("/metrics")).statusCode());
    }

    @Test
    void recordsComeAsAnArrayAndTheFilterReachesTheDatabase() throws Exception {
        var response = send(request("/api/v1/cdr?limit=2&since=1970-01-01T00:00:01Z&agent=1001"));
        assertEquals(
                "["
                        + CdrJson.of(CdrJsonTest.answered())
                        + ","
                        + CdrJson.of(CdrJsonTest.abandoned())
                        + "]",
                response.body());
        assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                List.of(new CdrQuery(2, 1_000_000, Long.MAX_VALUE, null, null, "1001", null)),
                asked);
    }

    @Test
    void allRecordsAreReadPageByPage() throws Exception {
        assertEquals(200, send(request("/api/v1/cdr?limit=2&after=")).statusCode());
        assertEquals(200, send(request("/api/v1/cdr?limit=2&after=n1-2-3")).statusCode());
        var two = CdrQuery.latest(2);
        assertEquals(List.of(two.startingAfter(""), two.startingAfter("n1-2-3")), asked);
    }

    @Test
    void aFilterThatCannotBeMeantIsRefused() throws Exception {
        for (var query :
                List.of(
                        "limit=0",
                        "limit=x",
                        "limit=100001",
                        "since=1",
                        "agnt=1",
                        "after=1&after=2",
                        "limit=1&limit=2")) {
            var response = send(request("/api/v1/cdr?" + query));
            assertEquals(400, response.statusCode(), query);
            assertTrue(response.body().startsWith("{\"error\":\""), response.body());
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void anAgentIsChanged() throws Exception {
        answers(
                200,
                "{\"agent\":\"1001\",\"change\":\"LOGIN\"}",
                change("1001", "{\"change\":\"LOGIN\"}").header("X", "y"));
        assertEquals(List.of("1001 LOGIN"), fake.changes);
        answers(
                404,
                "{\"error\":\"there is no agent 77\"}",
                change("77", "{\"change\":\"BREAK\"}"));
    }

    @Test
    void aChangeNobodyKnowsIsRefused() throws Exception {
        for (var body :
                List.of(
                        "",
                        "{",
                        "[]",
                        "null",
                        "{\"change\":\"SLEEP\"}",
                        "{\"change\":1}",
                        "{\"change\":\"LOGIN\",\"reason\":\"x\"}",
                        "[".repeat(20_000))) {
            assertEquals(400, send(change("1001", body)).statusCode(), body);
        }
        assertEquals(List.of(), fake.changes);
    }

    @Test
    void aBodyOver64KiBIsRefusedWithOrWithoutItsLength() throws Exception {
        var body = "{\"change\":\"LOGIN\"" + " ".repeat(Routes.MAX_BODY) + "}";
        assertEquals(413, send(change("1001", body)).statusCode());
        var octets = body.getBytes(StandardCharsets.UTF_8);
        var chunked = BodyPublishers.ofByteArrays(List.of(octets));
        assertEquals(413, send(request("/api/v1/agents/1001").POST(chunked)).statusCode());
        assertEquals(List.of(), fake.changes);
    }

    @Test
    void whatIsNotThereIs404AndAnotherMethodIs405() throws Exception {
        assertEquals(404, send(request("/api/v1/nothing")).statusCode());
        assertEquals(404, send(request("/")).statusCode());
        var response = send(request("/api/v1/agents").DELETE());
        assertEquals(405, response.statusCode());
        assertEquals("GET", response.headers().firstValue("Allow").orElse(""));
        assertTrue(response.body().startsWith("{\"error\":\""), response.body());
    }

    @Test
    void aBusySwitchIs503AndABrokenOneTellsNoDetails() throws Exception {
        fake.busy = true;
        answers(
                503,
                "{\"error\":\"the switch did not answer in time: test\"}",
                request("/api/v1/counts"));
        fake.busy = false;
        fake.broken = true;
        var response = send(request("/api/v1/counts"));
        assertEquals(500, response.statusCode());
        assertFalse(response.body().contains("secret"), response.body());
    }

    @Test
    void noAnswerSaysWhatServesItOrLetsAnotherSiteIn() throws Exception {
        var headers =
                send(request("/api/v1/counts").header("Origin", "http://a.example")).headers();
        assertTrue(headers.firstValue("Server").isEmpty());
        assertTrue(headers.firstValue("X-Powered-By").isEmpty());
        assertTrue(headers.firstValue("Access-Control-Allow-Origin").isEmpty());
        assertEquals("no-store", headers.firstValue("Cache-Control").orElse(""));
    }

    @Test
    void whatIsNotHttpIsAnswered400WithoutABanner() throws Exception {
        for (var line : List.of("GET /api/v1/counts HTTP/1.1", "\u0001\u0002")) {
            var answer = raw(line + "\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
            assertFalse(answer.toLowerCase(Locale.ROOT).contains("jetty"), answer);
        }
    }

    private String raw(String text) throws IOException {
        try (var socket = new Socket(door.address().getAddress(), door.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
