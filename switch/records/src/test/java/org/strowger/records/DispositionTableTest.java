package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.CallId;
import org.strowger.records.CallEvent.Disposed;

/** What agents have said of calls, by way of spool and loader. */
class DispositionTableTest {

    private static final CallId CALL = new CallId("1-a-1");

    private final MemoryDisk disk = new MemoryDisk();
    private final FakeClock clock = new FakeClock();
    private final Spool spool = new Spool(disk, clock, Calls.SMALL, SpoolPosition.START);
    private final Database database;

    DispositionTableTest() throws SQLException {
        database = Database.inMemory("dispositions");
    }

    @BeforeEach
    void empty() {
        Tables.empty(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void load(CallEvent... events) throws IOException {
        List.of(events).forEach(spool::append);
        while (spool.step()) {
            // Until all are durable.
        }
        Loader.ofFiles(disk, database, spool::position, clock, LoaderLimits.standard()).loadAll();
    }

    @Test
    void theLatestCodeIsInTheRecordOfTheCallThatIsOver() throws IOException {
        Calls.whole(CALL.value(), 1_000).forEach(spool::append);
        Calls.whole("1-a-2", 2_000).forEach(spool::append);
        load(new Disposed(CALL, 9_000, "1001", "7"));
        load(new Disposed(CALL, 9_500, "1001", "12"), new Disposed(CALL, 9_500, "1001", "12"));
        var cdrs = database.cdrs(CdrQuery.latest(10));
        assertEquals(2, cdrs.size());
        assertEquals("12", cdrs.getFirst().disposition());
        assertNull(cdrs.getLast().disposition());
        var rows = Tables.dump(database);
        Tables.rewind(database);
        load();
        assertEquals(rows, Tables.dump(database));
    }
}
