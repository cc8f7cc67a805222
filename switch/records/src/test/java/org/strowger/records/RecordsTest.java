package org.strowger.records;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.Clock;

/** The whole of records on real files, with its threads. */
class RecordsTest {

    private static final CdrQuery ALL = CdrQuery.latest(100_000);

    @TempDir Path dataDir;

    private Records open() {
        return Records.open(dataDir, Clock.system(), Calls.SMALL);
    }

    @Test
    void aCallIsVisibleSoonAfterItsEnd() {
        try (var records = open()) {
            Calls.whole("1-a-1", 1_000).forEach(records.sink()::append);
            await().until(
                            () -> records.cdrs().cdrs(ALL),
                            List.of(Calls.cdr("1-a-1", 1_000, 1_010))::equals);
            assertEquals(5, records.counters().get("spool.spooled"));
            assertEquals(1, records.counters().get("loader.calls"));
            assertTrue(records.sink().acceptsNewCalls());
        }
    }

    @Test
    void tenThousandCallsAreAllThereWhenTheSwitchHasStopped() {
        var expected = new ArrayList<Cdr>();
        try (var records = open()) {
            for (int i = 0; i < 10_000; i++) {
                var id = "1-a-%05d".formatted(i);
                Calls.whole(id, 1_000L * i).forEach(records.sink()::append);
                expected.add(Calls.cdr(id, 1_000L * i, 1_000L * i + 10));
            }
        }
        try (var stopped = Records.openStopped(dataDir)) {
            assertEquals(expected, stopped.cdrs(ALL));
            assertEquals(expected.subList(9_990, 10_000), stopped.cdrs(CdrQuery.latest(10)));
        }
    }

    @Test
    void callsLeftOpenAreClosedOnceAtTheLastKnownTime() {
        try (var records = open()) {
            records.sink().append(Calls.started("1-a-1", 1_000));
            records.sink().append(Calls.answered("1-a-1", 1_500));
            Calls.whole("1-a-2", 2_000).forEach(records.sink()::append);
        }
        for (int run = 0; run < 2; run++) {
            try (var records = open()) {
                var cdrs = records.cdrs().cdrs(ALL);
                assertEquals(2, cdrs.size());
                assertEquals("switch-failed", cdrs.getFirst().outcome());
                assertEquals("switch", cdrs.getFirst().endedBy());
                assertEquals(1_500, cdrs.getFirst().endMicros());
                assertEquals(1_500, cdrs.getFirst().switchAnsweredMicros());
                assertEquals(Calls.cdr("1-a-2", 2_000, 2_010), cdrs.getLast());
            }
        }
    }

    @Test
    void aSecondSwitchOnTheSameFolderIsToldSo() throws Exception {
        try (var held = new HeldDatabase(dataDir)) {
            assertThrows(DatabaseInUseException.class, this::open);
            assertThrows(DatabaseInUseException.class, () -> Records.openStopped(dataDir));
            assertThrows(DatabaseInUseException.class, () -> Database.openReadOnly(dataDir));
            assertTrue(held.isHeld());
        }
        open().close();
    }

    @Test
    void aFolderWithoutRecordsIsNotMadeOneByAsking() {
        assertThrows(RecordsException.class, () -> Records.openStopped(dataDir.resolve("none")));
        assertThrows(RecordsException.class, () -> Database.openReadOnly(dataDir.resolve("none")));
        assertTrue(java.nio.file.Files.notExists(dataDir.resolve("none")));
    }
}
