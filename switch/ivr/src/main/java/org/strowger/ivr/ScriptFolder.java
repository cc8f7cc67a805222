package org.strowger.ivr;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.strowger.base.ConfigException;
import org.strowger.base.YamlFile;

/**
 * The operator's folder of scripts, one {@code NAME.yaml} each, described by {@code
 * script.schema.json}. Folders in it are not looked into.
 */
public final class ScriptFolder {

    private static final String SCHEMA = "script.schema.json";
    private static final String YAML = ".yaml";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private final ScriptCheck.Known known;
    private final String schema = schema();
    private final Map<String, Script> scripts = new LinkedHashMap<>();
    private final List<ConfigException> problems = new ArrayList<>();

    private ScriptFolder(ScriptCheck.Known known) {
        this.known = known;
    }

    /** Reads all scripts, none of which asks for more than a place in a queue. */
    public static Map<String, Script> load(
            Path folder, Set<String> promptIds, Set<String> queues, Predicate<String> numbers) {
        return load(folder, promptIds, queues, numbers, QueueWords.NONE);
    }

    /**
     * Reads all scripts.
     *
     * @param promptIds ids of the sounds there are, see {@link Prompts#inFolder}
     * @param queues names of the queues there are
     * @param numbers whether a number is in the number plan
     * @param words what scripts may ask of the distributor
     * @return by name, in the order of their names
     * @throws ConfigException with file, line and column of the first mistake
     */
    public static Map<String, Script> load(
            Path folder,
            Set<String> promptIds,
            Set<String> queues,
            Predicate<String> numbers,
            QueueWords words) {
        var read = read(folder, new ScriptCheck.Known(promptIds, queues, numbers, words));
        if (!read.problems.isEmpty()) {
            throw read.problems.getFirst();
        }
        return Collections.unmodifiableMap(read.scripts);
    }

    /** The same of scripts, none of which asks for more than a place in a queue. */
    public static List<ConfigException> check(
            Path folder, Set<String> promptIds, Set<String> queues, Predicate<String> numbers) {
        return check(folder, promptIds, queues, numbers, QueueWords.NONE);
    }

    /**
     * All mistakes in all scripts, by file and position; empty when {@link #load} would succeed. In
     * a file that does not fit the schema only the first mistake is told.
     */
    public static List<ConfigException> check(
            Path folder,
            Set<String> promptIds,
            Set<String> queues,
            Predicate<String> numbers,
            QueueWords words) {
        var known = new ScriptCheck.Known(promptIds, queues, numbers, words);
        return List.copyOf(read(folder, known).problems);
    }

    private static ScriptFolder read(Path folder, ScriptCheck.Known known) {
        var read = new ScriptFolder(known);
        for (var file : files(folder)) {
            read.file(file);
        }
        return read;
    }

    private void file(Path path) {
        var fileName = String.valueOf(path.getFileName());
        if (fileName.endsWith(".yml")) {
            wrong(path, "the names of scripts end with .yaml; this file is not read");
        } else if (fileName.endsWith(YAML)) {
            var name = fileName.substring(0, fileName.length() - YAML.length());
            if (NAME.matcher(name).matches()) {
                script(name, path);
            } else {
                wrong(path, "a script's name is letters, digits, - and _, at most 64");
            }
        }
    }

    private void script(String name, Path path) {
        try {
            var file = YamlFile.read(path, schema);
            var found = ScriptCheck.problems(file, known);
            problems.addAll(found);
            if (found.isEmpty()) {
                scripts.put(name, ScriptReader.script(name, file));
            }
        } catch (ConfigException e) {
            problems.add(e); // It does not fit the schema: told with the rest.
        }
    }

    private void wrong(Path path, String problem) {
        problems.add(ConfigException.at(path.toString(), 1, 1, problem));
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new ConfigException(folder + ": cannot be read: " + e);
        }
    }

    private static String schema() {
        try (var in = ScriptFolder.class.getResourceAsStream(SCHEMA)) {
            return new String(
                    Objects.requireNonNull(in, "The jar lacks " + SCHEMA).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The jar's " + SCHEMA + " cannot be read", e);
        }
    }
}
