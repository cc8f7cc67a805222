package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.strowger.base.CallId;

/** Calls of a caller are found by the last two characters of the number, and by the whole of it. */
class CallersEndTest {

    private static final CdrQuery ALL = CdrQuery.latest(100);
    private static final List<String> CALLERS =
            List.of("", "7", "17", "+4930117", "+4940117", "Zo\u00eb", "\u674e", "\uD83D\uDE00");

    @Test
    void callersWithTheSameEndAreToldApart() throws SQLException {
        try (var database = Database.inMemory("callers")) {
            for (int i = 0; i < CALLERS.size(); i++) {
                database.load(List.of(ended("1-a-" + i, CALLERS.get(i))), new SpoolPosition(1, i));
            }
            for (int i = 0; i < CALLERS.size(); i++) {
                assertEquals(
                        List.of("1-a-" + i),
                        database.cdrs(ALL.withCaller(CALLERS.get(i))).stream()
                                .map(Cdr::id)
                                .toList());
            }
            assertEquals(List.of(), database.cdrs(ALL.withCaller("0117")));
        }
    }

    @Test
    void callsOfAnEarlierVersionAreFoundToo() throws SQLException {
        var url = "jdbc:h2:mem:earlier;DB_CLOSE_DELAY=-1";
        Flyway.configure()
                .dataSource(url, "sa", "")
                .locations("classpath:org/strowger/records/db/migration")
                .target("3")
                .load()
                .migrate();
        try (var connection = DriverManager.getConnection(url, "sa", "");
                var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO calls (id, start_micros, caller, caller_name, dialled, language,"
                            + " keys, timeouts, end_micros, ended_by, outcome) VALUES"
                            + " ('1-a-1', 1, '+4930117', '', '4000', '', '', 0, 2, 'caller', 'script'),"
                            + " ('1-a-2', 2, '', '', '4000', '', '', 0, 3, 'caller', 'script')");
        }
        try (var database = Database.inMemory("earlier")) {
            assertEquals(1, database.cdrs(ALL.withCaller("+4930117")).size());
            assertEquals(1, database.cdrs(ALL.withCaller("")).size());
        }
    }

    private static CallEvent.Ended ended(String id, String caller) {
        var leg = new Cdr.Leg(caller, "in", id, 1, 2, 3, 200, 0, 1, 1, 0);
        var cdr =
                new Cdr(
                        id,
                        1,
                        caller,
                        "",
                        "4001",
                        "",
                        "",
                        0,
                        null,
                        0,
                        null,
                        2,
                        0,
                        3,
                        "caller",
                        "script",
                        List.of(leg),
                        null,
                        null);
        return new CallEvent.Ended(new CallId(id), 3, cdr);
    }
}
