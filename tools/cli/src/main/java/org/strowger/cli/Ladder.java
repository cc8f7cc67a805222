package org.strowger.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Draws messages as engineers do: a column for each address, time goes down, an arrow is a message.
 * The switch stands second, so that of a call with two sides the caller is on its left.
 */
final class Ladder {

    /** Peers at one time; for one more the one that was silent for longest makes room. */
    static final int PEERS = 5;

    private static final int SPACING = 24;
    private static final int MARGIN = 12;
    private static final int SWITCH = 1;

    /** Longest address for which one line is enough. */
    private static final int HEAD = SPACING - 2;

    /** What a column is for; silent since, in messages. */
    private static final class Column {
        private final String address;
        private long last;

        Column(String address) {
            this.address = address;
        }

        boolean isLong() {
            return address.length() > HEAD;
        }
    }

    private final List<Column> peers = new ArrayList<>();
    private @Nullable Instant begin;
    private String local = "";
    private long messages;

    /**
     * The lines that show one message of a trace: first the heads of the columns, if they changed.
     */
    List<String> lines(JsonNode message) {
        var lines = new ArrayList<String>();
        messages++;
        int peer = column(message, lines);
        var at = Instant.parse(message.path("at").asString());
        begin = begin == null ? at : begin;
        var line = new StringBuilder(time(Duration.between(begin, at)));
        pad(line, MARGIN);
        arrow(line, peer, message);
        notes(line, message);
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** Seconds since the first message. */
    private static String time(Duration since) {
        long micros = Math.abs(since.toNanos() / 1_000);
        var sign = since.isNegative() ? '-' : '+'; // Of a call whose beginning is shown later.
        return "%c%d.%06d".formatted(sign, micros / 1_000_000, micros % 1_000_000);
    }

    /** Where the peer stands, 0 and from 2 on. */
    private int column(JsonNode message, List<String> lines) {
        var address = message.path("transport").asString() + " " + message.path("peer").asString();
        var here = message.path("local").asString();
        int known = find(address);
        if (known < 0) {
            known = add(address);
            local = here;
            lines.addAll(heads());
        }
        peers.get(known).last = messages;
        return known == 0 ? 0 : known + 1;
    }

    private int find(String address) {
        for (int i = 0; i < peers.size(); i++) {
            if (peers.get(i).address.equals(address)) {
                return i;
            }
        }
        return -1;
    }

    private int add(String address) {
        if (peers.size() < PEERS) {
            peers.add(new Column(address));
            return peers.size() - 1;
        }
        int silent = 0;
        for (int i = 1; i < peers.size(); i++) {
            silent = peers.get(i).last < peers.get(silent).last ? i : silent;
        }
        peers.set(silent, new Column(address));
        return silent;
    }

    /** Long addresses stand on two lines by turns. */
    private List<String> heads() {
        var upper = new StringBuilder();
        var lower = new StringBuilder();
        boolean tight = local.length() > HEAD || peers.stream().anyMatch(Column::isLong);
        for (int i = 0; i < columns(); i++) {
            var head = i == SWITCH ? local : peers.get(i == 0 ? 0 : i - 1).address;
            var line = tight && i % 2 == 1 ? lower : upper;
            pad(line, MARGIN + i * SPACING - head.length() / 2);
            line.append(head).append(' ');
        }
        var lines = new ArrayList<>(List.of("", upper.toString().stripTrailing()));
        if (tight) {
            lines.add(lower.toString().stripTrailing());
        }
        return lines;
    }

    private int columns() {
        return peers.size() + 1;
    }

    private void arrow(StringBuilder line, int peer, JsonNode message) {
        boolean sent = message.path("sent").asBoolean();
        int left = Math.min(peer, SWITCH);
        int right = Math.max(peer, SWITCH);
        boolean toTheRight = (peer == right) == sent;
        for (int i = 0; i < columns(); i++) {
            line.append('|');
            if (i == left) {
                int gap = (right - left) * SPACING - 1;
                line.append(shaft(label(message), gap, toTheRight));
                i = right - 1; // What it crosses is hidden by its label.
            } else if (i < columns() - 1) {
                line.repeat(' ', SPACING - 1);
            }
        }
    }

    /** What stands on an arrow: the method, or status and reason; {@code (SDP)} when it has one. */
    private static String label(JsonNode message) {
        var title = message.path("title").asString();
        int space = title.indexOf(' ');
        boolean request = space > 0 && !Character.isDigit(title.charAt(0));
        var what = request ? title.substring(0, space) : title;
        var text = message.path("cseq").asString().isEmpty() ? "malformed" : what;
        return DisplayWidth.printable(
                message.path("sdp").asString().isEmpty() ? text : text + " (SDP)");
    }

    private static String shaft(String label, int length, boolean toTheRight) {
        var text = label.substring(0, Math.min(label.length(), length - 4));
        int dashes = Math.max(length - 1 - DisplayWidth.of(text), 0);
        var shaft = new StringBuilder();
        shaft.append(toTheRight ? "" : "<");
        shaft.repeat('-', dashes / 2).append(text).repeat('-', dashes - dashes / 2);
        return shaft.append(toTheRight ? ">" : "").toString();
    }

    private static void notes(StringBuilder line, JsonNode message) {
        var cseq = message.path("cseq").asString();
        var sdp = message.path("sdp").asString();
        var title = message.path("title").asString();
        boolean whom = !title.isEmpty() && !Character.isDigit(title.charAt(0));
        line.append("  ").append(DisplayWidth.printable(cseq));
        if (whom) {
            line.append("  ")
                    .append(DisplayWidth.printable(title.substring(title.indexOf(' ') + 1)));
        }
        if (!sdp.isEmpty()) {
            line.append("  ").append(DisplayWidth.printable(sdp));
        }
    }

    private static void pad(StringBuilder line, int width) {
        line.repeat(' ', Math.max(width - line.length(), 0));
    }
}
