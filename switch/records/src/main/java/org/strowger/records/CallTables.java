package org.strowger.records;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch of events into the tables, within the caller's transaction. Plain JDBC with one
 * batch a table, as this is what every call costs. A call's row is written once, when it has ended;
 * until then its events stand in {@code open_calls}. The first end of a call is the one that
 * counts.
 */
final class CallTables {

    private static final String INSERT_CALL =
            "INSERT INTO calls (id, start_micros, caller, caller_name, dialled, language, keys,"
                    + " timeouts, queue, queued_micros, agent, switch_answered_micros,"
                    + " answered_micros, end_micros, ended_by, outcome, linked_id,"
                    + " diverted_by, caller_end, queue_left, callback_of)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_LEG =
            "INSERT INTO legs (call_id, leg_no, party, direction, sip_call_id, start_micros,"
                    + " answered_micros, end_micros, status, packets_sent, packets_received,"
                    + " packets_lost, cause, mos, jitter_micros, most_jitter_micros,"
                    + " longest_gap_millis, duplicates, reordered, discarded, round_trip_micros,"
                    + " reports, peer_lost, peer_jitter_micros, peer_mos) VALUES (?, ?, ?, ?, ?,"
                    + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_VISIT =
            "INSERT INTO queue_visits (call_id, visit_no, queue, language, keys, joined_micros,"
                    + " agent, answered_micros, left_micros, outcome)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_OPEN =
            "INSERT INTO open_calls (last_micros, events, id) VALUES (?, ?, ?)";
    private static final String UPDATE_OPEN =
            "UPDATE open_calls SET last_micros = ?, events = ? WHERE id = ?";
    private static final String DELETE_OPEN = "DELETE FROM open_calls WHERE id = ?";

    private static final int FIRST_OF_QUALITY = 14;
    private static final int LAST_OF_QUALITY = 25;

    /** A third of a millisecond's work. */
    private static final int CALLS_AT_ONCE = 32;

    private final Connection connection;

    CallTables(Connection connection) {
        this.connection = connection;
    }

