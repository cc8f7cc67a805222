package org.strowger.harness.sipp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last line of the file that SIPp's -trace_stat writes. */
public record Statistics(Map<String, String> values) {

    /** Longer than the line of names, and than several lines of values. */
    private static final int END = 32_768;

    public Statistics {
        values = Map.copyOf(values);
    }

    /** Reads a file; one that is not there yet has no values. */
    public static Statistics read(Path file) {
        try {
            return parse(Files.exists(file) ? ends(file) : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line and the last ones: the file of a run of hours is long, and read often. */
    private static List<String> ends(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size <= 2 * END) {
                return text(channel, 0, (int) size).lines().toList();
            }
            var lines = new ArrayList<String>();
            lines.add(text(channel, 0, END).lines().findFirst().orElse(""));
            text(channel, size - END, END).lines().skip(1).forEach(lines::add);
            return lines;
        }
    }

    private static String text(FileChannel channel, long from, int octets) throws IOException {
        var buffer = ByteBuffer.allocate(octets);
        for (int read = 0; buffer.hasRemaining() && read >= 0; ) {
            read = channel.read(buffer, from + buffer.position());
        }
        return StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
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
