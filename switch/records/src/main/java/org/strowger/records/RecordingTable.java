package org.strowger.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.strowger.base.CallId;
import org.strowger.records.CallEvent.Recorded;
import org.strowger.records.RecordingRow.Pause;
import org.strowger.records.RecordingRow.State;

/**
 * The table {@code recordings}. A row is what was told last of a recording; what is older than it
 * changes nothing, so events may come again. What is deleted stays so.
 */
final class RecordingTable {

    private static final String INSERT =
            "INSERT INTO recordings (call_id, file, state, start_micros, length_micros, pauses,"
                    + " key_id, lost_packets, note, changed_micros, id)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "UPDATE recordings SET call_id = ?, file = ?, state = ?, start_micros = ?,"
                    + " length_micros = ?, pauses = ?, key_id = ?, lost_packets = ?, note = ?,"
                    + " changed_micros = ? WHERE id = ? AND changed_micros <= ?"
                    + " AND state <> 'deleted'";
    private static final int CHANGED = 12;

    private RecordingTable() {}

    /** Brings the events in, within the caller's transaction. */
    static void write(Connection connection, List<Recorded> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        var latest = new LinkedHashMap<String, Recorded>();
        for (var event : events) {
            latest.merge(
                    event.recording().id(),
                    event,
                    (known, fresh) -> fresh.atMicros() >= known.atMicros() ? fresh : known);
        }
        try (var select = connection.prepareStatement("SELECT 1 FROM recordings WHERE id = ?");
                var insert = connection.prepareStatement(INSERT);
                var update = connection.prepareStatement(UPDATE)) {
            for (var event : latest.values()) {
                boolean known = isKnown(select, event.recording().id());
                var statement = known ? update : insert;
                bind(statement, event);
                if (known) {
                    statement.setLong(CHANGED, event.atMicros());
                }
                statement.executeUpdate();
            }
        }
    }

    private static boolean isKnown(PreparedStatement select, String id) throws SQLException {
        select.setString(1, id);
        try (var rows = select.executeQuery()) {
            return rows.next();
        }
    }

    private static void bind(PreparedStatement row, Recorded event) throws SQLException {
        var recording = event.recording();
        row.setString(1, event.call().value());
        row.setString(2, recording.file());
        row.setString(3, recording.state().text());
        row.setLong(4, recording.startMicros());
        row.setLong(5, recording.lengthMicros());
        row.setString(6, text(recording.pauses()));
        row.setString(7, recording.keyId());
        row.setLong(8, recording.lostPackets());
        row.setString(9, recording.note());
        row.setLong(10, event.atMicros());
        row.setString(11, recording.id());
    }

    static List<Recorded> select(Handle handle, String call, int limit) {
        var where = call.isEmpty() ? "" : "WHERE call_id = :call ";
        var query =
                handle.createQuery(
                                "SELECT * FROM recordings "
                                        + where
                                        + "ORDER BY start_micros DESC, id DESC LIMIT :limit")
                        .bind("limit", limit);
        if (!call.isEmpty()) {
            query.bind("call", call);
        }
        return query.map((rows, _) -> row(rows)).list().reversed();
    }

    static List<Recorded> running(Handle handle) {
        return handle.createQuery("SELECT * FROM recordings WHERE state = 'running' ORDER BY id")
                .map((rows, _) -> row(rows))
                .list();
    }

    static Optional<Recorded> find(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM recordings WHERE id = :id")
                .bind("id", id)
                .map((rows, _) -> row(rows))
                .findOne();
    }

    private static Recorded row(ResultSet rows) throws SQLException {
        var recording =
                new RecordingRow(
                        rows.getString("id"),
                        rows.getString("file"),
                        State.valueOf(rows.getString("state").toUpperCase(Locale.ROOT)),
                        rows.getLong("start_micros"),
                        rows.getLong("length_micros"),
                        pauses(rows.getString("pauses")),
                        rows.getString("key_id"),
                        rows.getLong("lost_packets"),
                        rows.getString("note"));
        return new Recorded(
                new CallId(rows.getString("call_id")), rows.getLong("changed_micros"), recording);
    }

    /** {@code 1000000-2500000,4000000-}: the last of these still lasts. */
    private static String text(List<Pause> pauses) {
        return pauses.stream()
                .map(pause ->
                        pause.fromMicros() + "-" + (pause.toMicros() < 0 ? "" : pause.toMicros()))
                .collect(Collectors.joining(","));
    }

    private static List<Pause> pauses(String text) {
        var pauses = new ArrayList<Pause>();
        for (var pause : text.split(",", 0)) {
            int dash = pause.indexOf('-');
            if (dash > 0) {
                var to = pause.substring(dash + 1);
                pauses.add(
                        new Pause(
                                Long.parseLong(pause.substring(0, dash)),
                                to.isEmpty() ? -1 : Long.parseLong(to)));
            }
        }
        return pauses;
    }
}
