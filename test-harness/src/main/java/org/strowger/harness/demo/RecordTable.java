package org.strowger.harness.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.strowger.harness.process.CallRecord;

/** The records of calls as a table for people. */
final class RecordTable {

    private record Column(String name, int width, Function<CallRecord, String> value) {}

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("start", 24, r -> r.json().path("start").asString("")),
                    new Column("caller", 8, CallRecord::caller),
                    new Column("dialled", 7, CallRecord::dialled),
                    new Column("lang", 4, CallRecord::language),
                    new Column("keys", 4, CallRecord::keys),
                    new Column("queue", 8, CallRecord::queue),
                    new Column("agent", 5, CallRecord::agent),
                    new Column("answered", 24, CallRecord::answeredAt),
                    new Column("end", 24, CallRecord::end),
                    new Column("ended by", 8, CallRecord::endedBy),
                    new Column("outcome", 8, CallRecord::outcome));

    private RecordTable() {}

    static List<String> lines(List<CallRecord> records) {
        var lines = new ArrayList<String>();
        lines.add(line(Column::name));
        lines.add(line(column -> "-".repeat(column.width())));
        records.forEach(record -> lines.add(line(column -> column.value().apply(record))));
        return lines;
    }

    private static String line(Function<Column, String> cell) {
        var line = new StringBuilder();
        for (var column : COLUMNS) {
            line.append(("%-" + column.width() + "s  ").formatted(cell.apply(column)));
        }
        return line.toString().stripTrailing();
    }
}
