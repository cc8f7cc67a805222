package org.strowger.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "play", description = "Plays a recording, with aplay or with play.")
final class RecordingPlayCommand implements Callable<Integer> {

    /** Each takes a WAV file from its standard input. */
    private static final List<List<String>> PLAYERS =
            List.of(List.of("aplay", "-q", "-"), List.of("play", "-q", "-t", "wav", "-"));

    private final Console console;

    @Mixin private RecordingFile recording = new RecordingFile();

    RecordingPlayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var path = System.getenv().getOrDefault("PATH", "");
        var player =
                player(path)
                        .orElseThrow(() ->
                                new CommandException(
                                        "neither aplay (package alsa-utils) nor play (package sox)"
                                                + " is here"));
        var process =
                new ProcessBuilder(player)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        int status;
        try {
            status =
                    recording.write(
                            "play", player.getFirst(), process::getOutputStream, console.err());
        } catch (IOException | RuntimeException e) {
            process.destroy();
            throw e;
        }
        return process.waitFor() == 0 ? status : 1;
    }

    /**
     * What plays on this machine.
     *
     * @param path as the variable PATH has it
     */
    static Optional<List<String>> player(String path) {
        return PLAYERS.stream()
                .filter(player ->
                        Stream.of(path.split(File.pathSeparator, 0))
                                .filter(folder -> !folder.isEmpty())
                                .map(folder -> Path.of(folder).resolve(player.getFirst()))
                                .anyMatch(Files::isExecutable))
                .findFirst();
    }
}
