package org.strowger.harness.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What the JVM of a switch has loaded and linked by the time that the switch is ready (JEP 483 and
 * 514), so that those of later tests need not do it again. It is made once for the jars of a build,
 * by a switch that is started for it and stopped; until then test JVMs side by side start theirs
 * without. Where a class path has our classes in folders there is none, as the JVM takes jars
 * alone. What measures starts its switch without it.
 */
final class StartCache {

    /** Names the folder for it, which is made if need be; without it there is no cache. */
    static final String FOLDER = "strowger.start-cache";

    /** Names more options for the JVM of a switch, separated by blanks; none unless set. */
    static final String OPTIONS = "strowger.switch-options";

    private static final Duration TRAINING = Duration.ofMinutes(2);
    private static final String QUIETLY = "-Xlog:aot*=error";
    private static final String SERVER = "org/strowger/server";

    private StartCache() {}

    /**
     * How a JVM is told of it.
     *
     * @param classPath of the switch
     * @param options for its JVM
     */
    record Start(String classPath, List<String> options) {}

    /** The start of the next switch of this JVM's tests. */
    static synchronized Start start() {
        var here = System.getProperty("java.class.path");
        var folder = System.getProperty(FOLDER, "");
        var jars = jars(here);
        var start =
                folder.isEmpty() || jars.isEmpty()
                        ? new Start(here, List.of())
                        : cached(jars, Path.of(folder));
        var options = new ArrayList<>(start.options());
        options.addAll(options(System.getProperty(OPTIONS, "")));
        return new Start(start.classPath(), options);
    }

    private static List<String> options(String text) {
        return Stream.of(text.split(" ", -1)).filter(option -> !option.isEmpty()).toList();
    }

    /** The jars of a class path; none where the switch itself is in a folder. */
    static List<Path> jars(String classPath) {
        var jars = new ArrayList<Path>();
        for (var text : classPath.split(File.pathSeparator, -1)) {
            var entry = Path.of(text);
            if (Files.isDirectory(entry.resolve(SERVER))) {
                return List.of();
            }
            if (Files.isRegularFile(entry)) {
                jars.add(entry);
            }
        }
        return jars;
    }

    private static Start cached(List<Path> jars, Path folder) {
        var path = String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
        try {
            Files.createDirectories(folder);
            var file = folder.resolve("switch-" + sum(jars) + ".aot");
            if (Files.notExists(file)) {
                makeOnce(path, folder, file);
            }
            return Files.exists(file)
                    ? new Start(path, List.of("-XX:AOTCache=" + file, QUIETLY))
                    : new Start(path, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which jars they are: paths, sizes and times, as the JVM compares them. */
    private static String sum(List<Path> jars) throws IOException {
        var sum = new CRC32C();
        for (var jar : jars) {
            var text = jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar);
            sum.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /** Nothing where another test JVM makes it just now: nobody waits for that. */
    private static void makeOnce(String classPath, Path folder, Path file) throws IOException {
        try (var channel =
                        FileChannel.open(
                                folder.resolve("lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock != null && Files.notExists(file)) {
                make(classPath, folder, file);
            }
        }
    }

    private static void make(String classPath, Path folder, Path file) throws IOException {
        Folders.delete(folder.resolve("training"));
        removeOthers(folder);
        var made = folder.resolve("made.aot");
        var launch =
                new SwitchProcess.Launch(
                        List.of(),
                        List.of("-Xms512m", "-Xmx512m", "-XX:AOTCacheOutput=" + made),
                        TRAINING);
        var training = Files.createDirectories(folder.resolve("training"));
        try (var strowger =
                SwitchProcess.start(
                        ConfFolder.create(), training, launch, new Start(classPath, List.of()))) {
            ask(strowger);
            int code = strowger.stop();
            if (code != 0 || Files.notExists(made)) {
                throw new IOException("no start cache, exit code " + code + ": " + strowger.log());
            }
        }
        Files.move(made, file);
    }

    /** What every test asks at the control door. */
    private static void ask(SwitchProcess strowger) {
        strowger.awaitAtRest(TRAINING);
        strowger.metrics();
        strowger.records(1);
        strowger.agents();
        strowger.list("trunks");
    }

    /** Those of earlier builds. */
    private static void removeOthers(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.aot")) {
            for (var file : files) {
                Files.delete(file);
            }
        }
    }
}
