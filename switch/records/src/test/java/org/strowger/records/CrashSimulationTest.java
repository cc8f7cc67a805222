package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls come and go while the power fails, the disk fills up and breaks, and the database is away
 * or lost. What was durable is in the database at the end, once; nothing else is. To look into a
 * failure, run its seed alone.
 */
class CrashSimulationTest {

    private static final CdrQuery ALL = CdrQuery.latest(1_000_000);
    private static final int STEPS = 400;
    private static final int FIRST_SEED_WITH_DAYS = 40;

    private static final Database DATABASE = inMemory();

    private final MemoryDisk disk = new MemoryDisk();
    private final FakeClock clock = new FakeClock();

    /** Events handed to the spool that it has not called durable, in order. */
    private final List<CallEvent> loose = new ArrayList<>();

    /** Calls of which a started event was handed over, and when, in this run of the switch. */
    private final Map<String, Long> open = new HashMap<>();

    private final Set<String> durableStarts = new HashSet<>();
    private final Map<String, Cdr> durableEnds = new HashMap<>();
    private final Set<String> everStarted = new HashSet<>();
    private final Map<String, Cdr> everEnded = new HashMap<>();
    private Spool spool;
    private FaultyStore store;
    private Loader loader;
    private LoaderLimits limits = LoaderLimits.standard();

    /** What was made durable in this run is not read again. */
    private boolean handedOver;

    /** Then the database is never lost, as files that it was filled from are gone. */
    private boolean daysPass;

    private int failedLoads;
    private int count;

    CrashSimulationTest() throws IOException {
        Tables.empty(DATABASE);
        store = new FaultyStore(DATABASE);
        spool = SteppedRecords.beginAnew(disk, store, clock, Calls.SMALL);
        loader = newLoader();
    }

    private Loader newLoader() {
        return handedOver
                ? new Loader(disk, store, spool, clock, limits)
                : Loader.ofFiles(disk, store, spool::position, clock, limits);
    }

    private static Database inMemory() {
        try {
            return Database.inMemory("crash");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, FIRST_SEED_WITH_DAYS + 16);
    }

    @BeforeEach
    void nothingThere() {
        assertEquals(List.of(), DATABASE.cdrs(ALL));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasDurableIsThereOnceAfterAnyCrash(long seed) throws IOException {
        var random = new Random(seed);
        daysPass = seed >= FIRST_SEED_WITH_DAYS;
        limits = LaggingPositionTest.LIMITS.get((int) (seed % 4));
        handedOver = seed / 4 % 2 == 0;
        loader = newLoader();
        for (int i = 0; i < STEPS; i++) {
            clock.advance(Duration.ofMillis(random.nextInt(100_000)));
            step(random);
        }
        restart(random);
        loader.loadAll();
        check("seed %d, %s, %d failed loads".formatted(seed, limits, failedLoads));
    }

    private void step(Random random) throws IOException {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> begin();
            case 5, 6, 7, 8 -> endOne(random);
            case 9, 10, 11, 12 -> write();
            case 13, 14 -> load();
            case 15 -> disk.failAppends(random.nextInt(3));
            case 16 -> disk.failFsyncs(random.nextInt(3));
            case 17 -> store.failBefore(random.nextInt(2));
            case 18 -> store.failAfter(random.nextInt(2));
            default -> {
                if (random.nextInt(4) == 0) {
                    restart(random);
                } else if (daysPass) {
                    clock.advance(Duration.ofDays(1)); // And files are deleted.
                }
            }
        }
    }

    private void append(CallEvent event) {
        loose.add(event);
        spool.append(event);
    }

    private void begin() {
        var id = "1-a-" + count++;
        everStarted.add(id);
        open.put(id, clock.nowMicros());
        append(Calls.started(id, clock.nowMicros()));
    }

    private void endOne(Random random) {
        if (open.isEmpty()) {
            return;
        }
        var id = open.keySet().stream().sorted().toList().get(random.nextInt(open.size()));
        long start = Objects.requireNonNull(open.remove(id));
        var end = Calls.ended(id, start, clock.nowMicros());
        everEnded.put(id, end.cdr());
        append(end);
    }

    private void write() {
        long before = spool.spooled();
        spool.step();
        var durable = loose.subList(0, (int) (spool.spooled() - before));
        for (var event : durable) {
            switch (event) {
                case CallEvent.Ended(var call, _, var cdr) -> durableEnds.put(call.value(), cdr);
                default -> durableStarts.add(event.call().value());
            }
        }
        durable.clear();
    }

    private void load() {
        try {
            loader.loadAll();
        } catch (RecordsException _) {
            failedLoads++; // The next goes on with the same loader, as after a backoff.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void restart(Random random) throws IOException {
        disk.failAppends(0);
        disk.failFsyncs(0);
        disk.crash(random);
        if (random.nextInt(3) == 0 && !daysPass) {
            Tables.empty(DATABASE); // It was set aside.
        }
        SpoolFiles.cutTornTail(disk);
        store = new FaultyStore(DATABASE);
        spool = SteppedRecords.beginAnew(disk, store, clock, Calls.SMALL);
        loader = newLoader();
        loose.clear();
        open.clear();
    }

    private void check(String seed) {
        var found = new HashMap<String, Cdr>();
        for (var cdr : DATABASE.cdrs(ALL)) {
            assertEquals(null, found.put(cdr.id(), cdr), () -> cdr.id() + " twice, " + seed);
        }
        durableEnds.forEach((id, cdr) -> assertEquals(cdr, found.get(id), seed));
        durableStarts.forEach(id -> assertTrue(found.containsKey(id), () -> id + ", " + seed));
        for (var cdr : found.values()) {
            assertTrue(everStarted.contains(cdr.id()), seed);
            if (cdr.outcome().equals("switch-failed")) {
                long start = cdr.startMicros();
                assertEquals(Calls.cutOff(cdr.id(), start, start), cdr, seed);
            } else {
                assertEquals(everEnded.get(cdr.id()), cdr, seed);
            }
        }
        assertEquals(Map.of(), DATABASE.openCalls(), seed);
        Tables.empty(DATABASE);
    }
}
