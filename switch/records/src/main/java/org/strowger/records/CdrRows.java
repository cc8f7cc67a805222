package org.strowger.records;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Finished calls out of the tables. */
final class CdrRows {

    /** So many calls' legs are asked for at once. */
    private static final int CALLS_AT_ONCE = 1_000;

    private CdrRows() {}

    static List<Cdr> select(Handle handle, CdrQuery query) {
        var after = query.after();
        var statement = bind(handle.createQuery(sql(query)), query);
        if (after != null && !after.isEmpty()) {
            statement.bind("after", after).bind("afterMicros", startOf(handle, after));
        }
        var found = statement.map((rows, _) -> call(rows)).list();
        var calls = after != null ? found : found.reversed();
        var cdrs = new ArrayList<Cdr>(calls.size());
        for (int i = 0; i < calls.size(); i += CALLS_AT_ONCE) {
            cdrs.addAll(
                    withLegs(handle, calls.subList(i, Math.min(i + CALLS_AT_ONCE, calls.size()))));
        }
        return cdrs;
    }

    private static String sql(CdrQuery query) {
        var sql =
                new StringBuilder("SELECT * FROM calls WHERE start_micros >= :since")
                        .append(" AND start_micros < :until");
        sql.append(
                query.caller() == null ? "" : " AND caller_end = :callerEnd AND caller = :caller");
        sql.append(query.queue() == null ? "" : " AND queue = :queue");
        sql.append(query.agent() == null ? "" : " AND agent = :agent");
        sql.append(query.outcome() == null ? "" : " AND outcome = :outcome");
        var after = query.after();
        if (after == null) {
            return sql.append(" ORDER BY start_micros DESC, id DESC LIMIT :limit").toString();
        }
        sql.append(
                after.isEmpty()
                        ? ""
                        : " AND start_micros >= :afterMicros"
                                + " AND (start_micros > :afterMicros OR id > :after)");
        return sql.append(" ORDER BY start_micros, id LIMIT :limit").toString();
    }

    private static long startOf(Handle handle, String id) {
        return handle.createQuery("SELECT start_micros FROM calls WHERE id = :id")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> new NoSuchCallException(id));
    }

    private static Query bind(Query statement, CdrQuery query) {
        statement
                .bind("since", query.sinceMicros())
                .bind("until", query.untilMicros())
                .bind("limit", query.limit());
        bindUnlessNull(statement, "caller", query.caller());
        bindUnlessNull(statement, "callerEnd", CallTables.callerEnd(query.caller()));
        bindUnlessNull(statement, "queue", query.queue());
        bindUnlessNull(statement, "agent", query.agent());
        bindUnlessNull(statement, "outcome", query.outcome());
        return statement;
    }

    private static void bindUnlessNull(Query statement, String name, @Nullable String value) {
        if (value != null) {
            statement.bind(name, value);
        }
    }

    private static List<Cdr> withLegs(Handle handle, List<Cdr> calls) {
        Map<String, List<Cdr.Leg>> legs = new HashMap<>();
        handle.createQuery("SELECT * FROM legs WHERE call_id IN (<ids>) ORDER BY call_id, leg_no")
                .bindList("ids", calls.stream().map(Cdr::id).toList())
                .map((rows, _) ->
                        legs.computeIfAbsent(rows.getString("call_id"), _ -> new ArrayList<>())
                                .add(leg(rows)))
                .list();
        var codes = DispositionTable.select(handle, calls.stream().map(Cdr::id).toList());
        return calls.stream()
                .map(call ->
                        call.with(legs.getOrDefault(call.id(), List.of()), codes.get(call.id())))
                .toList();
    }

    private static Cdr call(ResultSet rows) throws SQLException {
        return new Cdr(
                rows.getString("id"),
                rows.getLong("start_micros"),
                rows.getString("caller"),
                rows.getString("caller_name"),
                rows.getString("dialled"),
                rows.getString("language"),
                rows.getString("keys"),
                rows.getInt("timeouts"),
                rows.getString("queue"),
                rows.getLong("queued_micros"),
                rows.getString("agent"),
                rows.getLong("switch_answered_micros"),
                rows.getLong("answered_micros"),
                rows.getLong("end_micros"),
                rows.getString("ended_by"),
                rows.getString("outcome"),
                List.of(),
                rows.getString("linked_id"),
                rows.getString("diverted_by"),
                null,
                rows.getString("queue_left"),
                rows.getString("callback_of"));
    }

    private static Cdr.Leg leg(ResultSet rows) throws SQLException {
        return new Cdr.Leg(
                rows.getString("party"),
                rows.getString("direction"),
                rows.getString("sip_call_id"),
                rows.getLong("start_micros"),
                rows.getLong("answered_micros"),
                rows.getLong("end_micros"),
                rows.getInt("status"),
                rows.getInt("cause"),
                rows.getLong("packets_sent"),
                rows.getLong("packets_received"),
                rows.getLong("packets_lost"),
                quality(rows));
    }

    private static Cdr.@Nullable Quality quality(ResultSet rows) throws SQLException {
        int mos = rows.getInt("mos");
        return rows.wasNull()
                ? null
                : new Cdr.Quality(
                        mos,
                        rows.getInt("jitter_micros"),
                        rows.getInt("most_jitter_micros"),
                        rows.getInt("longest_gap_millis"),
                        rows.getLong("duplicates"),
                        rows.getLong("reordered"),
                        rows.getLong("discarded"),
                        rows.getInt("round_trip_micros"),
                        rows.getLong("reports"),
                        rows.getLong("peer_lost"),
                        rows.getInt("peer_jitter_micros"),
                        rows.getInt("peer_mos"));
    }
}
