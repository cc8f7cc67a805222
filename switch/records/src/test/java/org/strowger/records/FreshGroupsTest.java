package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loader takes from memory what the spool has just made durable, and the rest from files. */
class FreshGroupsTest {

    private static final CdrQuery ALL = CdrQuery.latest(100_000);
    private static final int LIMIT = 2_000;

    private final MemoryDisk disk = new MemoryDisk();
    private final FakeClock clock = new FakeClock();
    private final FreshGroups fresh = new FreshGroups();
    private Database database;

    @BeforeEach
    void open() throws SQLException {
        database = Database.inMemory("fresh");
        Tables.empty(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static SpoolPosition at(long octets) {
        return new SpoolPosition(7, octets);
    }

    private void offer(long begin, long end, int events) {
        fresh.offer(
                new FreshGroups.Group(
                        at(begin),
                        at(end),
                        Collections.nCopies(events, Calls.answered("1-a-1", begin)),
                        (int) (end - begin)));
    }

    private int taken(long from, long until, long next) {
        var batch = Objects.requireNonNull(fresh.take(at(from), at(until), LIMIT));
        assertEquals(at(next), batch.next());
        return batch.events().size();
    }

    @Test
    void groupsThatFollowEachOtherAreTakenTogetherUpToTheLimit() {
        offer(0, 10, 1_000);
        offer(10, 20, 1_000);
        offer(20, 30, 1);
        assertEquals(2_000, taken(0, 30, 20));
        assertEquals(1, taken(20, 30, 30));
        assertNull(fresh.take(at(30), at(30), LIMIT));
    }

    @Test
    void whatIsBehindTheEndAskedForStays() {
        offer(0, 10, 1);
        offer(10, 20, 1);
        assertEquals(1, taken(0, 10, 10));
        assertEquals(1, taken(10, 20, 20));
    }

    @Test
    void theFilesAreReadUpToTheNextGroup() {
        offer(50, 60, 3);
        assertNull(fresh.take(at(0), at(60), LIMIT));
        assertEquals(at(50), fresh.firstBetween(at(0), at(60)));
        assertEquals(at(40), fresh.firstBetween(at(0), at(40)));
        assertEquals(3, taken(50, 60, 60));
        assertEquals(at(90), fresh.firstBetween(at(60), at(90)));
    }

    @Test
    void whatIsKeptIsBounded() {
        offer(0, 10, FreshGroups.GROUP_EVENTS + 1);
        assertNull(fresh.take(at(0), at(10), LIMIT));
        for (int i = 0; i < 100; i++) {
            offer(10 + i, 11 + i, FreshGroups.GROUP_EVENTS);
        }
        for (int i = 0; i < 8; i++) {
            assertEquals(FreshGroups.GROUP_EVENTS, taken(10 + i, 1_000, 11 + i));
        }
        assertNull(fresh.take(at(18), at(1_000), LIMIT));
        offer(200, 201 + (8 << 20), 1);
        assertNull(fresh.take(at(200), at(10 << 20), LIMIT));
        offer(300, 310, 1);
        assertEquals(1, taken(300, 310, 310));
    }

    @Test
    void whatWasHandedOverIsNotReadFromTheFile() throws IOException {
        var spool = new Spool(disk, clock, Calls.SMALL, SpoolPosition.START);
        var loader = new Loader(disk, database, spool, clock, LoaderLimits.standard());
        Calls.whole("1-a-1", 1_000).forEach(spool::append);
        spool.step();
        overwriteAll();
        loader.loadAll();
        assertEquals(List.of(Calls.cdr("1-a-1", 1_000, 1_010)), database.cdrs(ALL));
        assertEquals(0, loader.counters().get("loader.damaged"));
        assertEquals(spool.position(), database.position());
    }

    @Test
    void whatWasTakenAndDidNotReachTheDatabaseIsReadFromTheFile() throws IOException {
        var store = new FaultyStore(database);
        var spool = new Spool(disk, clock, Calls.SMALL, SpoolPosition.START);
        var loader = new Loader(disk, store, spool, clock, LoaderLimits.standard());
        Calls.whole("1-a-1", 1_000).forEach(spool::append);
        spool.step();
        store.failBefore(1);
        assertThrows(RecordsException.class, loader::loadAll);
        Calls.whole("1-a-2", 2_000).forEach(spool::append);
        spool.step();
        loader.loadAll();
        assertEquals(2, database.cdrs(ALL).size());
        assertEquals(spool.position(), database.position());
    }

    @Test
    void aLoaderThatBeginsLateReadsFilesUpToWhatIsInMemory() throws IOException {
        var spool = new Spool(disk, clock, SpoolLimits.standard(), SpoolPosition.START);
        int calls = FreshGroups.GROUP_EVENTS + 21;
        for (int i = 0; i < calls; i++) {
            spool.append(Calls.endedInScript("1-a-" + i, i + 1L, i + 10L));
            if (i >= FreshGroups.GROUP_EVENTS) { // The first group is too long to be kept.
                spool.step();
            }
        }
        var loader = new Loader(disk, database, spool, clock, LoaderLimits.standard());
        loader.loadAll();
        assertEquals(calls, loader.counters().get("loader.calls"));
        assertEquals(calls, database.cdrs(ALL).size());
        assertEquals(spool.position(), database.position());
    }

    private void overwriteAll() throws IOException {
        for (long number : SpoolFiles.numbers(disk)) {
            var name = SpoolFiles.name(number);
            var octets = ByteBuffer.allocate((int) disk.size(name));
            disk.put(name, octets.array());
        }
    }
}
