package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.process.Ports;

/** Whole runs: SIPp, agents and a switch of our own. */
@Tag("loopback")
class LoadTest {

    /** The switch is at rest after 64 of them. */
    private static final int SHORT_T1_MILLIS = 100;

    /** Nothing is measured here. */
    private static final List<String> QUICKLY_COMPILED = List.of("-XX:TieredStopAtLevel=1");

    private static final long POLL_NANOS = 10_000_000;

    @TempDir Path folder;

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    private PrintStream progress() {
        return new PrintStream(progress, true, StandardCharsets.UTF_8);
    }

    @Test
    void twoHundredCallsAreCountedAndNothingIsLost() {
        var settings =
                LoadSettings.of(List.of(Profile.ANSWER), 200, 100, folder)
                        .brief(200, SHORT_T1_MILLIS, QUICKLY_COMPILED);

        var result = Load.run(settings, progress(), new Interruption());

        var round = result.rounds().getFirst();
        assertTrue(round.passed(), () -> round.findings().toString());
        assertEquals(200, round.sessions().completed());
        assertEquals(100, round.sessions().offeredPerSecond(), 20);
        assertTrue(
                round.findings().stream()
                        .map(Finding::name)
                        .toList()
                        .contains("records = callers"));
        assertTrue(Files.exists(folder.resolve("summary.json")));
        assertTrue(Files.exists(folder.resolve("index.html")));
        assertTrue(Files.isExecutable(folder.resolve("round-1-answer/answer/run.sh")));
        assertTrue(ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void ctrlCKeepsWhatThereIsAndLeavesNoProcess() {
        var settings = endless();
        var interruption = new Interruption();
        var watcher =
                Thread.ofVirtual()
                        .start(() -> {
                            var calls = folder.resolve("round-1-answer/answer/calls.log");
                            while (!Files.exists(calls)) {
                                LockSupport.parkNanos(POLL_NANOS);
                            }
                            interruption.stop("interrupted");
                        });

        var result = Load.run(settings, progress(), interruption);

        assertFalse(watcher.isAlive());
        assertEquals("interrupted", result.partial());
        assertFalse(result.passed());
        assertTrue(ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aSwitchThatIsKilledMidwayEndsTheRunAndWhatThereIsStays() {
        var settings = endless();
        Thread.ofVirtual()
                .start(() -> {
                    var calls = folder.resolve("round-1-answer/answer/calls.log");
                    while (!Files.exists(calls)) {
                        LockSupport.parkNanos(POLL_NANOS);
                    }
                    ProcessHandle.current()
                            .children()
                            .filter(child -> child.info().command().orElse("").endsWith("java"))
                            .forEach(ProcessHandle::destroyForcibly);
                });

        var result = Load.run(settings, progress(), new Interruption());

        assertTrue(result.partial().startsWith("the switch died"), result::partial);
        assertNull(result.rounds().getFirst().cost());
        assertTrue(Files.exists(folder.resolve("index.html")));
        assertTrue(ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aDiskThatIsNearlyFullIsNamed() {
        var e = assertThrows(LoadFailure.class, () -> Load.demandSpace(folder, 1L << 20));

        assertTrue(String.valueOf(e.getMessage()).contains("has 1 MiB of space left"), e::toString);
    }

    @Test
    void aTargetThatIsNotThereIsNamed() {
        var e = assertThrows(LoadFailure.class, () -> runAgainst(Ports.at(Ports.free())));

        assertTrue(
                String.valueOf(e.getMessage()).startsWith("nothing answers OPTIONS"), e::toString);
    }

    @Test
    void aTargetThatAnswersGarbageIsNamed() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            var garbage = Thread.ofVirtual().start(() -> answerGarbage(socket));
            var there = Ports.at(socket.getLocalPort());

            var e = assertThrows(LoadFailure.class, () -> runAgainst(there));

            assertTrue(String.valueOf(e.getMessage()).contains("but not SIP"), e::toString);
            assertTrue(garbage.isVirtual());
        }
    }

    /** More calls than a test waits for, and no warm-up. */
    private LoadSettings endless() {
        return LoadSettings.of(List.of(Profile.ANSWER), 100_000, 50, folder)
                .brief(0, SHORT_T1_MILLIS, QUICKLY_COMPILED);
    }

    private void runAgainst(InetSocketAddress target) {
        var settings =
                LoadSettings.of(List.of(Profile.ANSWER), 10, 10, folder).against(target, null);
        Load.run(settings, progress(), new Interruption());
    }

    private static void answerGarbage(DatagramSocket socket) {
        var request = new DatagramPacket(new byte[2_000], 2_000);
        var garbage = "hello".getBytes(StandardCharsets.US_ASCII);
        try {
            while (true) {
                socket.receive(request);
                socket.send(
                        new DatagramPacket(garbage, garbage.length, request.getSocketAddress()));
            }
        } catch (IOException e) {
            return; // The test has closed it.
        }
    }
}
