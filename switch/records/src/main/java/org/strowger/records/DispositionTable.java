package org.strowger.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.strowger.records.CallEvent.Disposed;

/** What came of calls, by agents' codes; each event is in it once. */
final class DispositionTable {

    private static final String FIND =
            "SELECT 1 FROM dispositions WHERE call_id = ? AND at_micros = ?";
    private static final String INSERT =
            "INSERT INTO dispositions (call_id, at_micros, agent, code) VALUES (?, ?, ?, ?)";
    private static final String SELECT =
            "SELECT call_id, code FROM dispositions WHERE call_id IN (<ids>) ORDER BY at_micros";

    private DispositionTable() {}

    /** Brings the events in, within the caller's transaction. */
    static void write(Connection connection, List<Disposed> events) throws SQLException {
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
                insert.setString(3, event.agent());
                insert.setString(4, event.code());
                insert.executeUpdate();
            }
        }
    }

    private static void bindKey(PreparedStatement statement, Disposed event) throws SQLException {
        statement.setString(1, event.call().value());
        statement.setLong(2, event.atMicros());
    }

    /** The latest code of each of these calls that has one. */
    static Map<String, String> select(Handle handle, List<String> calls) {
        Map<String, String> codes = new HashMap<>();
        handle.createQuery(SELECT)
                .bindList("ids", calls)
                .map((rows, _) -> codes.put(rows.getString("call_id"), rows.getString("code")))
                .list();
        return codes;
    }
}
