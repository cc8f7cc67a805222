package org.strowger.harness.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The switch as a process of its own, started from this JVM's class path. It ends with {@link
 * #close} at the latest, and with this JVM, even by SIGKILL.
 */
public final class SwitchProcess implements AutoCloseable {

    private static final List<String> MALFORMED =
            List.of(
                    "counter.sip.malformed",
                    "counter.sip.grammar_rejected",
                    "counter.sip.answered_400",
                    "counter.sip.too_large",
                    "counter.sip.framing_lost");

    private static final int TERMINATED = 143; // 128 and SIGTERM
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration LIFE = Duration.ofMinutes(20);
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern PEAK = Pattern.compile("\nVmHWM:\\s+(\\d+) kB");
    private static final int MOST_RECORDS = 100;
    private static final double TICKS_PER_SECOND = 100; // sysconf(_SC_CLK_TCK) on Linux

    /** What must be zero when no call is left; timers of registrations are not among it. */
    public static final List<String> AT_REST =
            List.of(
                    "clientTransactions",
                    "serverTransactions",
                    "dialogs",
                    "calls",
                    "legs",
                    "ports",
                    "scripts",
                    "acdEntries");

    private final ConfFolder conf;
    private final Path folder;
    private final Bounded process;
    private final ControlDoor door;

    private SwitchProcess(ConfFolder conf, Path folder, Bounded process) {
        this.conf = conf;
        this.folder = folder;
        this.process = process;
        this.door = new ControlDoor(folder.resolve("data"));
    }

    /**
     * Starts it and waits until it takes calls.
     *
     * @param folder for its conf/, its data/ and switch.log; a data/ that is there is used again
     * @throws IllegalStateException if it is not ready within a minute, with its last words
     */
    public static SwitchProcess start(ConfFolder conf, Path folder) {
        return start(conf, folder, List.of("-Xms512m", "-Xmx512m"));
    }

    /** The same with other options for its JVM. */
    public static SwitchProcess start(ConfFolder conf, Path folder, List<String> jvmOptions) {
        return start(conf, folder, new Launch(List.of(), jvmOptions, LIFE), StartCache.start());
    }

    /**
     * How its process is started.
     *
     * @param prefix before the command, for example {@code taskset -c 0}; must replace itself by it
     * @param jvmOptions for its JVM
     * @param life after which it is killed, whatever happens
     */
    public record Launch(List<String> prefix, List<String> jvmOptions, Duration life) {
        public Launch {
            prefix = List.copyOf(prefix);
            jvmOptions = List.copyOf(jvmOptions);
        }

        /**
         * With the memory and the collector that {@code tools/strowger} starts it with.
         *
         * @param heap its size, for example {@code 4g}
         * @param more options, of which one may name another collector
         */
        public static Launch measured(
                List<String> prefix, String heap, List<String> more, Duration life) {
            var options = new ArrayList<String>();
            options.addAll(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch"));
            options.add("-XX:MaxDirectMemorySize=256m");
            options.add("-Dio.netty.leakDetection.level=disabled");
            if (more.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w*GC"))) {
                options.add("-XX:+UseG1GC");
            }
            options.addAll(more);
            return new Launch(prefix, options, life);
        }
    }

    /**
     * The same, started in that way, and without what earlier switches left behind to make a start
     * short.
     */
    public static SwitchProcess start(ConfFolder conf, Path folder, Launch launch) {
        var classPath = System.getProperty("java.class.path");
        return start(conf, folder, launch, new StartCache.Start(classPath, List.of()));
    }

    /**
     * The same. Once more where a port that was free when the configuration was made is another's
     * for a moment: tests of another checkout on this machine look for free ports, too.
     */
    static SwitchProcess start(
            ConfFolder conf, Path folder, Launch launch, StartCache.Start cache) {
        try {
            return startOnce(conf, folder, launch, cache);
        } catch (IllegalStateException e) {
            if (!String.valueOf(e.getMessage()).contains("Address already in use")) {
                throw e;
            }
            System.out.println("a port was taken, the switch is started once more: " + e);
            return startOnce(conf, folder, launch, cache);
        }
    }

