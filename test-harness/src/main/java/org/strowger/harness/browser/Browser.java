package org.strowger.harness.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.strowger.harness.audio.Tone;
import org.strowger.harness.audio.Wav;
import org.strowger.harness.process.Bounded;
import org.strowger.harness.process.ProjectFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One Chromium with one page, whose phone plays one part of {@code phone.mjs}. */
public final class Browser implements AutoCloseable {

    /** Within which a browser starts, calls, and ends. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    /** What an agent's page says when it is registered. */
    public static final String REGISTERED = "registered";

    /** What it says when it has heard the caller again after its hold. */
    public static final String RESUMED = "resumed";

    /** For any one thing that the page waits for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int TONE_SECONDS = 4;
    private static final int OLDEST_NODE = 18;
    private static final String REPORT = "report: ";
    private static final JsonMapper JSON = new JsonMapper();

    private final Bounded process;

    private Browser(Bounded process) {
        this.process = process;
    }

    /** What is not there, without which no browser can be started; empty when everything is. */
    public static Optional<String> missing() {
        if (program("chromium").isEmpty()) {
            return Optional.of("chromium is not installed");
        }
        if (program("node").isEmpty()) {
            return Optional.of("node is not installed");
        }
        var packages = packages();
        if (!Files.isDirectory(packages.resolve("node_modules"))) {
            return Optional.of(
                    "no npm packages in " + packages + ": tools/strowger test gets them");
        }
        var version = Bounded.run(List.of("node", "--version"), packages, PATIENCE).strip();
        return isNewEnough(version)
                ? Optional.empty()
                : Optional.of("node is " + version + ", older than " + OLDEST_NODE);
    }

    /** {@code v20.1.0}. */
    private static boolean isNewEnough(String version) {
        int dot = version.indexOf('.');
        return dot > 1 && Integer.parseInt(version.substring(1, dot)) >= OLDEST_NODE;
    }

    private static Optional<Path> program(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where tools/strowger test puts what package.json names. */
    private static Path packages() {
        return ProjectFolder.find().resolve("test-harness/target/browser");
    }

    /**
     * A caller whom the switch does not know. It is silent, then says the tone, makes another offer
     * that begins ICE anew, says it again, and hangs up.
     *
     * @param signalling of the switch, {@code ws://127.0.0.1:PORT/}
     */
    public static Browser caller(
            String caller, String number, String signalling, double hertz, Path folder) {
        var wishes = wishes("caller", caller, signalling);
        return start(wishes.put("number", number).put("hertz", hertz), hertz, folder);
    }

    /**
     * A user who registers and answers one call, hears the caller's tone, holds, resumes, hears it
     * again, and waits for the caller to hang up. Says {@link #REGISTERED} and {@link #RESUMED}.
     *
     * @param hears tone of the caller's
     * @param says tone of the page
     */
    public static Browser agent(
            String user,
            String password,
            String signalling,
            double hears,
            double says,
            Path folder) {
        var wishes = wishes("agent", user, signalling);
        return start(wishes.put("password", password).put("hertz", hears), says, folder);
    }

    private static ObjectNode wishes(String part, String user, String signalling) {
        return JSON.createObjectNode()
                .put("part", part)
                .put("user", user)
                .put("ws", signalling)
                .put("seconds", LIMIT.toSeconds())
                .put("patience", PATIENCE.toMillis());
    }

    private static Browser start(ObjectNode wishes, double hertz, Path folder) {
        var microphone = folder.resolve("microphone.wav");
        // Whole periods, as it goes round and round.
        new Wav(Tone.RATE, new Tone(hertz).next(TONE_SECONDS * Tone.RATE)).write(microphone);
        wishes.put("chromium", program("chromium").orElseThrow().toString());
        wishes.put("microphone", microphone.toString());
        var command = List.of("node", script().toString(), wishes.toString());
        return new Browser(
                Bounded.start(
                        command, folder, folder.resolve("browser.log"), LIMIT.plusSeconds(10)));
    }

    /** The scripts stand beside the packages that they import. */
    private static Path script() {
        var from = ProjectFolder.find().resolve("test-harness/browser");
        try (var scripts = Files.newDirectoryStream(from, "*.mjs")) {
            for (var script : scripts) {
                Files.copy(
                        script,
                        packages().resolve(script.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packages().resolve("run.mjs");
    }

    /** Waits until the page says that word, as a line of its own. */
    public void await(String word) {
        process.awaitOutput(word, it -> it.lines().anyMatch(word::equals), LIMIT);
    }

    /**
     * Waits for its end.
     *
     * @return what the page reports
     * @throws IllegalStateException if it has not come to its end; its log is in the message
     */
    public JsonNode report() {
        int code = process.await();
        var output = process.output();
        var line = output.lines().filter(it -> it.startsWith(REPORT)).findFirst();
        if (code != 0 || line.isEmpty()) {
            throw new IllegalStateException("the browser ended with " + code + ": " + output);
        }
        return JSON.readTree(line.get().substring(REPORT.length()));
    }

    @Override
    public void close() {
        process.close();
    }
}
