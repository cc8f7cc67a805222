package org.strowger.harness.sipp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last line of the file that SIPp's -trace_stat writes. */
public record Statistics(Map<String, String> values) {

    public Statistics {
        values = Map.copyOf(values);
    }

    /** Reads a file; one that is not there yet has no values. */
    public static Statistics read(Path file) {
        try {
            return parse(Files.exists(file) ? Files.readAllLines(file) : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Names on the first line, a report on each other; a last line that is half written counts not.
     */
    static Statistics parse(List<String> lines) {
        var values = new HashMap<String, String>();
        if (lines.size() >= 2) {
            var names = lines.getFirst().split(";", -1);
            for (int i = lines.size() - 1; i > 0 && values.isEmpty(); i--) {
                var cells = lines.get(i).split(";", -1);
                for (int j = 0; j < names.length && cells.length >= names.length; j++) {
                    values.put(names[j], cells[j]);
                }
            }
        }
        return new Statistics(values);
    }

    /** A count by its column's name; 0 before the first report. */
    public long value(String name) {
        return Long.parseLong(values.getOrDefault(name, "0"));
    }
}