    private static SwitchProcess startOnce(
            ConfFolder conf, Path folder, Launch launch, StartCache.Start cache) {
        var written = conf.write(folder.resolve("conf"));
        var command = new ArrayList<>(launch.prefix());
        command.add(tool("java"));
        command.addAll(launch.jvmOptions());
        command.addAll(cache.options());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", cache.classPath()));
        command.addAll(List.of("org.strowger.server.Main", "--conf", written.toString()));
        command.addAll(List.of("--data", folder.resolve("data").toString(), "--until-eof"));
        var log = folder.resolve("switch.log");
        var process = Bounded.startTied(command, folder, log, launch.life());
        try {
            process.awaitOutput("'ready:'", SwitchProcess::saysReady, START);
            return new SwitchProcess(conf, folder, process);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** Where it takes SIP, over UDP and TCP. */
    public InetSocketAddress sip() {
        return conf.sip();
    }

    public ConfFolder conf() {
        return conf;
    }

    public long pid() {
        return process.pid();
    }

    /** Its data: database, spool, journal, and where its control door is. */
    public Path data() {
        return folder.resolve("data");
    }

    /** Everything it counts, by name, sorted. */
    public Map<String, Long> counts() {
        return door.counts();
    }

    /** Everything it measures, scraped now. */
    public Metrics metrics() {
        return Metrics.parse(door.text("/metrics"));
    }

    /** One of its counts; 0 if it knows none of that name. */
    public long count(String name) {
        return counts().getOrDefault(name, 0L);
    }

    /** How many messages it found fault with so far, whether it answered them or not. */
    public long malformed() {
        var counts = counts();
        return MALFORMED.stream().mapToLong(name -> counts.getOrDefault(name, 0L)).sum();
    }

    /** An array of the door: agents, calls, recordings, supervisions, trunks. */
    public List<JsonNode> list(String what) {
        return door.get("/api/v1/" + what).valueStream().toList();
    }

    /** Agents as the door shows them. */
    public List<JsonNode> agents() {
        return list("agents");
    }

    /** Begins, pauses, resumes or stops the recording of the only call. */
    public void record(String change) {
        var call = door.get("/api/v1/calls").get(0).path("id").asString();
        var body = "{\"change\":\"%s\"}".formatted(change);
        door.post("/api/v1/calls/" + call + "/recording", body);
    }

    /** Sources that are banned now. */
    public List<String> bans() {
        return door.get("/api/v1/bans")
                .valueStream()
                .map(ban -> ban.path("source").asString())
                .toList();
    }

    /** How many agents are in that state. */
    public long agentsIn(String state) {
        return agents().stream()
                .filter(agent -> agent.path("state").asString("").equals(state))
                .count();
    }

    /** The records, oldest first. */
    public List<CallRecord> records(int limit) {
        return door.records(limit);
    }

    /** Waits until there are so many records, and gives them, oldest first. */
    public List<CallRecord> awaitRecords(int number, Duration limit) {
        await(
                () -> records(number + 1).size() >= number,
                limit,
                () -> number + " records, there are " + records(number + 1).size());
        return records(number + 1);
    }

    /** Waits until there are so many records of calls from one of these numbers, and gives them. */
    public List<CallRecord> awaitRecordsOf(Set<String> callers, int number, Duration limit) {
        await(
                () -> recordsOf(callers).size() >= number,
                limit,
                () -> number + " records of " + callers + ", there are " + recordsOf(callers));
        return recordsOf(callers);
    }

    private List<CallRecord> recordsOf(Set<String> callers) {
        return records(MOST_RECORDS).stream()
                .filter(record -> callers.contains(record.caller()))
                .toList();
    }

    /** Waits until so many agents are in that state. */
    public void awaitAgents(int number, String state, Duration limit) {
        await(() -> agentsIn(state) == number, limit, () -> number + " " + state + ": " + agents());
    }

    /** Waits until this agent is in that state. */
    public void awaitAgent(String id, String state, Duration limit) {
        await(() -> stateOf(id).equals(state), limit, () -> id + " " + state + ": " + agents());
    }

    private String stateOf(String agent) {
        return agents().stream()
                .filter(each -> each.path("id").asString("").equals(agent))
                .map(each -> each.path("state").asString(""))
                .findFirst()
                .orElse("");
    }

    /** Waits until nothing of any call is left. */
    public void awaitAtRest(Duration limit) {
        await(() -> left().isEmpty(), limit, () -> "rest, left is " + left());
    }

    /** What there still is of calls, by name; empty at rest. */
    public Map<String, Long> left() {
        return left(counts());
    }

    /** What there is of calls in these counts, by name; empty at rest. */
    public static Map<String, Long> left(Map<String, Long> counts) {
        var left = new TreeMap<>(counts);
        left.entrySet().removeIf(e -> !AT_REST.contains(e.getKey()) || e.getValue() == 0);
        return left;
    }

    /**
     * Polls until something holds.
     *
     * @throws IllegalStateException if it does not within the limit
     */
    public void await(BooleanSupplier condition, Duration limit, Supplier<String> what) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "not within %d ms: %s".formatted(limit.toMillis(), what.get()));
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** Octets of live objects on its heap, after a full collection. */
    public long heapAfterGc() {
        var pid = String.valueOf(process.pid());
        var histogram = Bounded.run(List.of(tool("jcmd"), pid, "GC.class_histogram"), folder, STOP);
        var total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException("no total in " + histogram);
        }
        return Long.parseLong(total.group(1));
    }

    /** Octets of memory that it had at most since its start: heap, code, threads, buffers. */
    public long peakResident() {
        var peak = PEAK.matcher(proc("status"));
        if (!peak.find()) {
            throw new IllegalStateException("no VmHWM of process " + process.pid());
        }
        return Long.parseLong(peak.group(1)) << 10;
    }

    /** Seconds of CPU it has used since its start, of all its threads. */
    public double cpuSeconds() {
        var stat = proc("stat");
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private String proc(String file) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid(), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * SIGTERM: takes no more calls, drains, ends.
     *
     * @return 0 when it ended in order: a JVM whose shutdown hooks have run says 143, one that
     *     exits by itself at the same moment 0
     */
    public int stop() {
        process.terminate();
        int code = process.await();
        return code == TERMINATED ? 0 : code;
    }

    /** SIGKILL, in the middle of whatever it does. */
    public void kill9() {
        process.kill();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed and logged. */
    public String log() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }

    private static boolean saysReady(String output) {
        return output.lines().anyMatch(line -> line.startsWith("ready:"));
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
