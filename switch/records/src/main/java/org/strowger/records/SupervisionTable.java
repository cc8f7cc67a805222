package org.strowger.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.strowger.base.CallId;
import org.strowger.records.CallEvent.Supervised;

/**
 * The table {@code supervisions}. Rows are added and never changed; an event that comes again finds
 * its row.
 */
final class SupervisionTable {

    private static final String FIND =
            "SELECT 1 FROM supervisions WHERE call_id = ? AND at_micros = ? AND action = ?";
    private static final String INSERT =
            "INSERT INTO supervisions (call_id, at_micros, action, supervisor, agent, how)"
                    + " VALUES (?, ?, ?, ?, ?, ?)";

    private SupervisionTable() {}

    /** Brings the events in, within the caller's transaction. */
    static void write(Connection connection, List<Supervised> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (var find = connection.prepareStatement(FIND);
                var insert = connection.prepareStatement(INSERT)) {
            for (var event : events) {
                bindKey(find, event);
                try (var rows = find.executeQuery()) {
                    if (rows.next()) {
                        continue;
                    }
                }
                bindKey(insert, event);
                insert.setString(4, event.supervisor());
                insert.setString(5, event.agent());
                insert.setString(6, event.how());
                insert.executeUpdate();
            }
        }
    }

    private static void bindKey(PreparedStatement statement, Supervised event) throws SQLException {
        statement.setString(1, event.call().value());
        statement.setLong(2, event.atMicros());
        statement.setString(3, event.action());
    }

    static List<Supervised> select(Handle handle, String call, int limit) {
        var where = call.isEmpty() ? "" : "WHERE call_id = :call ";
        var query =
                handle.createQuery(
                                "SELECT * FROM supervisions "
                                        + where
                                        + "ORDER BY at_micros DESC, call_id DESC, action DESC"
                                        + " LIMIT :limit")
                        .bind("limit", limit);
        if (!call.isEmpty()) {
            query.bind("call", call);
        }
        return query.map((rows, _) ->
                        new Supervised(
                                new CallId(rows.getString("call_id")),
                                rows.getLong("at_micros"),
                                rows.getString("supervisor"),
                                rows.getString("agent"),
                                rows.getString("action"),
                                rows.getString("how")))
                .list()
                .reversed();
    }
}
