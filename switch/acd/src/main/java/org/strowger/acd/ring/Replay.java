package org.strowger.acd.ring;

import java.io.IOException;
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
     * @param damage where a line is not what was written, as file and octet; nothing from there on
     *     is used. Empty when there is none
     */
    public record Result(long events, long missing, int torn, boolean fromBegin, String damage) {

        /** The decisions were those of the run. */
        public boolean exact() {
            return missing == 0 && torn == 0 && fromBegin && damage.isEmpty();
        }
    }

    private static final String BEGIN = "#begin";
    private static final String CONFIG = "#config ";
    private static final String GAP = "#gap ";

    private final Consumer<? super AcdEvent> events;
    private long handled;
    private long missing;
    private int torn;
    private String damage = "";
    private String cut = "";
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
            if (!replay.damage.isEmpty()) {
                break; // What comes after it would be decided otherwise than then.
            }
        }
        return replay.result(run);
    }

    private Result result(List<Path> run) throws IOException {
        return new Result(handled, missing, torn, !run.isEmpty() && begins(run.getFirst()), damage);
    }

    private static boolean begins(Path file) throws IOException {
        try (var lines = new JournalForm.Lines(file)) {
            var first = lines.next();
            boolean marked = first != null && first.record().equals(JournalForm.SECOND);
            var record = marked ? lines.next() : first;
            return record != null && record.sound() && record.record().equals(BEGIN);
        }
    }

    private void read(Path file) throws IOException {
        try (var lines = new JournalForm.Lines(file)) {
            int number = 1;
            boolean summed = false;
            var line = lines.next();
            while (line != null && damage.isEmpty()) {
                var next = lines.next();
                summed |= number == 1 && line.record().equals(JournalForm.SECOND);
                if (!line.whole() && (summed || number == 1)) {
                    torn++;
                    cut = place(file, line);
                } else if (!line.sound()) {
                    damage = place(file, line);
                } else if (!cut.isEmpty() && !goesOn(line.record())) {
                    damage = cut; // Nobody has counted what was there.
                } else if (!line.record().equals(JournalForm.SECOND)) {
                    line(file, number, line.record(), next == null && !summed);
                }
                line = next;
                number++;
            }
        }
    }

    private static String place(Path file, JournalForm.Line line) {
        return file.getFileName() + " at octet " + line.offset();
    }

    /** A disk that fails cuts a line off; the next file says how many events that has cost. */
    private boolean goesOn(String record) {
        if (record.startsWith(GAP)) {
            cut = "";
            return true;
        }
        return record.equals(JournalForm.SECOND) || record.startsWith(CONFIG);
    }

    private void line(Path file, int number, String line, boolean mayBeCut) throws IOException {
        try {
            line(line);
        } catch (IllegalArgumentException malformed) {
            if (!mayBeCut) {
                throw new IOException(
                        file + ":" + number + ": " + malformed.getMessage(), malformed);
            }
            torn++; // Of the first form, in which nothing else tells.
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
