package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.strowger.base.CallId;

/** Which call a callback belongs to. */
class CallbackColumnTest {

    private static final CdrQuery ALL = CdrQuery.latest(100);

    private static CallEvent.Ended callback(String id, String origin) {
        var like = Calls.cdr(id, 1, 20);
        var cdr =
                new Cdr(
                        id,
                        1,
                        like.caller(),
                        "",
                        "4000",
                        "en",
                        "",
                        0,
                        "sales",
                        2,
                        "1001",
                        1,
                        3,
                        20,
                        "caller",
                        "answered",
                        like.legs(),
                        null,
                        null,
                        null,
                        null,
                        origin);
        return new CallEvent.Ended(new CallId(id), 20, cdr);
    }

    @Test
    void itIsKept() throws SQLException {
        try (var database = Database.inMemory("callbacks")) {
            database.load(List.of(callback("1-a-2", "1-a-1")), new SpoolPosition(1, 1));
            database.load(List.of(Calls.ended("1-a-3", 1, 20)), new SpoolPosition(1, 2));
            var calls = database.cdrs(ALL);
            assertEquals(2, calls.size());
            for (var call : calls) {
                assertEquals(call.id().equals("1-a-2") ? "1-a-1" : null, call.callbackOf());
            }
        }
    }

    @Test
    void callsOfAnEarlierVersionAreNoCallbacks() throws SQLException {
        var url = "jdbc:h2:mem:ten;DB_CLOSE_DELAY=-1";
        Flyway.configure()
                .dataSource(url, "sa", "")
                .locations("classpath:org/strowger/records/db/migration")
                .target("10")
                .load()
                .migrate();
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO calls (id, start_micros, caller, caller_name, dialled, language,"
                            + " keys, timeouts, end_micros, ended_by, outcome, caller_end, queue_left)"
                            + " VALUES"
                            + " ('1-a-1', 1, '+4930117', '', '4000', '', '', 0, 2, 'caller',"
                            + " 'script', '17', 'exit-key')");
        }
        try (var database = Database.inMemory("ten")) {
            var call = database.cdrs(ALL).getFirst();
            assertEquals("exit-key", call.queueLeft());
            assertNull(call.callbackOf());
        }
    }
}
