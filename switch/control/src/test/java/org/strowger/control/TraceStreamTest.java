package org.strowger.control;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trace over real HTTP. */
class TraceStreamTest {

    private final FakeSwitch fake = new FakeSwitch();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir Path data;
    private ControlDoor door;
    private ControlFile file;

    @BeforeEach
    void open() throws IOException {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        door = ControlDoor.start(any, data, fake, _ -> List.of());
        file = ControlFile.read(data).orElseThrow();
    }

    @AfterEach
    void close() {
        door.close();
        client.close();
    }

    private HttpRequest request(String query) {
        return HttpRequest.newBuilder(URI.create(file.address() + "/api/v1/trace" + query))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + file.token())
                .build();
    }

    private HttpResponse<String> get(String query) throws Exception {
        return client.send(request(query), BodyHandlers.ofString());
    }

    private static BufferedReader reader(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next line that is not empty. */
    private static String line(BufferedReader lines) throws IOException {
        var line = lines.readLine();
        while (line != null && line.isEmpty()) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void linesComeAsTheyHappenAndTheViewerLeavesWithTheReader() throws Exception {
        var response = client.send(request("?raw=true"), BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        assertEquals(
                "application/x-ndjson", response.headers().firstValue("Content-Type").orElse(""));
        try (var lines = reader(response.body())) {
            assertEquals("", lines.readLine(), "the trace is on");
            assertEquals(1, fake.trace.open.get());
            fake.trace.batches.add(
                    new SipTrace.Batch(List.of(FakeTrace.message("BYE x")), 0, 0, false));
            var line = line(lines);
            assertTrue(line.contains("\"title\":\"BYE x\",\"cseq\":\"1 INVITE\""), line);
            fake.trace.batches.add(new SipTrace.Batch(List.of(), 3, 4, false));
            assertEquals("{\"hidden\":3,\"lost\":4}", line(lines));
        }
        await().until(() -> fake.trace.open.get() == 0);
    }

    @Test
    void itEndsWithItsTimeAndWithTheSwitch() throws Exception {
        assertEquals("\n\n", get("?seconds=1").body());
        fake.trace.batches.add(FakeTrace.LAST);
        assertEquals("\n\n", get("?seconds=3600").body());
        assertEquals(0, fake.trace.open.get());
    }

    @Test
    void whatIsWantedReachesTheSwitch() throws Exception {
        fake.trace.batches.add(FakeTrace.LAST);
        assertEquals(200, get("?number=%2B86&call-id=a%40b&method=INVITE&raw=true").statusCode());
        fake.trace.batches.add(FakeTrace.LAST);
        assertEquals(200, get("").statusCode());
        assertEquals(
                List.of(
                        new SipTrace.Query("+86", "a@b", "INVITE", true),
                        new SipTrace.Query(null, null, null, false)),
                fake.trace.asked);
    }

    @Test
    void whatCannotBeMeantIsRefused() throws Exception {
        for (var query :
                List.of(
                        "nmber=1",
                        "number=",
                        "number=a%0D",
                        "number=1&number=2",
                        "call-id=a%20b",
                        "method=invite",
                        "raw=1",
                        "seconds=0",
                        "seconds=3601",
                        "seconds=99999")) {
            var response = get("?" + query);
            assertEquals(400, response.statusCode(), query);
            assertTrue(response.body().startsWith("{\"error\":\""), response.body());
        }
        assertEquals(List.of(), fake.trace.asked);
    }

    @Test
    void oneTooManyIs503AndWithoutTheToken401() throws Exception {
        fake.trace.full = true;
        var response = get("");
        assertEquals(503, response.statusCode());
        assertEquals("{\"error\":\"8 traces run already\"}", response.body());
        var open = HttpRequest.newBuilder(URI.create(file.address() + "/api/v1/trace")).build();
        assertEquals(401, client.send(open, BodyHandlers.ofString()).statusCode());
    }
}
