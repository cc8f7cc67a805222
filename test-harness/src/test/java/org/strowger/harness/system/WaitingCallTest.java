package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.harness.audio.Wav;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Folders;
import org.strowger.harness.process.ProjectFolder;
import org.strowger.harness.process.SwitchProcess;
import tools.jackson.databind.JsonNode;

/**
 * Callers of a queue: what they are told, by which keys they leave, whom the queue does not take,
 * and whose place is kept. The words for the place are tones here.
 */
@Tag("loopback")
class WaitingCallTest {

    private static final String AGENT = "1001";
    private static final String EXITS = "4010";
    private static final String STAFFED = "4011";
    private static final double PLACE_HERTZ = 1_000;
    private static final double AGENTS_HERTZ = 660;

    private static final String SCRIPT =
            """
            language: en
            start: queue
            nodes:
              queue:
                queue: {name: support, exit-keys: {"1": echo}, on-overflow: bye}
              echo:
                echo: true
              bye:
                hang-up: true
            """;

    private static final String STAFFED_SCRIPT =
            """
            language: en
            start: queue
            nodes:
              queue:
                queue: {name: support, on-overflow: bye, on-refused: {no-agents: echo}}
              echo:
                echo: true
              bye:
                hang-up: true
            """;

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch("waiting", () -> conf("waiting"), Loopback.AT_REST);

    private static ConfFolder conf(String name) {
        var scripts = Path.of("target", "loopback", name + "-scripts").toAbsolutePath();
        try {
            Folders.delete(scripts);
            Files.createDirectories(scripts.getParent());
            copy(ProjectFolder.find().resolve("ivr-scripts"), scripts);
            Files.writeString(scripts.resolve("exits.yaml"), SCRIPT);
            Files.writeString(scripts.resolve("staffed.yaml"), STAFFED_SCRIPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tone(PLACE_HERTZ).write(scripts.resolve("prompts/en/queue-place.wav"));
        return ConfFolder.at(scripts)
                .agents(1)
                .phones(2)
                .t1Millis(Loopback.SHORT_T1_MILLIS)
                .queues("announce: {first-s: 1, every-s: 10}, return-within-s: 60")
                .number(EXITS, "{script: exits}")
                .number(STAFFED, "{script: staffed}");
    }

    private static void copy(Path folder, Path to) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var each : all.toList()) {
                Files.copy(each, to.resolve(folder.relativize(each).toString()));
            }
        }
    }

    private static Wav tone(double hertz) {
        var samples = new short[8_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * i / 8_000));
        }
        return new Wav(8_000, samples);
    }

    private static Phone phone(String user) {
        var phone = Phone.of(user, "demo-" + user, SWITCH.strowger().sip());
        phone.register();
        return phone;
    }

    private static Phone stranger(String number) {
        return Phone.anonymous(number, SWITCH.strowger().sip());
    }

    private static List<JsonNode> waiting() {
        return SWITCH.strowger().list("queues/support/calls");
    }

    private static void awaitWaiting(int callers) {
        SWITCH.strowger()
                .await(
                        () -> waiting().size() == callers,
                        Loopback.SOON,
                        () -> callers + " waiting: " + waiting());
    }

    private static CallRecord recordOf(String caller, int number) {
        return SWITCH.strowger().awaitRecordsOf(Set.of(caller), number, Loopback.SOON).getLast();
    }

    private static String why(SwitchProcess strowger, CallRecord record) {
        return strowger.list("calls/" + record.id() + "/why").toString();
    }

    @Test
    void thePlaceIsToldAndTheAnswerEndsWhatIsSaid() {
        try (var caller = stranger("5551001");
                var agent = Phone.of(AGENT, "demo-" + AGENT, SWITCH.strowger().sip())) {
            var call = caller.dial("4002");
            awaitWaiting(1);
            call.awaitTone(PLACE_HERTZ, Loopback.SOON);
            agent.answering(Answering.afterMillis(0)).register();
            var answered = agent.awaitCall(Loopback.SOON);
            answered.audio().say(AGENTS_HERTZ);
            call.awaitTone(AGENTS_HERTZ, Loopback.SOON);
            call.hangUp();
            answered.awaitEnd(Loopback.SOON);
            agent.unregister();
        }
    }

    @Test
    void aKeyLeadsOutOfTheQueueAndTheRecordSaysSo() {
        try (var caller = phone("1002")) {
            var call = caller.dial(EXITS);
            awaitWaiting(1);
            call.awaitSound(Loopback.SOON);
            call.press("1");
            awaitWaiting(0);
            call.audio().say(AGENTS_HERTZ);
            call.awaitTone(AGENTS_HERTZ, Loopback.SOON); // The echo.
            call.hangUp();
            var record = recordOf("1002", 1);
            assertEquals("exit-key", record.json().path("queueLeft").asString());
            assertEquals("script", record.outcome());
            var why = why(SWITCH.strowger(), record);
            assertTrue(why.contains("left the queue"), why);
        }
    }

    @Test
    void aQueueWithoutAgentsTakesNobodyAndSaysWhy() {
        var name = "waiting-staffed";
        var conf = conf(name).queues("join-refused-when: [no-agents]");
        try (var loopback = Loopback.start(name, conf);
                var caller = Phone.of("1002", "demo-1002", loopback.strowger().sip())) {
            caller.register();
            var call = caller.dial(STAFFED);
            call.awaitAnswer(Loopback.SOON);
            call.audio().say(AGENTS_HERTZ);
            call.awaitTone(AGENTS_HERTZ, Loopback.SOON); // The echo.
            call.hangUp();
            var strowger = loopback.strowger();
            var record = strowger.awaitRecordsOf(Set.of("1002"), 1, Loopback.SOON).getFirst();
            assertEquals("no-agents", record.json().path("queueLeft").asString());
            var why = why(strowger, record);
            assertTrue(why.contains("not taken into the queue: no agents"), why);
            strowger.awaitAtRest(Loopback.AT_REST);
        }
    }

    @Test
    void whoHungUpAndCallsAgainIsAheadOfWhoCameMeanwhileAndTheDoorShowsIt() {
        try (var first = stranger("5552001");
                var second = stranger("5552002")) {
            var call = first.dial("4002");
            awaitWaiting(1);
            var other = second.dial("4002");
            awaitWaiting(2);
            call.hangUp();
            awaitWaiting(1);
            var again = first.dial("4002");
            awaitWaiting(2);
            var calls = waiting();
            assertTrue(
                    calls.getFirst().path("score").asDouble()
                            > calls.getLast().path("score").asDouble(),
                    calls::toString);
            assertTrue(
                    calls.getFirst()
                                    .path("joined")
                                    .asString()
                                    .compareTo(calls.getLast().path("joined").asString())
                            > 0,
                    calls::toString);
            assertTrue(
                    calls.getFirst().path("waitsFor").asString().startsWith(AGENT),
                    calls::toString);
            again.hangUp();
            other.hangUp();
            var record = recordOf("5552001", 2);
            assertEquals("abandoned", record.outcome());
            var why = SWITCH.strowger().list("calls/" + record.id() + "/why");
            assertTrue(
                    why.getFirst().path("score").asDouble() > 0,
                    () -> "waits since before it joined: " + why);
        }
    }
}
