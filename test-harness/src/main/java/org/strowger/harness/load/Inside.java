package org.strowger.harness.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.strowger.harness.load.conservation.Evidence;
import org.strowger.harness.load.conservation.JournalAccount;
import org.strowger.harness.load.conservation.JournalReader;
import org.strowger.harness.load.conservation.Recorded;
import org.strowger.harness.load.result.Cost;
import org.strowger.harness.load.result.Names;
import org.strowger.harness.load.result.Sample;
import org.strowger.harness.load.result.Sessions;
import org.strowger.harness.load.watch.GcLog;
import org.strowger.harness.load.watch.ProcessView;
import org.strowger.harness.process.ControlDoor;
import org.strowger.harness.process.Metrics;
import org.strowger.harness.process.SwitchProcess;
import tools.jackson.databind.JsonNode;

/** What a round takes of the inside of a switch: CPU, heap, records, and what is left behind. */
final class Inside {

    /** A record is visible a second after its call; a busy machine takes longer. */
    private static final Duration RECORDS = Duration.ofSeconds(15);

    /** 64 times T1, and room for a busy machine: the last transaction of a call is gone. */
    private static final Duration REST = Duration.ofSeconds(45);

    private static final Duration POLL = Duration.ofMillis(250);
    private static final double MICROS = 1e6;

    private final Target target;
    private final Supplier<Optional<String>> trouble;
    private final ProcessView own = new ProcessView(ProcessHandle.current().pid());
    private Map<String, Long> before = Map.of();
    private Map<String, Long> after = Map.of();
    private ProcessView.@Nullable Usage usageBefore;
    private ProcessView.@Nullable Usage usageAfter;
    private Set<String> oldRecords = Set.of();
    private List<Recorded> records = List.of();
    private List<String> calls = List.of();
    private @Nullable JournalAccount journal;
    private long arrivedMicros;
    private long heapBefore;
    private long heapAfter;
    private double switchCpu;
    private double generatorCpu;
    private long fromMillis;
    private long toMillis;

    /**
     * Of a target.
     *
     * @param trouble says why not to wait any longer
     */
    Inside(Target target, Supplier<Optional<String>> trouble) {
        this.target = target;
        this.trouble = trouble;
    }

    /** Before the warm-up: what there is of a switch that took calls before. */
    void arrive() {
        target.door()
                .ifPresent(door -> {
                    before = door.counts();
                    oldRecords = ids(RecordPages.read(door, Set.of()));
                });
        usageBefore = usage();
        arrivedMicros = System.currentTimeMillis() * 1_000;
    }

    /** Just before the first call that is measured. */
    void begin() {
        if (target instanceof OwnSwitch ours) {
            heapBefore = ours.process().heapAfterGc();
        }
        switchCpu = -cpu();
        generatorCpu = -own.cpuSecondsWithChildren();
        fromMillis = System.currentTimeMillis();
    }

    /** After the last call: what it all took. */
    void end() {
        target.door().ifPresent(this::awaitLoaded);
        switchCpu += cpu();
        generatorCpu += own.cpuSecondsWithChildren();
        toMillis = System.currentTimeMillis();
    }

    /**
     * Waits until nothing of a call is left, and counts what is; then reads the records. Calls of
     * which nobody said the end have theirs only now.
     *
     * @param established how many records there must be at least
     */
    void rest(long established) {
        var door = target.door();
        if (door.isEmpty() || trouble.get().isPresent()) {
            return;
        }
        await(() -> SwitchProcess.left(door.get().counts()).isEmpty(), REST);
        if (trouble.get().isPresent()) {
            return;
        }
        after = door.get().counts();
        calls = ids(door.get().get("/api/v1/calls"));
        usageAfter = usage();
        if (target instanceof OwnSwitch ours) {
            heapAfter = ours.process().heapAfterGc();
        }
        awaitLoaded(door.get());
        awaitRecords(door.get(), established);
    }

    /** Whether the switch lets us look at all. */
    boolean canLook() {
        return target.door().isPresent();
    }

    /** What the distributor wrote down; null when that cannot be read. */
    @Nullable JournalAccount journal() {
        return journal;
    }

    /** Reads the journal of the switch, as far as it is written by now. */
    void readJournal(@Nullable Path data) {
        if (data == null) {
            return;
        }
        try {
            journal =
                    JournalReader.read(data.resolve("journal"), arrivedMicros, fromMillis * 1_000);
        } catch (IOException e) {
            throw new LoadFailure("the journal cannot be read: " + e.getMessage(), e);
        }
    }

    /** What the switch held and holds; null when it did not come to rest, or is not ours. */
    Evidence.@Nullable Rest left() {
        if (usageBefore == null || usageAfter == null) {
            return null;
        }
        return new Evidence.Rest(
                before, after, handles(usageBefore), handles(usageAfter), calls, Set.of());
    }

