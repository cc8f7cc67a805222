package org.strowger.harness.load.caller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * SIPp's counts over time, from its -trace_stat. SIPp writes them when it finds the time, about
 * once a second, and says when that was: so whoever looks at the file once a second sees nothing in
 * one second and twice as much in the next.
 *
 * @param counts by name of the column, then by second of the epoch
 */
public record Course(Map<String, NavigableMap<Double, Double>> counts) {

    private static final String TIME = "CurrentTime";
    private static final List<String> NAMES =
            List.of("TotalCallCreated", "FailedCall(C)", "Retransmissions(C)");

    public Course {
        counts = Map.copyOf(counts);
    }

    /** Reads a file; one that is not there has no counts. */
    public static Course read(Path file) {
        try {
            return parse(Files.exists(file) ? Files.readAllLines(file) : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names on the first line; a line that is half written counts not. */
    static Course parse(List<String> lines) {
        var counts = new HashMap<String, NavigableMap<Double, Double>>();
        var columns = lines.isEmpty() ? List.<String>of() : cells(lines.getFirst());
        int time = columns.indexOf(TIME);
        for (var line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            var cells = cells(line);
            if (time >= 0 && cells.size() >= columns.size()) {
                var at = cells.get(time);
                double second = Double.parseDouble(at.substring(at.lastIndexOf('\t') + 1));
                for (var name : NAMES) {
                    counts.computeIfAbsent(name, _ -> new TreeMap<>())
                            .put(second, Double.parseDouble(cells.get(columns.indexOf(name))));
                }
            }
        }
        return new Course(counts);
    }

    /** A count at a second of the epoch, on the straight line between two reports. */
    public double at(String name, double second) {
        var known = counts.get(name);
        if (known == null || known.floorEntry(second) == null) {
            return 0;
        }
        var before = known.floorEntry(second);
        var after = known.higherEntry(second);
        if (after == null) {
            return before.getValue();
        }
        double part = (second - before.getKey()) / (after.getKey() - before.getKey());
        return before.getValue() + part * (after.getValue() - before.getValue());
    }

    private static List<String> cells(String line) {
        return new ArrayList<>(List.of(line.split(";", -1)));
    }
}
