package org.strowger.acd.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AcdEventText;
import org.strowger.acd.Distributor;

/**
 * Feeds the newest run of a journal to a fresh distributor. The decisions are those of the run, as
 * long as the journal goes back to its begin and nothing is missing.
 */
public final class Replay {

    /**
     * What was read.
     *
     * @param events handled
     * @param missing left out of the journal, by its own count
     * @param torn files that end in the middle of a line, as after a crash
     * @param fromBegin false when the files from the run's begin are deleted already
     */
    public record Result(long events, long missing, int torn, boolean fromBegin) {

        /** The decisions were those of the run. */
        public boolean exact() {
            return missing == 0 && torn == 0 && fromBegin;
        }
    }

    private static final String BEGIN = "#begin";
    private static final String CONFIG = "#config ";
    private static final String GAP = "#gap ";

    private final Consumer<? super AcdEvent> events;
    private long handled;
    private long missing;
    private int torn;
    private @Nullable String config;

    private Replay(Consumer<? super AcdEvent> events) {
        this.events = events;
    }

    /**
     * Reads the newest run in the folder.
     *
     * @param output is given each decision, in order
     * @throws IOException when a file cannot be read, or a line is none of a journal
     */
    public static Result of(
            Path folder, Distributor distributor, Consumer<? super AcdCommand> output)
            throws IOException {
        return of(folder, event -> distributor.handle(event).forEach(output));
    }

    /**
     * Reads the newest run in the folder for somebody who looks at more than the decisions.
     *
     * @param events is given each event, in order
     * @throws IOException when a file cannot be read, or a line is none of a journal
     */
    public static Result of(Path folder, Consumer<? super AcdEvent> events) throws IOException {
        var files = new JournalFiles(folder, Integer.MAX_VALUE).all();
        int first = files.size() - 1;
        while (first > 0 && !begins(files.get(first))) {
            first--;
        }
        var replay = new Replay(events);
        var run = files.isEmpty() ? files : files.subList(first, files.size());
        for (var file : run) {
            replay.read(file);
        }
        return replay.result(run);
    }

    private Result result(List<Path> run) throws IOException {
        return new Result(handled, missing, torn, !run.isEmpty() && begins(run.getFirst()));
    }

    private static boolean begins(Path file) throws IOException {
        try (var lines = Files.newBufferedReader(file)) {
            return BEGIN.equals(lines.readLine());
        }
    }

    private void read(Path file) throws IOException {
        try (var lines = Files.newBufferedReader(file)) {
            int number = 1;
            String line = lines.readLine();
            while (line != null) {
                String next = lines.readLine();
                line(file, number, line, next == null);
                line = next;
                number++;
            }
        }
    }

    private void line(Path file, int number, String line, boolean last) throws IOException {
        try {
            line(line);
        } catch (IllegalArgumentException malformed) {
            if (!last) {
                throw new IOException(
                        file + ":" + number + ": " + malformed.getMessage(), malformed);
            }
            torn++;
        }
    }

    private void line(String line) {
        if (line.startsWith(GAP)) {
            missing += Long.parseLong(line.substring(GAP.length()));
        } else if (line.startsWith(CONFIG)) {
            // News only where what configured it is in a file that is gone, or in a gap.
            String inForce = line.substring(CONFIG.length());
            if (!inForce.equals(config)) {
                event(inForce);
            }
        } else if (!line.equals(BEGIN)) {
            event(line);
        }
    }

    private void event(String line) {
        var event = AcdEventText.decode(line);
        if (AcdEventText.isConfiguration(line)) {
            config = line;
        }
        handled++;
        events.accept(event);
    }
}
