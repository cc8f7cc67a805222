package org.strowger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.CallId;
import org.strowger.base.Clock;
import org.strowger.base.ConfigException;
import org.strowger.control.CdrJson;
import org.strowger.control.ControlDoor;
import org.strowger.control.ControlFile;
import org.strowger.control.SwitchDoor;
import org.strowger.records.CallEvent;
import org.strowger.records.Cdr;
import org.strowger.records.CdrQuery;
import org.strowger.records.Records;
import org.strowger.records.SpoolLimits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands as they are typed, with and without a running switch. */
class MainTest {

    @TempDir Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> done = new ArrayList<>();
    private final List<CdrQuery> asked = new ArrayList<>();

    private int run(String... arguments) {
        out.reset();
        err.reset();
        var console =
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.run(new FakeActions(), console, arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void failsInOneLine(String words, String... arguments) {
        assertEquals(1, run(arguments), err());
        assertEquals("", out());
        assertEquals(1, err().lines().count(), err());
        assertTrue(err().contains(words), err());
    }

    private static Cdr cdr(String id) {
        return new Cdr(
                id,
                1_000_000,
                "张三",
                "",
                "4000",
                "zh",
                "12",
                0,
                "sales",
                2_000_000,
                "1001",
                1_500_000,
                3_000_000,
                4_000_000,
                "agent",
                "answered",
                List.of());
    }

    private final class FakeActions implements Actions {

        @Override
        public int run(Path conf, Path data, boolean untilEof) {
            done.add("run " + conf + " " + data + (untilEof ? " until eof" : ""));
            return 0;
        }

        @Override
        public String check(Path conf) {
            if (conf.endsWith("bad")) {
                throw new ConfigException("bad/a.yaml:1:2: x\nbad/b.yaml:3:4: y");
            }
            return "3 agents, 2 queues";
        }

        @Override
        public int demo(PrintStream stream) {
            stream.println("a whole call");
            return 0;
        }
    }

    private void store(Cdr cdr) {
        try (var records = Records.open(data, Clock.system(), SpoolLimits.standard())) {
            records.sink().append(new CallEvent.Ended(new CallId(cdr.id()), cdr.endMicros(), cdr));
        }
    }

    private ControlDoor door() {
        return ControlDoor.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                data,
                new FakeDoor(),
                filter -> {
                    asked.add(filter);
                    return List.of(cdr("running"));
                });
    }

    private final class FakeDoor implements SwitchDoor {

        @Override
        public boolean live() {
            return true;
        }

        @Override
        public boolean ready() {
            return false;
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of();
        }

        @Override
        public String metrics() {
            return "";
        }

        @Override
        public List<AgentView> agents() {
            return List.of(new AgentView("1001", "ready", null, null, true, null));
        }

        @Override
        public List<QueueView> queues() {
            return List.of(new QueueView("sales", 2, 1, null));
        }

        @Override
        public List<CallView> calls() {
            return List.of();
        }

        @Override
        public boolean changeAgent(String agent, AgentChange change) {
            done.add(change + " " + agent);
            return agent.equals("1001");
        }
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out());
    }

    @Test
    void wrongUsageIs2AndSaysWhereHelpIs() {
        assertEquals(2, run());
        assertEquals(2, run("nonsense"));
        assertEquals(2, run("cdr", "--format", "xml"));
        assertEquals(2, run("cdr", "--limit", "0"));
        assertEquals(2, run("agent", "login"));
        assertEquals(2, run("agent", "sleep", "1001"));
        assertTrue(err().contains("strowger agent --help"), err());
        assertEquals("", out());
    }

    @Test
    void helpGoesToStdout() {
        assertEquals(0, run("--help"));
        for (var command : List.of("run", "check", "demo", "cdr", "agent", "queue", "calls")) {
            assertTrue(out().contains("\n  " + command + " "), command);
        }
        assertEquals(0, run("cdr", "--help"));
        assertTrue(out().contains("--limit"), out());
    }

