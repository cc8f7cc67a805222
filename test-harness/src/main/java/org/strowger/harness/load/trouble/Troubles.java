package org.strowger.harness.load.trouble;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.strowger.harness.load.Interruption;
import org.strowger.harness.load.LoadFailure;
import org.strowger.harness.load.Machines;
import org.strowger.harness.load.report.Page;
import org.strowger.harness.load.report.ResultFile;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.load.result.Round;

/** {@code tools/strowger load trouble}: lists the profiles of trouble, and runs them. */
public final class Troubles {

    private static final List<Trouble> ALL =
            List.of(
                    new Lossy(),
                    new Kill(),
                    new SlowAgents(),
                    new VanishingAgents(),
                    new HangUps(),
                    new Flooded(),
                    new FullDisk());

    private Troubles() {}

    /** Every profile with what it promises, in the order in which {@code all} runs them. */
    public static Map<String, String> list() {
        var list = new LinkedHashMap<String, String>();
        ALL.forEach(trouble -> list.put(trouble.name(), trouble.promise()));
        return list;
    }

    /**
     * Runs profiles one after another, each with a switch of its own. To end the one that runs,
     * interrupt the thread too.
     *
     * @param names of {@link #list}
     * @param command what was typed
     * @param out folder for the result; made if need be
     * @param brief with a fifth of the calls
     * @throws IllegalArgumentException if a name is none
     */
    public static Result run(
            List<String> names,
            String command,
            Path out,
            boolean brief,
            PrintStream progress,
            Interruption interruption) {
        var chosen = names.stream().map(Troubles::find).toList();
        make(out);
        try {
            return write(chosen, command, out, brief, progress, interruption);
        } finally {
            interruption.stopped();
        }
    }

    /** The same with profiles that are there. */
    static Result write(
            List<Trouble> chosen,
            String command,
            Path out,
            boolean brief,
            PrintStream progress,
            Interruption interruption) {
        var rounds = new ArrayList<Round>();
        for (var trouble : chosen) {
            if (interruption.reason().isEmpty()) {
                progress.println("trouble: " + trouble.name());
                rounds.add(round(trouble, out, brief));
            }
        }
        if (interruption.reason().isPresent()) {
            Thread.interrupted(); // Told by the reason; what follows writes files.
        }
        var result =
                new Result(
                        Result.FORMAT,
                        command,
                        Machines.here("none"),
                        interruption.reason().orElse(""),
                        rounds);
        ResultFile.write(result, out);
        Page.write(result, out);
        return result;
    }

    private static Trouble find(String name) {
        return ALL.stream()
                .filter(trouble -> trouble.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "\"%s\" is no trouble; there are %s"
                                        .formatted(name, String.join(", ", list().keySet()))));
    }

    /** A profile that breaks off has failed; what it found before stays. */
    private static Round round(Trouble trouble, Path out, boolean brief) {
        var folder = out.resolve(trouble.name());
        var started = Instant.now();
        try (var scene = new Scene(make(folder), brief)) {
            scene.setting("promise", trouble.promise());
            scene.setting("brief", String.valueOf(brief));
            try {
                trouble.run(scene);
            } catch (LoadFailure | IllegalStateException | UncheckedIOException e) {
                scene.found("runs to its end", false, String.valueOf(e.getMessage()));
            }
            return new Round(
                    trouble.name(),
                    1,
                    trouble.name(),
                    started.toString(),
                    scene.span() / 1_000.0,
                    scene.settings(),
                    scene.sessions(),
                    Map.of(),
                    null,
                    null,
                    scene.queueing(),
                    null,
                    List.of(),
                    List.<Finding>copyOf(scene.findings()));
        }
    }

    private static Path make(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
