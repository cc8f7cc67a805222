package org.strowger.harness.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Entropy;
import org.strowger.records.CallEvent;
import org.strowger.records.RecordsException;
import org.strowger.records.SpoolLimits;
import org.strowger.records.SteppedRecords;

/** The production spool and loader on the city's disk and store, through crashes of every kind. */
class CityRecordsTest {

    private static final SpoolLimits SMALL =
            new SpoolLimits(1_000, 65_536, 600, 40_000, 20_000, 8_192);
    private static final int STEPS = 2_000;

    private long nowMicros = 1_000_000_000_000L;
    private final List<CallEvent> loose = new ArrayList<>();
    private final Map<String, CallEvent> durable = new LinkedHashMap<>();
    private int calls;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatWasDurableIsThereOnceAfterEveryCrash(long seed) throws IOException {
        var random = new Random(seed);
        var disk = new CityDisk(Entropy.seeded(seed));
        var store = new CityStore(() -> nowMicros, Entropy.seeded(seed));
        var records = SteppedRecords.open(disk, store, () -> nowMicros, SMALL);
        for (int i = 0; i < STEPS; i++) {
            nowMicros += random.nextInt(300_000);
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> call(records, random);
                case 4, 5, 6 -> write(records);
                case 7, 8 -> load(records, store);
                case 9 -> disk.failing(random.nextInt(4) == 0);
                case 10 -> store.away(random.nextInt(4) == 0);
                default -> {
                    if (random.nextInt(5) == 0) {
                        powerFails(records, disk, random);
                        disk.failing(false);
                        store.away(false);
                        store.crash();
                        records = SteppedRecords.open(disk, store, () -> nowMicros, SMALL);
                        durableOnly(store);
                    }
                }
            }
        }
        disk.failing(false);
        store.away(false);
        write(records);
        records.loadAndSettle();
        durableOnly(store);
        assertTrue(store.calls().size() > 300, "too few calls to mean anything");
    }

    private void call(SteppedRecords records, Random random) {
        var events = CityCalls.whole("1-a-" + calls++, nowMicros);
        for (var event : events.subList(0, 1 + random.nextInt(events.size()))) {
            loose.add(event);
            records.sink().append(event);
        }
    }

    private void write(SteppedRecords records) {
        long before = records.written();
        while (records.write()) {
            // Until all are durable, or the disk refuses.
        }
        var written = loose.subList(0, (int) (records.written() - before));
        written.forEach(event -> durable.put(event.call().value(), event));
        written.clear();
    }

    private static void load(SteppedRecords records, CityStore store) throws IOException {
        try {
            records.load();
        } catch (RecordsException e) {
            assertThrows(RecordsException.class, store::position, "only while it is away");
        }
    }

    /** Between two writes, or in the middle of one. */
    private void powerFails(SteppedRecords records, CityDisk disk, Random random) {
        if (random.nextBoolean() && records.queued() > 0) {
            disk.failing(false);
            disk.losePowerAfter(random.nextInt(3_000));
            assertThrows(PowerFailure.class, () -> write(records));
        }
        disk.crash();
        loose.clear();
    }

    /** Whatever was written is there; what ended is there as it ended. */
    private void durableOnly(CityStore store) {
        durable.forEach((id, last) -> {
            var row = store.call(id);
            var known = row.isPresent() || store.openCalls().containsKey(id);
            assertTrue(known, () -> id + " is lost");
            if (last instanceof CallEvent.Ended(_, _, var cdr)) {
                assertEquals(cdr, row.orElseThrow(() -> new AssertionError(id)).cdr());
            }
        });
    }
}