    @Test
    void runAndDemoAndCheckDoWhatTheySay() {
        assertEquals(0, run("run", "--conf", "c", "--data", "d"));
        assertEquals(0, run("run", "--conf", "c", "--data", "d", "--until-eof"));
        assertEquals(List.of("run c d", "run c d until eof"), done);
        assertEquals(0, run("demo"));
        assertEquals("a whole call\n", out());
        assertEquals(0, run("check", "--conf", "good"));
        assertEquals("conf OK: 3 agents, 2 queues\n", out());
        assertEquals(1, run("check", "--conf", "bad"));
        assertEquals("bad/a.yaml:1:2: x\nbad/b.yaml:3:4: y\n", err());
    }

    @Test
    void aRunningSwitchIsAsked() {
        try (var _ = door()) {
            assertEquals(0, run("cdr", "--data", data.toString(), "--format", "json"));
            assertEquals("running", json().get(0).get("id").asString());
            assertEquals(0, run("agent", "--data", data.toString()));
            assertEquals(
                    """
                    id    state  reason  since  reachable  call
                    1001  ready  -       -      true       -
                    """,
                    out());
            assertEquals(0, run("queue", "--data", data.toString(), "--format", "csv"));
            assertEquals("id,waiting,offered,oldest\r\nsales,2,1,\r\n", out());
            assertEquals(0, run("calls", "--data", data.toString(), "--format", "json"));
            assertEquals(0, json().size());
        }
    }

    @Test
    void theFilterReachesTheRunningSwitchWhole() {
        try (var _ = door()) {
            var words =
                    "cdr --limit 7 --since 1970-01-01T00:00:01Z --caller 1 --queue a&b --outcome 张";
            assertEquals(0, run((words + " --data " + data).split(" ")));
            assertEquals(
                    List.of(new CdrQuery(7, 1_000_000, Long.MAX_VALUE, "1", "a&b", null, "张")),
                    asked);
        }
    }

    @Test
    void anAgentIsChangedAndAnUnknownOneNamed() {
        try (var _ = door()) {
            assertEquals(0, run("agent", "break", "1001", "--data", data.toString()));
            assertEquals("1001: break\n", out());
            failsInOneLine("no agent 7/7", "agent", "login", "7/7", "--data", data.toString());
            assertEquals(List.of("BREAK 1001", "LOGIN 7/7"), done);
        }
    }

    @Test
    void withoutASwitchRecordsAreReadAndTheRestSaysSo() {
        door().close(); // Its control.json stays, as after a crash.
        failsInOneLine("no records", "cdr", "--data", data.toString());
        store(cdr("a"));
        store(cdr("b"));
        assertEquals(0, run("cdr", "--data", data.toString(), "--format", "json"), err());
        assertEquals(CdrJson.of(cdr("a")), json().get(0));
        assertEquals(2, json().size());
        assertEquals(0, run("cdr", "--data", data.toString(), "--format", "csv", "--agent", "x"));
        assertEquals(1, out().lines().count());
        failsInOneLine("no switch is running", "agent", "--data", data.toString());
        failsInOneLine("no folder", "cdr", "--data", data.resolve("nowhere").toString());
    }

    @Test
    void anotherProgramOnTheOldPortNeverSeesTheToken() throws Exception {
        door().close();
        var file = ControlFile.read(data).orElseThrow();
        try (var stranger = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    ControlFile.in(data),
                    "{\"address\": \"http://127.0.0.1:%d\", \"token\": \"%s\", \"instance\": \"%s\"}"
                            .formatted(stranger.getLocalPort(), file.token(), file.instance()));
            var heard = new StringBuilder();
            var thread = Thread.ofVirtual().start(() -> answerOnce(stranger, heard));
            failsInOneLine("no records", "cdr", "--data", data.toString());
            thread.join();
            assertTrue(heard.toString().startsWith("GET /api/v1/health/live"), heard.toString());
            assertFalse(heard.toString().contains(file.token()));
        }
    }

    private static void answerOnce(ServerSocket server, StringBuilder heard) {
        try (var socket = server.accept()) {
            var buffer = new byte[8_192];
            int read = socket.getInputStream().read(buffer);
            heard.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            var answer = "HTTP/1.1 404 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno";
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            heard.append(e);
        }
    }
}
