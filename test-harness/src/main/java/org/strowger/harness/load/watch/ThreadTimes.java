package org.strowger.harness.load.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * CPU of the threads of a process at one moment, see proc(5).
 *
 * @param seconds by the thread's id
 * @param names by the thread's id
 */
public record ThreadTimes(Map<Long, Double> seconds, Map<Long, String> names) {

    public ThreadTimes {
        seconds = Map.copyOf(seconds);
        names = Map.copyOf(names);
    }

    /**
     * Of that process, now. Threads that end meanwhile are not in it.
     *
     * @throws IOException when it is gone
     */
    public static ThreadTimes of(long pid) throws IOException {
        var seconds = new TreeMap<Long, Double>();
        var names = new TreeMap<Long, String>();
        try (var tasks = Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "task"))) {
            for (var task : tasks) {
                long id = Long.parseLong(String.valueOf(task.getFileName()));
                seconds.put(id, new ProcessView(task).cpuSeconds());
                names.put(id, name(task));
            }
        }
        return new ThreadTimes(seconds, names);
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    /**
     * What was used since then, most first; threads of one kind, which differ by a number at the
     * end, are one.
     */
    public Map<String, Double> since(ThreadTimes before) {
        var byKind = new TreeMap<String, Double>();
        seconds.forEach((id, now) -> {
            var kind = names.getOrDefault(id, "").replaceAll("[0-9]+$", "#");
            byKind.merge(kind, now - before.seconds.getOrDefault(id, 0.0), Double::sum);
        });
        var sorted = new LinkedHashMap<String, Double>();
        byKind.entrySet().stream()
                .filter(used -> used.getValue() > 0)
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .forEach(used -> sorted.put(used.getKey(), used.getValue()));
        return sorted;
    }
}
