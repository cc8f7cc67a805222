package org.strowger.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list to print.
 *
 * @param rows a JSON array of objects
 */
record Listing(JsonNode rows) {

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * Prints it.
     *
     * @param columns for a table and CSV, the names of the members shown; JSON has all of them
     */
    void print(PrintStream out, Format format, List<String> columns) {
        switch (format) {
            case JSON -> out.println(PRETTY.writeValueAsString(rows));
            case CSV -> printCsv(out, columns);
            case TABLE -> printTable(out, columns);
        }
        out.flush();
    }

    /** RFC 4180: lines end in CR LF; a field with a comma, a quote or a line end is quoted. */
    private void printCsv(PrintStream out, List<String> columns) {
        out.print(String.join(",", columns) + "\r\n");
        for (var row : rows) {
            var fields = columns.stream().map(column -> quoted(text(row.path(column)))).toList();
            out.print(String.join(",", fields) + "\r\n");
        }
    }

    private static String quoted(String field) {
        boolean plain =
                field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    private void printTable(PrintStream out, List<String> columns) {
        var lines = new ArrayList<List<String>>();
        lines.add(columns);
        for (var row : rows) {
            lines.add(columns.stream().map(column -> cell(row.path(column))).toList());
        }
        var widths = new int[columns.size()];
        for (var line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], DisplayWidth.of(line.get(i)));
            }
        }
        for (var line : lines) {
            out.println(padded(line, widths));
        }
    }

    private static String padded(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var cell = cells.get(i);
            line.append(cell).repeat(' ', widths[i] - DisplayWidth.of(cell) + 2);
        }
        return line.toString().stripTrailing();
    }

    private static String cell(JsonNode value) {
        var text = text(value);
        return text.isEmpty() ? "-" : DisplayWidth.printable(text);
    }

    private static String text(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "" : value.asString();
    }
}
