package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.CallId;
import org.strowger.records.CallEvent.Supervised;

/** What is told of supervisors, by way of spool and loader. */
class SupervisionTableTest {

    private static final CallId CALL = new CallId("1-a-1");

    private final MemoryDisk disk = new MemoryDisk();
    private final FakeClock clock = new FakeClock();
    private final Spool spool = new Spool(disk, clock, Calls.SMALL, SpoolPosition.START);
    private final Database database;

    SupervisionTableTest() throws SQLException {
        database = Database.inMemory("supervisions");
    }

    @BeforeEach
    void empty() {
        Tables.empty(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Supervised told(CallId call, long at, String action) {
        return new Supervised(call, at, "1003", "1001", action, "code");
    }

    private void load(CallEvent... events) throws IOException {
        List.of(events).forEach(spool::append);
        while (spool.step()) {
            // Until all are durable.
        }
        Loader.ofFiles(disk, database, spool::position, clock, LoaderLimits.standard()).loadAll();
    }

    @Test
    void itIsThereWhileTheCallIsOpenAndWhenItIsOver() throws IOException {
        var listens = told(CALL, 2_000, "listen");
        load(new CallEvent.Started(CALL, 1_000, "49301", "", "4002"), listens);
        assertEquals(List.of(listens), database.supervisions("", 10));
        assertEquals(List.of(), database.cdrs(CdrQuery.latest(10)));

        var ends = new Supervised(CALL, 3_000, "1003", "1001", "end", "The call is over");
        load(ends);
        Calls.whole(CALL.value(), 1_000).forEach(spool::append);
        load();
        assertEquals(List.of(listens, ends), database.supervisions(CALL.value(), 10));
        assertEquals(1, database.cdrs(CdrQuery.latest(10)).size());
        assertTrue(database.openCalls().isEmpty());
    }

    @Test
    void readingTheSpoolAgainChangesNothing() throws IOException {
        load(told(CALL, 2_000, "listen"), told(CALL, 2_000, "end"), told(CALL, 2_000, "listen"));
        var rows = Tables.dump(database);
        assertEquals(2, database.supervisions("", 10).size());
        Tables.rewind(database);
        load();
        assertEquals(rows, Tables.dump(database));
    }

    @Test
    void thoseOfACallAndTheNewestAreFound() throws IOException {
        var other = new CallId("1-a-2");
        load(told(CALL, 1_000, "listen"), told(other, 2_000, "whisper"), told(CALL, 3_000, "end"));
        var ofThat = database.supervisions(other.value(), 10);
        assertEquals(List.of(told(other, 2_000, "whisper")), ofThat);
        var newest = database.supervisions("", 2).stream().map(Supervised::action);
        assertEquals(List.of("whisper", "end"), newest.toList());
        assertEquals(List.of(), database.supervisions("1-a-3", 10));
    }
}