    /**
     * Brings the events in.
     *
     * @return calls finished
     */
    int write(List<CallEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return 0;
        }
        var byCall = new LinkedHashMap<String, List<CallEvent>>();
        var recordings = new ArrayList<CallEvent.Recorded>(0);
        var supervisions = new ArrayList<CallEvent.Supervised>(0);
        var dispositions = new ArrayList<CallEvent.Disposed>(0);
        for (var event : events) {
            switch (event) {
                case CallEvent.Recorded recorded -> recordings.add(recorded);
                case CallEvent.Supervised supervised -> supervisions.add(supervised);
                case CallEvent.Disposed disposed -> dispositions.add(disposed);
                default ->
                        byCall.computeIfAbsent(event.call().value(), _ -> new ArrayList<>())
                                .add(event);
            }
        }
        RecordingTable.write(connection, recordings);
        SupervisionTable.write(connection, supervisions);
        DispositionTable.write(connection, dispositions);
        int finished = 0;
        while (!byCall.isEmpty()) {
            finished += writePart(firstOf(byCall));
            giveWay();
        }
        return finished;
    }

    /** Who serves callers on the same core does not wait until everything is written. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it but somebody's waiting.
    private static void giveWay() {
        Thread.yield();
    }

    /** Takes the first calls out. */
    private static Map<String, List<CallEvent>> firstOf(Map<String, List<CallEvent>> calls) {
        var first = new LinkedHashMap<String, List<CallEvent>>();
        var rest = calls.entrySet().iterator();
        while (rest.hasNext() && first.size() < CALLS_AT_ONCE) {
            var call = rest.next();
            first.put(call.getKey(), call.getValue());
            rest.remove();
        }
        return first;
    }

    private int writePart(Map<String, List<CallEvent>> byCall) throws SQLException {
        byCall.keySet().removeAll(finished(byCall.keySet()));
        var open = openEvents(byCall.keySet());
        var finished = new LinkedHashMap<String, List<CallEvent>>();
        var inserted = new LinkedHashMap<String, List<CallEvent>>();
        var updated = new LinkedHashMap<String, List<CallEvent>>();
        byCall.forEach((id, fresh) -> {
            var known = open.get(id);
            var all = CallHistory.merged(known, fresh);
            if (CallHistory.cdr(all).isPresent()) {
                finished.put(id, all);
            } else if (known == null) {
                inserted.put(id, all);
            } else if (all.size() > known.size()) {
                updated.put(id, all);
            }
        });
        writeOpen(INSERT_OPEN, inserted);
        writeOpen(UPDATE_OPEN, updated);
        deleteOpen(finished.keySet(), open.keySet());
        writeFinished(finished);
        return finished.size();
    }

    private Set<String> finished(Set<String> ids) throws SQLException {
        var found = new HashSet<String>();
        try (var select = connection.prepareStatement("SELECT id FROM calls WHERE id = ANY (?)")) {
            select.setArray(1, connection.createArrayOf("VARCHAR", ids.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    private Map<String, List<CallEvent>> openEvents(Set<String> ids) throws SQLException {
        var found = new HashMap<String, List<CallEvent>>();
        if (ids.isEmpty()) {
            return found;
        }
        try (var select =
                connection.prepareStatement(
                        "SELECT id, events FROM open_calls WHERE id = ANY (?)")) {
            select.setArray(1, connection.createArrayOf("VARCHAR", ids.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), EventCodec.decodeAll(rows.getString(2)));
                }
            }
        }
        return found;
    }

    private void writeOpen(String sql, Map<String, List<CallEvent>> calls) throws SQLException {
        if (calls.isEmpty()) {
            return;
        }
        try (var write = connection.prepareStatement(sql)) {
            for (var call : calls.entrySet()) {
                write.setLong(1, CallHistory.lastMicros(call.getValue()));
                write.setString(2, EventCodec.encodeAll(call.getValue()));
                write.setString(3, call.getKey());
                write.addBatch();
            }
            write.executeBatch();
        }
    }

    private void deleteOpen(Set<String> finished, Set<String> open) throws SQLException {
        try (var delete = connection.prepareStatement(DELETE_OPEN)) {
            boolean any = false;
            for (var id : finished) {
                if (open.contains(id)) {
                    delete.setString(1, id);
                    delete.addBatch();
                    any = true;
                }
            }
            if (any) {
                delete.executeBatch();
            }
        }
    }

    private void writeFinished(Map<String, List<CallEvent>> calls) throws SQLException {
        if (calls.isEmpty()) {
            return;
        }
        boolean anyVisit = false;
        try (var call = connection.prepareStatement(INSERT_CALL);
                var leg = connection.prepareStatement(INSERT_LEG);
                var visit = connection.prepareStatement(INSERT_VISIT)) {
            for (var events : calls.values()) {
                var cdr = CallHistory.cdr(events).orElseThrow();
                var id = events.getFirst().call().value();
                bindCall(call, id, cdr);
                for (int i = 0; i < cdr.legs().size(); i++) {
                    bindLeg(leg, id, i, cdr.legs().get(i));
                }
                var visits = CallHistory.visits(events, cdr);
                for (int i = 0; i < visits.size(); i++) {
                    bindVisit(visit, id, i, visits.get(i));
                    anyVisit = true;
                }
            }
            call.executeBatch();
            leg.executeBatch();
            if (anyVisit) {
                visit.executeBatch();
            }
        }
    }

    private static void bindCall(PreparedStatement call, String id, Cdr cdr) throws SQLException {
        call.setString(1, id);
        call.setLong(2, cdr.startMicros());
        call.setString(3, cdr.caller());
        call.setString(4, cdr.callerName());
        call.setString(5, cdr.dialled());
        call.setString(6, cdr.language());
        call.setString(7, cdr.keys());
        call.setInt(8, cdr.timeouts());
        call.setString(9, cdr.queue());
        setMicros(call, 10, cdr.queuedMicros());
        call.setString(11, cdr.agent());
        setMicros(call, 12, cdr.switchAnsweredMicros());
        setMicros(call, 13, cdr.answeredMicros());
        call.setLong(14, cdr.endMicros());
        call.setString(15, cdr.endedBy());
        call.setString(16, cdr.outcome());
        call.setString(17, cdr.linkedId());
        call.setString(18, cdr.divertedBy());
        call.setString(19, callerEnd(cdr.caller()));
        call.setString(20, cdr.queueLeft());
        call.setString(21, cdr.callbackOf());
        call.addBatch();
    }

    /** By what calls of a caller are found: the column {@code caller_end}. */
    static @Nullable String callerEnd(@Nullable String caller) {
        return caller == null // Of a damaged record: the table refuses it.
                ? null
                : caller.substring(Math.max(0, caller.length() - 2));
    }

    private static void bindLeg(PreparedStatement leg, String id, int number, Cdr.Leg row)
            throws SQLException {
        leg.setString(1, id);
        leg.setInt(2, number);
        leg.setString(3, row.party());
        leg.setString(4, row.direction());
        leg.setString(5, row.sipCallId());
        setMicros(leg, 6, row.startMicros());
        setMicros(leg, 7, row.answeredMicros());
        setMicros(leg, 8, row.endMicros());
        leg.setInt(9, row.status());
        leg.setLong(10, row.packetsSent());
        leg.setLong(11, row.packetsReceived());
        leg.setLong(12, row.packetsLost());
        leg.setInt(13, row.cause());
        bindQuality(leg, row.quality());
        leg.addBatch();
    }

    private static void bindQuality(PreparedStatement leg, Cdr.@Nullable Quality heard)
            throws SQLException {
        if (heard == null) {
            for (int column = FIRST_OF_QUALITY; column <= LAST_OF_QUALITY; column++) {
                leg.setNull(column, Types.BIGINT);
            }
            return;
        }
        leg.setInt(FIRST_OF_QUALITY, heard.mos());
        leg.setInt(15, heard.jitterMicros());
        leg.setInt(16, heard.mostJitterMicros());
        leg.setInt(17, heard.longestGapMillis());
        leg.setLong(18, heard.duplicates());
        leg.setLong(19, heard.reordered());
        leg.setLong(20, heard.discarded());
        leg.setInt(21, heard.roundTripMicros());
        leg.setLong(22, heard.reports());
        leg.setLong(23, heard.peerLost());
        leg.setInt(24, heard.peerJitterMicros());
        leg.setInt(LAST_OF_QUALITY, heard.peerMos());
    }

    private static void bindVisit(
            PreparedStatement visit, String id, int number, CallHistory.Visit row)
            throws SQLException {
        visit.setString(1, id);
        visit.setInt(2, number);
        visit.setString(3, row.queue());
        visit.setString(4, row.language());
        visit.setString(5, row.keys());
        visit.setLong(6, row.joinedMicros());
        visit.setString(7, row.agent());
        setMicros(visit, 8, row.answeredMicros());
        visit.setLong(9, row.leftMicros());
        visit.setString(10, row.outcome());
        visit.addBatch();
    }

    private static void setMicros(PreparedStatement statement, int index, long micros)
            throws SQLException {
        if (micros == 0) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, micros);
        }
    }
}
