package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Clock;

class DatabaseTest {

    private static final CdrQuery ALL = CdrQuery.latest(100);

    @TempDir Path dataDir;

    private static void load(Database database, String id, long start) {
        database.load(Calls.whole(id, start), new SpoolPosition(1, start));
    }

    private static List<String> ids(Database database, CdrQuery query) {
        return database.cdrs(query).stream().map(Cdr::id).toList();
    }

    @Test
    void whatWasLoadedIsThereWhenItOpensAgain() {
        try (var database = Database.open(dataDir)) {
            load(database, "1-a-1", 1_000);
        }
        try (var database = Database.open(dataDir)) {
            assertEquals(List.of(Calls.cdr("1-a-1", 1_000, 1_010)), database.cdrs(ALL));
            assertEquals(new SpoolPosition(1, 1_000), database.position());
        }
        try (var database = Database.openReadOnly(dataDir)) {
            assertEquals(List.of(Calls.cdr("1-a-1", 1_000, 1_010)), database.cdrs(ALL));
        }
    }

    @Test
    void aQueryGivesTheNewestThatMatchOldestFirst() {
        try (var database = Database.open(dataDir)) {
            load(database, "1-a-2", 2_000);
            load(database, "1-a-1", 1_000);
            load(database, "1-a-3", 3_000);
            assertEquals(List.of("1-a-1", "1-a-2", "1-a-3"), ids(database, ALL));
            assertEquals(List.of("1-a-2", "1-a-3"), ids(database, CdrQuery.latest(2)));
            assertEquals(List.of("1-a-2"), ids(database, ALL.between(1_001, 3_000)));
            var exact = ALL.withCaller("+4930123").withQueue("sales").withAgent("1001");
            assertEquals(3, ids(database, exact.withOutcome("answered")).size());
            assertEquals(List.of(), ids(database, exact.withOutcome("abandoned")));
            assertEquals(List.of(), ids(database, ALL.withCaller("' OR 1=1 --")));
            assertEquals(List.of(), ids(database, ALL.withQueue("support")));
            assertEquals(List.of(), ids(database, ALL.withAgent("1002")));
        }
    }

    @Test
    void allAreReadPageByPageInOrder() {
        try (var database = Database.open(dataDir)) {
            load(database, "1-a-2", 2_000);
            load(database, "1-a-4", 2_000);
            load(database, "1-a-3", 2_000);
            load(database, "1-a-1", 1_000);
            load(database, "1-a-5", 3_000);
            var two = CdrQuery.latest(2);
            assertEquals(List.of("1-a-1", "1-a-2"), ids(database, two.startingAfter("")));
            assertEquals(List.of("1-a-3", "1-a-4"), ids(database, two.startingAfter("1-a-2")));
            assertEquals(List.of("1-a-5"), ids(database, two.startingAfter("1-a-4")));
            assertEquals(List.of(), ids(database, two.startingAfter("1-a-5")));
            var late = two.between(2_000, 3_000);
            assertEquals(List.of("1-a-2", "1-a-3"), ids(database, late.startingAfter("")));
            assertEquals(List.of("1-a-4"), ids(database, late.startingAfter("1-a-3")));
            var none = two.withAgent("9").startingAfter("1-a-1");
            assertEquals(List.of(), ids(database, none));
            assertThrows(
                    NoSuchCallException.class,
                    () -> database.cdrs(two.startingAfter("' OR 1=1 --")));
        }
    }

    @Test
    void aLimitOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CdrQuery.latest(0));
        assertThrows(IllegalArgumentException.class, () -> CdrQuery.latest(1_000_001));
    }

    @Test
    void anInterruptedReaderDoesNotCloseTheDatabase() {
        try (var database = Database.open(dataDir)) {
            load(database, "1-a-1", 1_000);
            Thread.currentThread().interrupt();
            try {
                database.makeDurable();
            } finally {
                Thread.interrupted(); // H2 may have taken the flag.
            }
            assertEquals(1, database.cdrs(ALL).size());
            load(database, "1-a-2", 2_000);
            database.makeDurable();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "zeros", "short", "empty"})
    void aDamagedDatabaseIsRebuiltFromTheSpool(String damage) throws IOException {
        try (var records = Records.open(dataDir, Clock.system(), Calls.SMALL)) {
            for (int i = 0; i < 200; i++) {
                Calls.whole("1-a-%03d".formatted(i), 1_000 + 100 * i)
                        .forEach(records.sink()::append);
            }
        }
        var file = dataDir.resolve("strowger.mv.db");
        var octets = Files.readAllBytes(file);
        switch (damage) {
            case "garbage" -> Arrays.fill(octets, (byte) 7);
            case "zeros" -> Arrays.fill(octets, 8_192, octets.length, (byte) 0);
            case "short" -> octets = Arrays.copyOf(octets, 100);
            default -> octets = new byte[0];
        }
        Files.write(file, octets);
        try (var records = Records.open(dataDir, Clock.system(), Calls.SMALL)) {
            assertEquals(200, records.cdrs().cdrs(CdrQuery.latest(1_000)).size());
        }
        if (damage.equals("garbage")) {
            try (var files = Files.list(dataDir)) {
                assertEquals(1, files.filter(f -> f.toString().contains("-damaged-")).count());
            }
        }
    }

    @Test
    void aFileThatTheSystemRefusesStaysWhereItIsAndTheStartSaysWhy() throws IOException {
        var file = dataDir.resolve("strowger.mv.db");
        Files.createDirectory(file); // Even root cannot open it as a file.

        var refusal = assertThrows(RecordsException.class, () -> Database.open(dataDir));

        assertTrue(
                String.valueOf(refusal.getMessage())
                        .matches("the database in .* was left as it is: .*Is a directory"),
                refusal.getMessage());
        try (var files = Files.list(dataDir)) {
            assertFalse(files.anyMatch(f -> f.toString().contains("-damaged-")));
        }
        Files.delete(file);
        Database.open(dataDir).close();
    }

    @Test
    void aDatabaseInUseIsNotSetAside() throws IOException {
        try (var held = new HeldDatabase(dataDir)) {
            assertThrows(DatabaseInUseException.class, () -> Database.open(dataDir));
            assertEquals(true, held.isHeld());
        }
        try (var files = Files.list(dataDir)) {
            assertFalse(files.anyMatch(f -> f.toString().contains("-damaged-")));
        }
    }
}
