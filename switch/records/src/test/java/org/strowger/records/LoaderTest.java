package org.strowger.records;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderTest {

    private static final CdrQuery ALL = CdrQuery.latest(100_000);

    private final MemoryDisk disk = new MemoryDisk();
    private final FakeClock clock = new FakeClock();
    private final Spool spool = new Spool(disk, clock, Calls.SMALL, SpoolPosition.START);
    private final Database database;

    LoaderTest() throws SQLException {
        database = Database.inMemory("loader");
    }

    @BeforeEach
    void empty() {
        Tables.empty(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Loader loader(Store store) {
        return Loader.ofFiles(disk, store, spool::position, clock, LoaderLimits.standard());
    }

    private void spool(List<CallEvent> events) {
        events.forEach(spool::append);
        assertTrue(spool.step());
    }

    @Test
    void replayingTheWholeSpoolChangesNothing() throws IOException {
        for (int i = 0; i < 400; i++) {
            spool(Calls.whole("1-a-" + i, 1_000 + 100 * i));
        }
        spool(List.of(Calls.started("1-b-1", 5), Calls.queued("1-b-1", 6, "sales")));
        loader(database).loadAllAndSettle();
        var rows = Tables.dump(database);
        assertEquals(400, database.cdrs(ALL).size());
        assertEquals(Set.of("1-b-1"), database.openCalls().keySet());
        Tables.rewind(database);
        loader(database).loadAllAndSettle();
        assertEquals(rows, Tables.dump(database));
    }

    @Test
    void inOverloadItRestsForTwoMinutesAndNoLonger() throws IOException {
        var loader = loader(database);
        loader.rest().want(true);
        spool(Calls.whole("1-a-1", 1_000));
        loader.loadAll();
        assertEquals(List.of(), database.cdrs(ALL));

        clock.advance(Duration.ofSeconds(119));
        loader.loadAll();
        assertEquals(List.of(), database.cdrs(ALL));

        clock.advance(Duration.ofSeconds(1));
        loader.loadAll();
        assertEquals(1, database.cdrs(ALL).size());
    }

    @Test
    void afterOverloadItLoadsAndMayRestAgain() throws IOException {
        var loader = loader(database);
        loader.rest().want(true);
        spool(Calls.whole("1-a-1", 1_000));
        loader.loadAll();
        loader.rest().want(false);
        clock.advance(Duration.ofSeconds(200));
        loader.loadAll();
        assertEquals(1, database.cdrs(ALL).size());

        loader.rest().want(true);
        spool(Calls.whole("1-a-2", 2_000));
        loader.loadAll();
        assertEquals(1, database.cdrs(ALL).size());
    }

    @ParameterizedTest
    @FieldSource("org.strowger.records.LaggingPositionTest#LIMITS")
    void eventsOfOneCallMayComeInAnyNumberOfBatches(LoaderLimits limits) throws IOException {
        var loader = Loader.ofFiles(disk, database, spool::position, clock, limits);
        for (var event : Calls.whole("1-a-1", 1_000)) {
            assertEquals(List.of(), database.cdrs(ALL));
            spool(List.of(event));
            loader.loadAll();
        }
        assertEquals(List.of(Calls.cdr("1-a-1", 1_000, 1_010)), database.cdrs(ALL));
        assertEquals(Map.of(), database.openCalls());
        assertEquals(
                List.of("1-a-1|0|sales|zh|12|1002|1001|1003|1003|answered"),
                Tables.rows(database, "queue_visits"));
    }

    @Test
    void whatComesDuringARoundWaitsForTheNext() throws IOException {
        spool(Calls.whole("1-a-1", 1_000));
        var meanwhile = new AtomicInteger(2_000);
        var loader =
                Loader.ofFiles(
                        disk,
                        database,
                        () -> {
                            var durable = spool.position();
                            int start = meanwhile.getAndAdd(1_000);
                            spool(Calls.whole("1-a-" + start, start));
                            return durable;
                        },
                        clock,
                        LoaderLimits.standard());
        loader.loadAll();
        assertEquals(1, database.cdrs(ALL).size());
        loader.loadAll();
        assertEquals(2, database.cdrs(ALL).size());
    }

    @Test
    void everyVisitToAQueueIsWrittenDown() throws IOException {
        spool(
                List.of(
                        Calls.started("1-a-1", 1_000),
                        Calls.queued("1-a-1", 1_001, "support"),
                        Calls.queued("1-a-1", 1_002, "sales"),
                        Calls.agentAnswered("1-a-1", 1_003, "sales"),
                        Calls.ended("1-a-1", 1_000, 1_010)));
        loader(database).loadAll();
        assertEquals(
                List.of(
                        "1-a-1|0|support|zh|12|1001|null|null|1002|left",
                        "1-a-1|1|sales|zh|12|1002|1001|1003|1003|answered"),
                Tables.rows(database, "queue_visits"));
    }

    @Test
    void positionAndRowsChangeTogetherWhateverFails() throws IOException {
        for (int i = 0; i < 300; i++) {
            spool(Calls.whole("1-a-" + i, 1_000 + 100 * i));
        }
        var store = new FaultyStore(database);
        var loader = loader(store);
        store.failBefore(1);
        assertThrows(RecordsException.class, loader::loadAll);
        assertEquals(SpoolPosition.START, database.position());
        store.failAfter(1);
        assertThrows(RecordsException.class, loader::loadAll);
        assertTrue(database.position().compareTo(SpoolPosition.START) > 0);
        assertFalse(database.cdrs(ALL).isEmpty());
        loader.loadAll();
        assertEquals(300, database.cdrs(ALL).size());
        assertEquals(spool.position(), database.position());
    }

    @Test
    void aDatabaseThatComesBackGetsEverything() {
        var store = new FaultyStore(database);
        store.failBefore(3);
        try (var loader = loader(store)) {
            loader.start();
            spool(Calls.whole("1-a-1", 1_000));
            await().atMost(Duration.ofSeconds(60)).until(() -> database.cdrs(ALL).size() == 1);
            assertEquals(3, loader.counters().get("loader.failures"));
        }
    }

    @Test
    void anErrorDoesNotEndTheLoadersThreadAndNothingIsLostOrTwice() {
        var store = new FaultyStore(database);
        store.breakAfter(2);
        try (var loader = loader(store)) {
            loader.start();
            spool(Calls.whole("1-a-1", 1_000));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> loader.counters().getOrDefault("loader.failures", 0L) >= 1);
            spool(Calls.whole("1-a-2", 2_000));
            await().atMost(Duration.ofSeconds(60)).until(() -> database.cdrs(ALL).size() == 2);
        }
        assertEquals(
                List.of(Calls.cdr("1-a-1", 1_000, 1_010), Calls.cdr("1-a-2", 2_000, 2_010)),
                database.cdrs(ALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"dialled\":\"4000\",", "\"caller\":\"+4930123\","})
    void anEventThatTheDatabaseRefusesIsCountedAndTheOthersAreLoaded(String missing)
            throws IOException {
        var json = new EventJson();
        var buffer = ByteBuffer.allocate(1 << 16);
        for (var event : Calls.whole("1-a-1", 1_000)) {
            RecordScanner.put(buffer, json.write(event));
        }
        var without =
                StandardCharsets.UTF_8
                        .decode(json.write(Calls.ended("1-a-2", 1, 2)))
                        .toString()
                        .replace(missing, "");
        RecordScanner.put(buffer, StandardCharsets.UTF_8.encode(without));
        for (var event : Calls.whole("1-a-3", 3_000)) {
            RecordScanner.put(buffer, json.write(event));
        }
        disk.put(SpoolFiles.name(5), Arrays.copyOf(buffer.array(), buffer.position()));
        var end = SpoolFiles.end(disk);
        var loader = Loader.ofFiles(disk, database, () -> end, clock, LoaderLimits.standard());
        loader.loadAll();
        assertEquals(1, loader.counters().get("loader.refusedEvents"));
        assertEquals(
                List.of(Calls.cdr("1-a-1", 1_000, 1_010), Calls.cdr("1-a-3", 3_000, 3_010)),
                database.cdrs(ALL));
        assertEquals(end, database.position());
    }

    @Test
    void aFileIsDeletedOnlyWhenItIsLoadedDurablyAndADayOld() throws IOException {
        var store = new FaultyStore(database);
        var loader = loader(store);
        for (int i = 0; i < 3; i++) {
            spool(Calls.whole("1-a-" + i, 1_000));
            loader.loadAll();
            clock.advance(Duration.ofHours(1));
        }
        assertEquals(3, SpoolFiles.numbers(disk).size());
        clock.advance(Duration.ofHours(22).minusSeconds(1));
        loader.loadAll();
        assertEquals(3, SpoolFiles.numbers(disk).size(), "the first was followed 24 h - 1 s ago");
        clock.advance(Duration.ofMinutes(1));
        store.failDurable(1);
        assertThrows(RecordsException.class, loader::loadAll);
        assertEquals(3, SpoolFiles.numbers(disk).size(), "not durable, not deleted");
        clock.advance(Duration.ofMinutes(1));
        loader.loadAll();
        assertEquals(2, SpoolFiles.numbers(disk).size());
        clock.advance(Duration.ofDays(10));
        loader.loadAll();
        assertEquals(1, SpoolFiles.numbers(disk).size(), "the last is the spool's own");
    }

    @Test
    void aFileThatIsNotLoadedIsKeptHoweverOld() throws IOException {
        for (int i = 0; i < 3; i++) {
            spool(Calls.whole("1-a-" + i, 1_000));
            clock.advance(Duration.ofDays(2));
        }
        var store = new FaultyStore(database);
        store.failBefore(1);
        assertThrows(RecordsException.class, loader(store)::loadAll);
        assertEquals(3, SpoolFiles.numbers(disk).size());
    }
}
