package org.strowger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/** What an operator at a terminal sees of a call of a running switch. */
@Tag("loopback")
class TraceOfCallTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** As many as there are at least, from the agent's INVITE to the answers to both BYEs. */
    private static final int SHOWN = 7;

    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String command) {
        var console =
                new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return Main.run(new SwitchActions(), console, command.split(" "));
    }

    /** The caller waits already when it begins: the agent's leg comes, and nobody else's. */
    @Test
    void aCallIsFoundByItsCallIdAndDrawnAsALadder() {
        try (var strowger = SwitchProcess.start(ConfFolder.create().agents(1), folder);
                var agent = Phone.of("1001", "demo-1001", strowger.sip());
                var caller = Phone.anonymous("5551001", strowger.sip());
                var other = Phone.anonymous("5551002", strowger.sip())) {
            var call = caller.dial("4002");
            call.awaitAnswer(SOON);
            var command =
                    "trace --call-id %s --count %d --seconds 20 --data %s"
                            .formatted(call.callId(), SHOWN, strowger.data());
            var trace = CompletableFuture.supplyAsync(() -> run(command));
            strowger.await(
                    () -> strowger.count("gauge.traceViewers") == 1,
                    SOON,
                    () -> "a viewer: " + err);
            other.dial("4004").awaitAnswer(SOON);
            agent.answering(Answering.afterMillis(0)).register();
            agent.awaitCall(SOON).awaitAnswer(SOON);
            call.hangUp();
            assertEquals(0, trace.join(), err::toString);
        }
        assertLadder(out.toString(UTF_8));
    }

    private void assertLadder(String drawn) {
        assertEquals("", err.toString(UTF_8));
        var messages = drawn.lines().filter(line -> line.startsWith("+")).toList();
        assertEquals(SHOWN, messages.size(), drawn);
        var invite = messages.getFirst();
        assertTrue(invite.matches("\\+0\\.000000 +\\|<-+INVITE \\(SDP\\)-+\\| .*"), drawn);
        assertTrue(invite.contains("sip:1001@"), drawn);
        assertTrue(any(messages, ".*\\|-+200 OK \\(SDP\\)-+>\\|.*"), drawn);
        assertTrue(any(messages, ".*\\| +\\|<-+BYE-+\\|.*"), "of the caller, on the right" + drawn);
        assertTrue(drawn.lines().anyMatch(TraceOfCallTest::isHeadOfThree), drawn);
        assertFalse(drawn.contains("REGISTER"), drawn);
        assertFalse(drawn.contains("4004"), drawn);
    }

    private static boolean any(List<String> messages, String pattern) {
        return messages.stream().anyMatch(line -> line.matches(pattern));
    }

    /** The agent's phone, the switch and the caller's phone. */
    private static boolean isHeadOfThree(String line) {
        var at = "127\\.0\\.0\\.1:\\d+";
        return line.matches(" *UDP " + at + " +" + at + " +UDP " + at);
    }
}
