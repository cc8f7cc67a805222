package org.strowger.records;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tables as they are, for tests. */
final class Tables {

    private static final List<String> ALL =
            List.of("queue_visits", "legs", "calls", "open_calls", "recordings", "supervisions");

    private Tables() {}

    static void empty(Database database) {
        database.jdbi()
                .useHandle(handle -> ALL.forEach(table -> handle.execute("DELETE FROM " + table)));
        rewind(database);
    }

    /** Makes the loader begin anew. */
    static void rewind(Database database) {
        database.jdbi()
                .useHandle(handle ->
                        handle.execute("UPDATE loader_position SET file = 0, octets = 0"));
    }

    /** All rows of a table, their columns joined by bars, sorted. */
    static List<String> rows(Database database, String table) {
        return database
                .jdbi()
                .withHandle(handle ->
                        handle.createQuery("SELECT * FROM " + table)
                                .mapToMap()
                                .map(row ->
                                        row.values().stream()
                                                .map(String::valueOf)
                                                .collect(Collectors.joining("|")))
                                .list())
                .stream()
                .sorted()
                .toList();
    }

    static Map<String, List<String>> dump(Database database) {
        var dump = new TreeMap<String, List<String>>();
        ALL.forEach(table -> dump.put(table, rows(database, table)));
        return dump;
    }
}
