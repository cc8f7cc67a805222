package org.strowger.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A message of a trace with all its lines. */
final class RawMessage {

    private RawMessage() {}

    /** A line that says whence and whither, the message, and an empty line. */
    static List<String> lines(JsonNode message) {
        boolean sent = message.path("sent").asBoolean();
        var local = message.path("local").asString();
        var peer = message.path("peer").asString();
        var lines = new ArrayList<String>();
        lines.add(
                "%s  %s %s -> %s"
                        .formatted(
                                message.path("at").asString(),
                                message.path("transport").asString(),
                                sent ? local : peer,
                                sent ? peer : local));
        message.path("raw").asString("").lines().map(DisplayWidth::printable).forEach(lines::add);
        lines.add("");
        return lines;
    }
}
