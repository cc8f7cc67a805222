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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.CallId;
import org.strowger.base.Clock;
import org.strowger.base.ConfigException;
import org.strowger.control.CdrJson;
import org.strowger.control.ControlDoor;
import org.strowger.control.ControlFile;
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
                List.of(new Cdr.Leg("1001", "out", "c@d", 1, 2, 3, 200, 41, 0, 0, 0)),
                null,
                null);
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
                new FakeDoor(done),
                filter -> {
                    asked.add(filter);
                    return List.of(cdr("running"));
                });
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
        for (var command :
                List.of(
                        "run", "check", "demo", "cdr", "agent", "queue", "calls", "trunk", "bans",
                        "trace", "user", "why")) {
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
            assertEquals(
                    "id,waiting,offered,oldest,open,expectedSeconds\r\nsales,2,1,,false,90.5\r\n",
                    out());
            assertEquals(0, run("queue", "show", "sales", "--why", "--data", data.toString()));
            assertEquals(
                    """
                    call     place  score  asksFor  step  heldFor  able  waitsFor
                    n1-5f-7  1      12.5   billing  0     -        1     1001 talking
                    """,
                    out());
            assertEquals(0, run("calls", "--data", data.toString(), "--format", "json"));
            assertEquals(0, json().size());
            assertEquals(0, run("trunk", "--data", data.toString()));
            assertEquals(
                    """
                    trunk  host            transport  priority  weight  service  registration  calls  name           found
                    peer   127.0.0.1:5070  udp        1         1       up       none          2      sip.a.example  -
                    """,
                    out());
        }
    }

    @Test
    void bansAreListedAndCleared() {
        try (var _ = door()) {
            assertEquals(0, run("bans", "--data", data.toString()));
            assertEquals(
                    """
                    source     cause               since  until  times
                    192.0.2.1  malformed messages  a      b      2
                    """,
                    out());
            assertEquals(0, run("bans", "--clear", "all", "--data", data.toString()));
            assertEquals("cleared: 3\n", out());
            failsInOneLine(
                    "no ban on 192.0.2.9",
                    "bans",
                    "--clear",
                    "192.0.2.9",
                    "--data",
                    data.toString());
            failsInOneLine("no address", "bans", "--clear", "x", "--data", data.toString());
            assertEquals(List.of("clear all", "clear 192.0.2.9"), done);
        }
    }

    @Test
    void whyTellsEveryDecisionAboutACall() {
        try (var _ = door()) {
            assertEquals(0, run("why", "n1-5f-7", "--data", data.toString()));
            assertEquals(
                    """
                    at                        queue  score  reason
                    2026-01-02T03:04:05.678Z  sales  12.5   left the queue
                    """,
                    out());
            assertEquals(0, run("why", "a/b?c", "--format", "json", "--data", data.toString()));
            assertEquals("[ ]\n", out());
        }
    }

    @Test
    void whatUsersHaveSetIsListedAndChanged() {
        try (var _ = door()) {
            assertEquals(0, run("user", "--data", data.toString()));
            assertEquals(
                    """
                    id    doNotDisturb  forward  busy  noAnswer  noAnswerSeconds  newMessages  oldMessages
                    1001  true          -        1002  -         20               2            5
                    """,
                    out());
            var words = "user 1001 forward-no-answer 1002 --after 15 --data " + data;
            assertEquals(0, run(words.split(" ", -1)));
            assertEquals("1001: forward-no-answer 1002\n", out());
            failsInOneLine(
                    "there is no agent 9",
                    "user",
                    "9",
                    "do-not-disturb",
                    "--data",
                    data.toString());
            assertEquals(2, run("user", "1001", "--data", data.toString()));
            assertEquals(List.of("1001 forward-no-answer 1002 15"), done);
        }
    }

    @Test
    void anOperatorSaysHowManyMessagesAUserHas() {
        try (var _ = door()) {
            var words = "user 1001 mailbox --data " + data;
            assertEquals(2, run(words.split(" ", -1)));
            assertEquals(0, run((words + " --new 2 --old 5").split(" ", -1)));
            assertEquals("1001: 2 new and 5 old messages\n", out());
            assertEquals(0, run((words + " --new 0").split(" ", -1)));
            assertEquals(2, run("user", "1001", "forward-off", "--new", "2"));
            assertEquals(List.of("1001 mailbox 2/5", "1001 mailbox 0/0"), done);
        }
    }

    @Test
    void aTraceIsALadder() {
        try (var _ = door()) {
            var words = "trace --number +86 --call-id a@b --method INVITE --data " + data;
            assertEquals(0, run(words.split(" ")), err());
            var query = "Query[number=+86, callId=a@b, method=INVITE, raw=false]";
            assertEquals(List.of(query), done);
            assertEquals(4, out().lines().count(), out());
            assertTrue(out().contains("|-----INVITE (SDP)----->|"), out());
            assertTrue(err().contains("not shown: 5"), err());
            assertTrue(err().contains("by the switch: 6"), err());
        }
    }

    @Test
    void aTraceEndsAfterItsCountAndShowsWholeMessages() {
        try (var _ = door()) {
            assertEquals(
                    0, run("trace", "--raw", "--count", "1", "--data", data.toString()), err());
            assertEquals(
                    """
                    2026-01-02T03:04:05.000000Z  UDP 127.0.0.1:5070 -> 127.0.0.1:5060
                    INVITE sip:4000@127.0.0.1 SIP/2.0
                    Subject: \uFFFD[2J

                    """,
                    out());
        }
        failsInOneLine("no switch is running", "trace", "--data", data.toString());
        assertEquals(2, run("trace", "--count", "0"));
        assertEquals(2, run("trace", "--seconds", "3601"));
    }

    @Test
    void whatTheSwitchRefusesOfATraceIsTold() {
        try (var _ = door()) {
            failsInOneLine("method must be", "trace", "--method", "x", "--data", data.toString());
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
        assertEquals(CdrJson.of(cdr("a")).toString(), json().get(0).toString());
        assertEquals(2, json().size());
        assertEquals(0, run("cdr", "--data", data.toString(), "--format", "csv", "--agent", "x"));
        assertEquals(1, out().lines().count());
        assertEquals(0, run("cdr", "--data", data.toString(), "--format", "csv"));
        assertTrue(out().contains(",endedBy,outcome,cause,mos\r\n"), out());
        assertTrue(out().endsWith(",agent,answered,41,\r\n"), out());
        assertEquals(0, run("cdr", "--data", data.toString()));
        assertTrue(out().contains("  outcome   cause  mos  id\n"), out());
        assertTrue(out().matches("(?s).*  answered  41 +- +a\n.*"), out());
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
