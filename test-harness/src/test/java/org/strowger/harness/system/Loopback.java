package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Folders;
import org.strowger.harness.process.Ports;
import org.strowger.harness.process.SwitchProcess;
import org.strowger.harness.sipp.Sipp;
import org.strowger.harness.sipp.SippResult;
import org.strowger.harness.sipp.SippRun;

/** One running switch for a system test, and SIPp around it. Its files stay in target/loopback. */
final class Loopback implements AutoCloseable {

    /** For one event that must follow soon. */
    static final Duration SOON = Duration.ofSeconds(10);

    /** T1 where a test waits for 64 T1, and that with room for the machine to be slow. */
    static final int SHORT_T1_MILLIS = 20;

    static final Duration AT_REST = Duration.ofMillis(64 * SHORT_T1_MILLIS).plusSeconds(4);

    /** The same for another T1. */
    static Duration atRest(int t1Millis) {
        return Duration.ofMillis(64L * t1Millis).plusSeconds(8);
    }

    private final Path folder;
    private final SwitchProcess strowger;

    private Loopback(Path folder, SwitchProcess strowger) {
        this.folder = folder;
        this.strowger = strowger;
    }

    /** Starts a switch with an empty data folder. */
    static Loopback start(String name, ConfFolder conf) {
        var folder = Path.of("target", "loopback", name).toAbsolutePath();
        Folders.delete(folder);
        return new Loopback(folder, SwitchProcess.start(conf, made(folder.resolve("switch"))));
    }

    /** The same with other options for the JVM of the switch. */
    static Loopback start(String name, ConfFolder conf, List<String> jvmOptions) {
        var folder = Path.of("target", "loopback", name).toAbsolutePath();
        Folders.delete(folder);
        return new Loopback(
                folder, SwitchProcess.start(conf, made(folder.resolve("switch")), jvmOptions));
    }

    /** The same data and configuration once more, after it was stopped or killed. */
    Loopback again() {
        return new Loopback(folder, SwitchProcess.start(strowger.conf(), folder.resolve("switch")));
    }

    SwitchProcess strowger() {
        return strowger;
    }

    Path folder(String name) {
        return made(folder.resolve(name));
    }

    /** SIPp as callers of a number. */
    Sipp callers(String scenario, String number, String caller) {
        return Sipp.scenario(scenario, folder(scenario + "-" + caller))
                .to(strowger.sip())
                .port(Ports.free())
                .media(Ports.media())
                .value("number", number)
                .value("caller", caller);
    }

    /** So many calls at a time, begun 200 a second, each held for that long. */
    SippRun held(int calls, Duration hold) {
        return callers("uac-hold", "4004", "5552001")
                .calls(calls)
                .rate(200)
                .atOnce(calls)
                .pause(hold)
                .limit(hold.multipliedBy(3))
                .start();
    }

    /** All agents of the configuration registered by SIPp on one port, which then takes calls. */
    SippRun agents(Duration talk, Duration limit) {
        return agents(strowger.conf().passwords(), talk, limit);
    }

    /** The same with some of them. */
    SippRun agents(Map<String, String> users, Duration talk, Duration limit) {
        int port = Ports.free();
        var registered =
                Sipp.scenario("uac-register", folder("register"))
                        .to(strowger.sip())
                        .port(port)
                        .value("expires", 3_600)
                        .users(users)
                        .calls(users.size())
                        .rate(100)
                        .limit(Duration.ofSeconds(30))
                        .run();
        assertAllSuccessful(registered, users.size());
        var run =
                Sipp.scenario("uas-agent", folder("agents"))
                        .port(port)
                        .media(Ports.media())
                        .pause(talk)
                        .limit(limit)
                        .start()
                        .awaitListening(port, SOON);
        strowger.awaitAgents(users.size(), "ready", SOON);
        return run;
    }

    /** SIPp that takes so many calls at a port, for example a carrier's. */
    SippRun called(String scenario, int port, int calls, Duration limit) {
        return Sipp.scenario(scenario, folder(scenario + "-" + port))
                .port(port)
                .media(Ports.media())
                .calls(calls)
                .limit(limit)
                .start()
                .awaitListening(port, SOON);
    }

    /** SIPp as the trunk peer. */
    SippRun trunk(String scenario, Duration limit) {
        int port = strowger.conf().trunkPort();
        return Sipp.scenario(scenario, folder(scenario))
                .port(port)
                .media(Ports.media())
                .limit(limit)
                .start()
                .awaitListening(port, SOON);
    }

    /** Waits until nothing is left of any call, and ends a switch to which nothing has happened. */
    void closeAtRest(Duration limit) {
        try (var open = strowger) {
            open.awaitAtRest(limit);
            assertEquals(0, open.count("counter.sip.internal_error"));
        }
    }

    static void assertAllSuccessful(SippResult result, int calls) {
        assertEquals(0, result.failed(), result::summary);
        assertEquals(calls, result.successful(), result::summary);
        assertEquals(0, result.exit(), result::summary);
    }

    @Override
    public void close() {
        strowger.close();
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
