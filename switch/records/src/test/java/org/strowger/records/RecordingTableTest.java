package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.CallId;
import org.strowger.records.CallEvent.Recorded;
import org.strowger.records.RecordingRow.Pause;
import org.strowger.records.RecordingRow.State;

/** What is told of recordings, by way of spool and loader. */
class RecordingTableTest {

    private static final CallId CALL = new CallId("1-a-1");

    private final MemoryDisk disk = new MemoryDisk();
    private final FakeClock clock = new FakeClock();
    private final Spool spool = new Spool(disk, clock, Calls.SMALL, SpoolPosition.START);
    private final Database database;

    RecordingTableTest() throws SQLException {
        database = Database.inMemory("recordings");
    }

    @BeforeEach
    void empty() {
        Tables.empty(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Recorded told(String id, long at, State state, Pause... pauses) {
        return new Recorded(
                CALL,
                at,
                new RecordingRow(
                        id,
                        "2027-01-15/" + id + ".swr",
                        state,
                        1_000,
                        state == State.RUNNING ? 0 : at - 1_000,
                        List.of(pauses),
                        "00ff",
                        3,
                        ""));
    }

    private void load(CallEvent... events) throws IOException {
        List.of(events).forEach(spool::append);
        while (spool.step()) {
            // Until all are durable.
        }
        Loader.ofFiles(disk, database, spool::position, clock, LoaderLimits.standard()).loadAll();
    }

    @Test
    void aRowIsWhatWasToldLastEvenLongAfterTheCall() throws IOException {
        load(told("r1", 1_000, State.RUNNING));
        assertEquals(List.of(told("r1", 1_000, State.RUNNING)), database.runningRecordings());

        var paused = told("r1", 2_000, State.RUNNING, new Pause(10, 20), new Pause(500, -1));
        load(paused);
        assertEquals(Optional.of(paused), database.recording("r1"));

        Calls.whole(CALL.value(), 1_000).forEach(spool::append);
        var complete = told("r1", 9_000, State.COMPLETE, new Pause(10, 20), new Pause(500, 900));
        load(complete);
        assertEquals(List.of(complete), database.recordings("", 10));
        assertEquals(List.of(), database.runningRecordings());
        assertEquals(1, database.cdrs(CdrQuery.latest(10)).size());
        assertTrue(database.openCalls().isEmpty());
    }

    @Test
    void readingTheSpoolAgainChangesNothing() throws IOException {
        load(told("r1", 1_000, State.RUNNING), told("r2", 1_500, State.RUNNING));
        load(told("r1", 2_000, State.COMPLETE), told("r2", 2_500, State.FAILED));
        var rows = Tables.dump(database);
        Tables.rewind(database);
        load();
        assertEquals(rows, Tables.dump(database));
    }

    @Test
    void whatIsOlderOrComesAfterItsDeletionChangesNothing() throws IOException {
        var deleted = told("r1", 5_000, State.DELETED);
        load(deleted);
        load(told("r1", 2_000, State.RUNNING));
        load(told("r1", 6_000, State.COMPLETE));
        assertEquals(Optional.of(deleted), database.recording("r1"));
    }

    @Test
    void thoseOfACallAndTheNewestAreFound() throws IOException {
        for (int i = 0; i < 5; i++) {
            load(told("r" + i, 1_000 + i, State.COMPLETE));
        }
        assertEquals(5, database.recordings(CALL.value(), 10).size());
        assertEquals(List.of(), database.recordings("1-a-2", 10));
        var newest = database.recordings("", 2).stream().map(told -> told.recording().id());
        assertEquals(List.of("r3", "r4"), newest.toList());
        assertEquals(Optional.empty(), database.recording("r9"));
    }
}
