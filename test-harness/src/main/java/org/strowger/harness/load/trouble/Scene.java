package org.strowger.harness.load.trouble;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.LoadFailure;
import org.strowger.harness.load.conservation.Conservation;
import org.strowger.harness.load.conservation.Evidence;
import org.strowger.harness.load.conservation.JournalAccount;
import org.strowger.harness.load.conservation.JournalReader;
import org.strowger.harness.load.conservation.Recorded;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.load.result.Queueing;
import org.strowger.harness.load.result.Sessions;
import org.strowger.harness.load.watch.ProcessView;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/**
 * Where a trouble happens: a switch of its own, what was found, and what the callers saw. Ends what
 * it started.
 */
final class Scene implements AutoCloseable {

    /** 64 of it are 6.4 s, so that a switch comes to rest soon; longer than any delay here. */
    static final int T1_MILLIS = 100;

    private static final List<String> JVM = List.of("-Xms256m", "-Xmx256m");
    private static final Duration REST = Duration.ofSeconds(45);
    private static final Duration RECORDS = Duration.ofSeconds(15);
    private static final int ALL = 100_000;

    private final Path folder;
    private final boolean brief;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, String> settings = new TreeMap<>();
    private @Nullable SwitchProcess strowger;
    private @Nullable JournalAccount journal;
    private Map<String, Long> before = Map.of();
    private Evidence.Handles handlesBefore = new Evidence.Handles(0, 0);

    /**
     * In a folder of its own.
     *
     * @param brief whether a fifth of the calls will do
     */
    Scene(Path folder, boolean brief) {
        this.folder = folder;
        this.brief = brief;
    }

    Path folder() {
        return folder;
    }

    /** So many calls, or fewer when the run is a brief one. */
    int calls(int whole) {
        return brief ? whole / 5 : whole;
    }

    /** Starts the switch; once more on the same data when it has died. */
    SwitchProcess start(ConfFolder conf) {
        if (strowger != null) {
            strowger.close();
        }
        strowger = SwitchProcess.start(conf, folder, JVM);
        before = strowger.counts();
        handlesBefore = handles();
        return strowger;
    }

    SwitchProcess strowger() {
        if (strowger == null) {
            throw new IllegalStateException("no switch was started");
        }
        return strowger;
    }

    InetSocketAddress sip() {
        return strowger().sip();
    }

    /** How it was done, for the result. */
    void setting(String name, String value) {
        settings.put(name, value);
    }

    Map<String, String> settings() {
        return settings;
    }

    void found(String name, boolean holds, String detail) {
        findings.add(Finding.of(name, holds, detail));
    }

    void found(String name, String detail, List<String> blamed) {
        findings.add(new Finding(name, blamed.isEmpty(), detail, blamed));
    }

    List<Finding> findings() {
        return findings;
    }

    /** Callers whose calls are over. */
    void heard(List<Attempt> of) {
        attempts.addAll(of);
    }

    /**
     * Callers from their first call to the end of the last.
     *
     * @param server the switch, or what stands before it
     */
    List<Attempt> hear(InetSocketAddress server, Crowd.Plan plan, Duration limit) {
        try (var crowd = Crowd.call(server, plan)) {
            var over = crowd.await(limit);
            heard(over);
            return over;
        }
    }

    /** What the distributor did; null when nothing queued. */
    @Nullable Queueing queueing() {
        return journal == null || journal.visits().isEmpty() ? null : journal.queueing();
    }

    /** A finding: at least that share of the callers got through. */
    void share(List<Attempt> of, double least) {
        long good = of.stream().filter(Attempt::isEstablished).count();
        var blamed = of.stream().filter(a -> !a.isEstablished()).map(Attempt::number).toList();
        boolean holds = good >= least * of.size();
        findings.add(
                new Finding(
                        "callers get through",
                        holds,
                        "%d of %d, at least %.0f %% should".formatted(good, of.size(), least * 100),
                        holds ? List.of() : blamed));
    }

    /** A finding: a condition holds within a time. */
    void soon(String name, BooleanSupplier condition, Duration limit) {
        long start = System.nanoTime();
        boolean holds = eventually(condition, limit);
        long millis = (System.nanoTime() - start) / 1_000_000;
        found(name, holds, "after %d ms of at most %d".formatted(millis, limit.toMillis()));
    }

    private boolean eventually(BooleanSupplier condition, Duration limit) {
        try {
            strowger().await(condition, limit, () -> "it");
            return true;
        } catch (IllegalStateException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new LoadFailure("interrupted", e);
            }
            return false;
        }
    }

    /**
     * Waits for rest, and adds the findings of conservation.
     *
     * @param answerers null when nobody counted
     * @param excused see {@link Evidence.Rest}
     * @param mine whether a record belongs to the callers of this scene
     */
    void conserve(
            boolean unsure,
            Evidence.@Nullable Answerers answerers,
            Set<String> excused,
            java.util.function.Predicate<Recorded> mine) {
        var from = strowger();
        eventually(() -> from.left().isEmpty(), REST);
        long wanted = attempts.stream().filter(Attempt::isEstablished).count();
        eventually(() -> records(mine).size() >= wanted, RECORDS);
        journal = journal();
        var rest =
                new Evidence.Rest(
                        before, from.counts(), handlesBefore, handles(), List.of(), excused);
        var callers = attempts.stream().map(Attempt::caller).toList();
        findings.addAll(
                Conservation.check(
                        new Evidence(
                                new Evidence.Callers(sessions(), callers, unsure),
                                records(mine),
                                answerers,
                                journal,
                                rest)));
    }

    /** All records of the switch that are wanted. */
    List<Recorded> records(java.util.function.Predicate<Recorded> wanted) {
        return strowger().records(ALL).stream()
                .map(record -> Recorded.of(record.json()))
                .filter(wanted)
                .toList();
    }

    /** The callers' sums. */
    Sessions sessions() {
        var failures = new TreeMap<String, Long>();
        for (var attempt : attempts) {
            if (!attempt.failure().isEmpty()) {
                failures.merge(attempt.failure(), 1L, Long::sum);
            }
        }
        long failed = failures.values().stream().mapToLong(n -> n).sum();
        long established = attempts.stream().filter(Attempt::isEstablished).count();
        double seconds = Math.max(1, span() / 1_000.0);
        return new Sessions(
                attempts.size(),
                established,
                attempts.size() - failed,
                failed,
                new HashMap<>(failures),
                0,
                attempts.size() / seconds,
                established / seconds);
    }

    /** Milliseconds from the first call to the end of the last. */
    long span() {
        long first = attempts.stream().mapToLong(Attempt::startMillis).min().orElse(0);
        return attempts.stream().mapToLong(Attempt::endMillis).max().orElse(0) - first;
    }

    private JournalAccount journal() {
        try {
            return JournalReader.read(folder.resolve("data/journal"), 0);
        } catch (IOException e) {
            throw new LoadFailure("the journal cannot be read: " + e.getMessage(), e);
        }
    }

    private Evidence.Handles handles() {
        var usage = new ProcessView(strowger().pid()).usage().orElseThrow();
        return new Evidence.Handles(usage.files(), usage.threads());
    }

    @Override
    public void close() {
        if (strowger != null) {
            strowger.close();
        }
    }
}
