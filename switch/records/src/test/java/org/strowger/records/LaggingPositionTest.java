package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Open calls are held in memory, and the database remembers the place before them. */
class LaggingPositionTest {

    private static final CdrQuery ALL = CdrQuery.latest(1_000);
    private static final long A_YEAR = TimeUnit.DAYS.toMicros(365);

    static final List<LoaderLimits> LIMITS =
            List.of(
                    new LoaderLimits(0, 0),
                    new LoaderLimits(A_YEAR, 2),
                    LoaderLimits.standard(),
                    new LoaderLimits(A_YEAR, 1_000_000));

    private final MemoryDisk disk = new MemoryDisk();
    private final FakeClock clock = new FakeClock();
    private final Database database;
    private Spool spool = new Spool(disk, clock, Calls.SMALL, SpoolPosition.START);

    LaggingPositionTest() throws SQLException {
        database = Database.inMemory("lagging");
    }

    @BeforeEach
    void empty() {
        Tables.empty(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Loader loader(LoaderLimits limits) {
        return Loader.ofFiles(disk, database, spool::position, clock, limits);
    }

    private void spool(CallEvent... events) {
        List.of(events).forEach(spool::append);
        assertTrue(spool.step());
    }

    /** The switch dies; what its loader held is gone. */
    private void restart() throws IOException {
        spool = SteppedRecords.beginAnew(disk, database, clock, Calls.SMALL);
        loader(LoaderLimits.standard()).loadAll();
    }

    private Set<String> openIds() {
        return database.openCalls().keySet();
    }

    @Test
    void thePositionStaysBeforeTheFirstEventThatIsNotInTheDatabase() throws IOException {
        var loader = loader(LoaderLimits.standard());
        Calls.whole("1-a-0", 500).forEach(this::spool);
        loader.loadAll();
        var beforeFirst = spool.position();
        assertEquals(beforeFirst, database.position());
        spool(Calls.started("1-a-1", 1_000));
        loader.loadAll();
        var beforeThird = spool.position();
        Calls.whole("1-a-2", 2_000).forEach(this::spool);
        loader.loadAll();
        assertEquals(2, database.cdrs(ALL).size(), "a later call does not wait for it");
        assertEquals(beforeFirst, database.position());
        var third = Calls.started("1-a-3", 3_000);
        spool(third, Calls.ended("1-a-1", 1_000, 1_010));
        loader.loadAll();
        assertTrue(database.position().compareTo(beforeThird) > 0);
        assertTrue(database.position().compareTo(spool.position()) < 0);
        assertEquals(Set.of(), openIds());
        spool(Calls.ended("1-a-3", 3_000, 3_010));
        loader.loadAll();
        assertEquals(spool.position(), database.position());
        assertEquals(4, database.cdrs(ALL).size());
    }

    @Test
    void aCallThatIsOpenForTenSecondsIsWrittenAndThePositionGoesOn() throws IOException {
        var loader = loader(LoaderLimits.standard());
        spool(Calls.started("1-a-1", 1_000));
        loader.loadAll();
        clock.advance(Duration.ofMillis(9_999));
        loader.loadAll();
        assertEquals(Set.of(), openIds());
        clock.advance(Duration.ofMillis(1));
        loader.loadAll();
        assertEquals(Set.of("1-a-1"), openIds());
        assertEquals(spool.position(), database.position());
    }

    @Test
    void whatIsBeyondTheLimitIsWrittenOldestFirst() throws IOException {
        var loader = loader(new LoaderLimits(A_YEAR, 2));
        spool(Calls.started("1-a-1", 1), Calls.started("1-a-2", 2));
        loader.loadAll();
        assertEquals(Set.of(), openIds());
        spool(Calls.answered("1-a-1", 3));
        loader.loadAll();
        assertEquals(Set.of("1-a-1"), openIds());
        spool(Calls.answered("1-a-1", 4), Calls.started("1-a-3", 5));
        loader.loadAll();
        assertEquals(Set.of("1-a-1", "1-a-2"), openIds());
    }

    @Test
    void aLongCallOutlivesItsSpoolFileAndIsClosedAsSwitchFailed() throws IOException {
        var loader = loader(LoaderLimits.standard());
        spool(Calls.started("1-a-1", 1_000));
        long itsFile = spool.position().file();
        loader.loadAll();
        for (int day = 0; day < 3; day++) {
            clock.advance(Duration.ofDays(2));
            Calls.whole("1-b-" + day, 2_000 + day).forEach(this::spool);
            loader.loadAll();
        }
        assertFalse(SpoolFiles.numbers(disk).contains(itsFile));
        restart();
        assertEquals(Calls.cutOff("1-a-1", 1_000, 1_000), database.cdrs(ALL).getFirst());
        assertEquals(4, database.cdrs(ALL).size());
    }

    @Test
    void theFileOfACallThatIsHeldIsKeptHoweverOld() throws IOException {
        var loader = loader(new LoaderLimits(A_YEAR, 1_000));
        spool(Calls.started("1-a-1", 1_000));
        for (int day = 0; day < 3; day++) {
            loader.loadAll();
            clock.advance(Duration.ofDays(2));
            Calls.whole("1-b-" + day, 2_000 + day).forEach(this::spool);
        }
        loader.loadAll();
        assertEquals(4, SpoolFiles.numbers(disk).size());
        spool(Calls.ended("1-a-1", 1_000, 1_010));
        clock.advance(Duration.ofDays(2));
        loader.loadAll();
        assertEquals(1, SpoolFiles.numbers(disk).size());
    }

    @Test
    void whatWasHeldWhenTheDatabaseFailedIsReadAgain() throws IOException {
        var store = new FaultyStore(database);
        var loader = Loader.ofFiles(disk, store, spool::position, clock, LoaderLimits.standard());
        spool(Calls.started("1-a-1", 1_000), Calls.queued("1-a-1", 1_001, "support"));
        loader.loadAll();
        Calls.whole("1-a-2", 2_000).forEach(this::spool);
        store.failBefore(1);
        assertThrows(RecordsException.class, loader::loadAll);
        store.failAfter(1);
        assertThrows(RecordsException.class, loader::loadAll);
        spool(Calls.ended("1-a-1", 1_000, 1_010));
        loader.loadAll();
        assertEquals(2, database.cdrs(ALL).size());
        assertEquals(
                List.of(
                        "1-a-1|0|support|zh|12|1001|null|null|1010|answered",
                        "1-a-2|0|sales|zh|12|2002|1001|2003|2003|answered"),
                Tables.rows(database, "queue_visits"));
        assertEquals(Set.of(), openIds());
    }

    @ParameterizedTest
    @FieldSource("LIMITS")
    void afterACrashAtAnyMomentNothingIsLostAndNothingIsThereTwice(LoaderLimits limits)
            throws IOException {
        for (int crashAt = 0; crashAt <= interleaved().size(); crashAt++) {
            crashAndRestart(crashAt, () -> loader(limits));
            crashAndRestart(crashAt, () -> new Loader(disk, database, spool, clock, limits));
        }
    }

    private void crashAndRestart(int crashAt, Supplier<Loader> made) throws IOException {
        var events = interleaved().subList(0, crashAt);
        empty();
        for (long file : SpoolFiles.numbers(disk)) {
            disk.delete(SpoolFiles.name(file));
        }
        spool = new Spool(disk, clock, Calls.SMALL, SpoolPosition.START);
        var loader = made.get();
        for (var event : events) {
            spool(event);
            loader.loadAll();
            clock.advance(Duration.ofSeconds(3));
        }
        restart();
        check(events);
        var once = Tables.dump(database);
        restart();
        Tables.rewind(database);
        restart();
        assertEquals(once, Tables.dump(database));
    }

    /** Three calls whose events come in turn, a long one around them, and a late repetition. */
    private static List<CallEvent> interleaved() {
        var events = new ArrayList<CallEvent>();
        events.add(Calls.started("1-b-1", 10));
        for (int i = 0; i < 5; i++) {
            for (int call = 1; call <= 3; call++) {
                events.add(Calls.whole("1-a-" + call, 1_000L * call).get(i));
            }
        }
        events.add(Calls.whole("1-a-1", 1_000).get(2));
        events.add(Calls.ended("1-b-1", 10, 9_000));
        return events;
    }

    private void check(List<CallEvent> durable) {
        var ids = durable.stream().map(event -> event.call().value()).collect(Collectors.toSet());
        var ended =
                durable.stream()
                        .filter(CallEvent.Ended.class::isInstance)
                        .map(event -> event.call().value())
                        .collect(Collectors.toSet());
        var found = database.cdrs(ALL);
        assertEquals(ids.size(), found.size());
        for (var cdr : found) {
            assertTrue(ids.contains(cdr.id()));
            assertEquals(ended.contains(cdr.id()), !cdr.outcome().equals("switch-failed"));
            assertEquals(cdr.outcome().equals("switch-failed") ? 0 : 2, cdr.legs().size());
        }
        assertEquals(Map.of(), database.openCalls());
    }
}
