package org.strowger.harness.load.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pauses that a collector wrote down, with {@link #option}.
 *
 * @param pauses in order
 */
public record GcLog(List<Pause> pauses) {

    private static final Pattern PAUSE =
            Pattern.compile(
                    "\\[(\\d+)ms\\].*GC\\(\\d+\\) (?:[YyOo]: )?Pause .*?(?:(\\d+)M->(\\d+)M.*)? ([\\d.]+)ms");
    private static final long MIB = 1L << 20;

    /**
     * One stop of all threads.
     *
     * @param atMillis of the epoch
     * @param heapBefore octets used; 0 when the line does not say
     * @param heapAfter the same after it
     */
    public record Pause(long atMillis, long micros, long heapBefore, long heapAfter) {}

    public GcLog {
        pauses = List.copyOf(pauses);
    }

    /** What a JVM has to be started with. */
    public static String option(Path file) {
        return "-Xlog:gc*:file=" + file + ":timemillis,tags:filecount=0";
    }

    /** Reads a log; one that is not there has no pauses. */
    public static GcLog read(Path file) {
        if (!Files.exists(file)) {
            return new GcLog(List.of());
        }
        try (var lines = Files.lines(file)) {
            return parse(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GcLog parse(Stream<String> lines) {
        return new GcLog(lines.flatMap(GcLog::pause).toList());
    }

    /** Those in a span of time. */
    public GcLog between(long fromMillis, long toMillis) {
        return new GcLog(
                pauses.stream()
                        .filter(p -> p.atMillis() >= fromMillis && p.atMillis() < toMillis)
                        .toList());
    }

    /** Sum of the pauses. */
    public long micros() {
        return pauses.stream().mapToLong(Pause::micros).sum();
    }

    private static Stream<Pause> pause(String line) {
        var match = PAUSE.matcher(line);
        if (!match.matches()) {
            return Stream.empty();
        }
        return Stream.of(
                new Pause(
                        Long.parseLong(match.group(1)),
                        Math.round(Double.parseDouble(match.group(4)) * 1_000),
                        mib(match.group(2)),
                        mib(match.group(3))));
    }

    private static long mib(@org.jspecify.annotations.Nullable String number) {
        return number == null ? 0 : Long.parseLong(number) * MIB;
    }
}
