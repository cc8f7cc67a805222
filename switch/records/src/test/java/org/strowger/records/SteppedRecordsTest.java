package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The records of a switch without threads, as a simulation runs them. */
class SteppedRecordsTest {

    private static final CdrQuery ALL = CdrQuery.latest(1_000);
    private static final Database DATABASE = inMemory();

    private final MemoryDisk disk = new MemoryDisk();
    private final FakeClock clock = new FakeClock();

    private static Database inMemory() {
        try {
            return Database.inMemory("stepped");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void nothingThere() {
        Tables.empty(DATABASE);
    }

    private SteppedRecords open() throws IOException {
        return SteppedRecords.open(disk, DATABASE, clock, Calls.SMALL);
    }

    @Test
    void nothingHappensBetweenTheSteps() throws IOException {
        var records = open();
        Calls.whole("1-a-1", 1_000).forEach(records.sink()::append);
        records.load();
        assertEquals(5, records.queued());
        assertEquals(SpoolPosition.START, records.durable());
        assertEquals(List.of(), DATABASE.cdrs(ALL));

        assertTrue(records.write());
        assertEquals(0, records.queued());
        assertEquals(5, records.written());
        assertEquals(List.of(), DATABASE.cdrs(ALL));

        records.load();
        assertEquals(List.of(Calls.cdr("1-a-1", 1_000, 1_010)), DATABASE.cdrs(ALL));
        assertEquals(1, records.counters().get("loader.calls"));
        assertFalse(records.write());
    }

    @Test
    void whatWasWrittenSurvivesACrashAndWhatWasLeftOpenIsClosed() throws IOException {
        var records = open();
        records.sink().append(Calls.started("1-a-1", 1_000));
        assertTrue(records.write());
        records.sink().append(Calls.started("1-a-2", 2_000));
        disk.failFsyncs(2);
        assertFalse(records.write());
        assertFalse(records.sink().acceptsNewCalls());
        disk.crash(new Random(1));
        disk.failFsyncs(0);

        open();

        assertEquals(List.of(Calls.cutOff("1-a-1", 1_000, 1_000)), DATABASE.cdrs(ALL));
    }

    @Test
    void callsStillOpenAreWrittenWhenTheSimulationSettles() throws IOException {
        var records = open();
        records.sink().append(Calls.started("1-a-1", 1_000));
        assertTrue(records.write());
        records.load();
        assertEquals(0, DATABASE.openCalls().size());
        records.loadAndSettle();
        assertEquals(List.of("1-a-1"), List.copyOf(DATABASE.openCalls().keySet()));
    }
}