    private static Evidence.Handles handles(ProcessView.Usage usage) {
        return new Evidence.Handles(usage.files(), usage.threads());
    }

    /** The records of this round. */
    List<Recorded> records() {
        return records;
    }

    /** What it took; null when the switch is not ours to look into. */
    @Nullable Cost cost(Sessions sessions, List<Sample> samples) {
        if (!(target instanceof OwnSwitch ours) || switchCpu < 0) {
            return null; // Of a process that is gone nothing is known any more.
        }
        var pauses = ours.gcLog().between(fromMillis, toMillis).pauses();
        return new Cost(
                switchCpu,
                generatorCpu,
                sessions.attempted() == 0 ? 0 : switchCpu * MICROS / sessions.attempted(),
                heapBefore,
                heapAfter,
                (long) peak(samples, Names.HEAP_USED),
                (long) peak(samples, Names.RSS),
                pauses.size(),
                pauses.stream().mapToLong(GcLog.Pause::micros).sum(),
                pauses.stream().mapToLong(GcLog.Pause::micros).max().orElse(0),
                (long) peak(samples, Names.LONGEST_STEP));
    }

    /** Samples with what collector and distributor wrote down. */
    List<Sample> completed(List<Sample> samples, long startedMillis) {
        return withOffers(withPauses(samples, startedMillis), startedMillis);
    }

    private List<Sample> withOffers(List<Sample> samples, long startedMillis) {
        var told = journal;
        if (told == null || told.visits().isEmpty()) {
            return samples;
        }
        var all = new ArrayList<Sample>(samples.size());
        for (var sample : samples) {
            long second = (startedMillis + Math.round(sample.at() * 1_000)) / 1_000 - 1;
            var values = new HashMap<>(sample.values());
            values.put(Names.OFFERS, (double) told.offersBySecond().getOrDefault(second, 0L));
            all.add(new Sample(sample.at(), values));
        }
        return all;
    }

    private List<Sample> withPauses(List<Sample> samples, long startedMillis) {
        if (!(target instanceof OwnSwitch ours)) {
            return samples;
        }
        var log = ours.gcLog();
        var all = new ArrayList<Sample>(samples.size());
        for (var sample : samples) {
            long at = startedMillis + Math.round(sample.at() * 1_000);
            var second = log.between(at - 1_000, at);
            var values = new HashMap<>(sample.values());
            values.put(Names.GC_PAUSE, (double) second.micros());
            second.pauses().stream()
                    .filter(pause -> pause.heapAfter() > 0)
                    .reduce((_, last) -> last)
                    .ifPresent(pause -> {
                        values.put(Names.HEAP_USED, (double) pause.heapBefore());
                        values.put(Names.HEAP_LIVE, (double) pause.heapAfter());
                    });
            all.add(new Sample(sample.at(), values));
        }
        return all;
    }

    /** Until the last record is in the database. Reading them all is no work of a call. */
    private void awaitLoaded(ControlDoor door) {
        await(() -> door.counts().getOrDefault("calls", 0L) == 0, RECORDS);
        await(
                () -> {
                    var metrics = Metrics.parse(door.text("/metrics"));
                    return metrics.sum("strowger_loader_calls_total")
                            >= metrics.sum("strowger_calls_ended_total");
                },
                RECORDS);
    }

    private void awaitRecords(ControlDoor door, long established) {
        await(
                () -> {
                    records = RecordPages.read(door, oldRecords);
                    return records.size() >= established;
                },
                RECORDS);
    }

    private void await(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (trouble.get().isEmpty() && !met(condition) && System.nanoTime() - deadline < 0) {
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LoadFailure("interrupted", e);
            }
        }
    }

    /** A switch that is too busy to say is not there yet. */
    private static boolean met(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private double cpu() {
        return target.pid().isPresent()
                ? new ProcessView(target.pid().getAsLong()).cpuSeconds()
                : 0;
    }

    private ProcessView.@Nullable Usage usage() {
        return target.pid().isPresent()
                ? new ProcessView(target.pid().getAsLong()).usage().orElse(null)
                : null;
    }

    private static Set<String> ids(List<Recorded> records) {
        var ids = new HashSet<String>();
        records.forEach(record -> ids.add(record.id()));
        return ids;
    }

    private static List<String> ids(JsonNode list) {
        return list.valueStream().map(one -> one.path("id").asString("")).toList();
    }

    private static double peak(List<Sample> samples, String name) {
        return samples.stream()
                .mapToDouble(sample -> sample.values().getOrDefault(name, 0.0))
                .max()
                .orElse(0);
    }
}
