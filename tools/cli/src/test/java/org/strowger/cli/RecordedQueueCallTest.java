package org.strowger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.audio.Stereo;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A queue's call is recorded by a running switch, sealed and with a pause in it, and exported as an
 * operator does it: the caller is on the left, the agent on the right, and without the key there is
 * nothing. So it is when the switch was killed in the middle.
 */
@Tag("loopback")
class RecordedQueueCallTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final double CALLER = 440;
    private static final double AGENT = 660;

    /** Packets of 20 ms. */
    private static final int SECOND = 50;

    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path key = Path.of("");
    private Path wrongKey = Path.of("");
    private Path keyless = Path.of("");

    @BeforeEach
    void makeKeys() throws IOException {
        key = key("master.key", "5a");
        wrongKey = key("other.key", "a5");
        keyless = ConfFolder.create().agents(1).write(folder.resolve("keyless"));
    }

    private Path key(String name, String octet) throws IOException {
        var file = Files.writeString(folder.resolve(name), octet.repeat(32));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private int run(String command) {
        out.reset();
        err.reset();
        var console =
                new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return Main.run(new SwitchActions(), console, command.split(" "));
    }

    private SwitchProcess start() {
        var conf = ConfFolder.create().agents(1).queues("record: always").masterKey(key);
        return SwitchProcess.start(conf, folder.resolve("switch"));
    }

    /** What an operator does while they talk: a second of it, 1.5 s of pause, two seconds. */
    private PhoneCall talk(SwitchProcess strowger, Phone agent, Phone caller) {
        agent.answering(Answering.afterMillis(0)).register();
        strowger.awaitAgents(1, "ready", SOON);
        var call = caller.dial("4002");
        var answered = agent.awaitCall(SOON);
        answered.audio().say(AGENT);
        call.audio().say(CALLER);
        call.awaitTone(AGENT, SOON);
        answered.awaitTone(CALLER, SOON);
        goesOn(strowger, call, 2 * SECOND);
        var id = strowger.list("calls").getFirst().path("id").asString();
        record(strowger, "pause", id);
        goesOn(strowger, call, SECOND + SECOND / 2);
        record(strowger, "resume", id);
        goesOn(strowger, call, 3 * SECOND);
        return call;
    }

    private void record(SwitchProcess strowger, String change, String id) {
        var command = "calls record %s %s --data %s".formatted(change, id, strowger.data());
        assertEquals(0, run(command), err::toString);
    }

    private static void goesOn(SwitchProcess strowger, PhoneCall call, int packets) {
        long now = call.audio().packetsSent();
        strowger.await(
                () -> call.audio().packetsSent() >= now + packets, SOON, () -> "the caller speaks");
    }

    /** The only recording, as it is listed. */
    private JsonNode row(Path data) {
        assertEquals(0, run("recordings list --format json --data " + data), err::toString);
        var rows = JsonMapper.shared().readTree(out.toString(UTF_8));
        assertEquals(1, rows.size(), rows::toString);
        return rows.get(0);
    }

    private String export(SwitchProcess strowger, JsonNode row, String to, Path conf) {
        return "recordings export %s --to %s --data %s --conf %s"
                .formatted(row.path("id").asString(), folder.resolve(to), strowger.data(), conf);
    }

    private Path ownConf() {
        return folder.resolve("switch").resolve("conf");
    }

    private Stereo exported(SwitchProcess strowger, JsonNode row, String to) throws IOException {
        assertEquals(0, run(export(strowger, row, to, ownConf())), err::toString);
        return Stereo.read(Files.readAllBytes(folder.resolve(to)));
    }

    private void assertNeedsItsKey(SwitchProcess strowger, JsonNode row) {
        var command = export(strowger, row, "stolen.wav", keyless);
        for (var with : List.of("", " --key " + wrongKey)) {
            assertEquals(1, run(command + with), err::toString);
            assertTrue(err.toString(UTF_8).contains("master key"), err::toString);
            assertFalse(Files.exists(folder.resolve("stolen.wav")));
        }
        assertEquals(0, run(command + " --key " + key), err::toString);
    }

    /** Both are heard on their sides around the only pause, of which nothing is there. */
    private static void assertBothAreHeard(Stereo sounds, JsonNode row) {
        assertEquals(1, row.path("pauses").size(), row::toString);
        double from = (row.path("pauses").get(0).path("fromMs").asDouble() + 1) / 1_000;
        double to = row.path("pauses").get(0).path("toMs").asDouble() / 1_000;
        assertTrue(to - from > 1.3 && to - from < 4, row::toString);
        assertTones(sounds, 1, from - 0.1);
        assertTrue(Stereo.isEmpty(sounds.left(), from, to), "the caller in the pause");
        assertTrue(Stereo.isEmpty(sounds.right(), from, to), "the agent in the pause");
        assertTones(sounds, to + 0.1, sounds.seconds() - 0.3);
    }

    private static void assertTones(Stereo sounds, double from, double to) {
        assertTrue(
                Stereo.isTone(sounds.left(), from, to, CALLER),
                () -> "the caller is not on the left from %.2f to %.2f".formatted(from, to));
        assertTrue(
                Stereo.isTone(sounds.right(), from, to, AGENT),
                () -> "the agent is not on the right from %.2f to %.2f".formatted(from, to));
    }

    @Test
    void ofACallThatIsOver() throws IOException {
        try (var strowger = start();
                var agent = Phone.of("1001", "demo-1001", strowger.sip());
                var caller = Phone.anonymous("5552001", strowger.sip())) {
            var call = talk(strowger, agent, caller);
            call.hangUp();
            call.awaitEnd(SOON);
            strowger.await(
                    () -> row(strowger.data()).path("state").asString().equals("complete"),
                    SOON,
                    () -> "it is complete: " + row(strowger.data()));
            var row = row(strowger.data());
            var sounds = exported(strowger, row, "call.wav");
            assertEquals(row.path("lengthMs").asDouble() / 1_000, sounds.seconds(), 0.002);
            assertBothAreHeard(sounds, row);
            assertNeedsItsKey(strowger, row);
        }
    }

    @Test
    void ofACallInWhichTheSwitchWasKilled() throws IOException {
        try (var strowger = start();
                var agent = Phone.of("1001", "demo-1001", strowger.sip());
                var caller = Phone.anonymous("5552001", strowger.sip())) {
            talk(strowger, agent, caller);
            var before = row(strowger.data());
            assertEquals("running", before.path("state").asString());
            strowger.kill9();
            assertFalse(strowger.isAlive());

            var row = row(strowger.data());
            assertEquals(before.path("id"), row.path("id"));
            var sounds = exported(strowger, row, "killed.wav");
            assertTrue(err.toString(UTF_8).contains("has no end"), err::toString);
            assertTrue(sounds.seconds() > 5.5, () -> sounds.seconds() + " s"); // of 6.5
            assertBothAreHeard(sounds, row);
            assertNeedsItsKey(strowger, row);
        }
    }
}
