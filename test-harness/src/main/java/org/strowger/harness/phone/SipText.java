package org.strowger.harness.phone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One SIP message as text (RFC 3261, section 7).
 *
 * @param startLine request line or status line
 * @param fields header fields in order, compact names spelled out
 * @param body may be empty
 */
public record SipText(String startLine, List<Field> fields, String body) {

    private static final Map<String, String> COMPACT =
            Map.of(
                    "v",
                    "Via",
                    "f",
                    "From",
                    "t",
                    "To",
                    "i",
                    "Call-ID",
                    "m",
                    "Contact",
                    "c",
                    "Content-Type",
                    "l",
                    "Content-Length",
                    "k",
                    "Supported",
                    "s",
                    "Subject");

    public SipText {
        fields = List.copyOf(fields);
    }

    /** One header field. */
    public record Field(String name, String value) {}

    /**
     * Reads a datagram.
     *
     * @throws IllegalArgumentException if it has no start line or a line without a colon
     */
    public static SipText parse(byte[] octets, int length) {
        var text = new String(octets, 0, length, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        var head = unfolded(end < 0 ? text : text.substring(0, end));
        int next = head.indexOf("\r\n");
        var startLine = next < 0 ? head : head.substring(0, next);
        if (startLine.isBlank()) {
            throw new IllegalArgumentException("no start line");
        }
        var fields = new ArrayList<Field>();
        while (next >= 0) {
            int from = next + 2;
            next = head.indexOf("\r\n", from);
            fields.add(field(next < 0 ? head.substring(from) : head.substring(from, next)));
        }
        return new SipText(startLine, fields, end < 0 ? "" : text.substring(end + 4));
    }

    /** A message without header fields or body yet. */
    public static SipText of(String startLine) {
        return new SipText(startLine, List.of(), "");
    }

    /**
     * A response to this request, with what RFC 3261, section 8.2.6.2 copies.
     *
     * @param status with its reason, for example {@code 200 OK}
     * @param tag for To where it has none; empty for none
     */
    public SipText response(String status, String tag) {
        var response = of("SIP/2.0 " + status);
        for (var via : all("Via")) {
            response = response.with("Via", via);
        }
        var to = first("To");
        boolean tagged = tag.isEmpty() || !parameter(to, "tag").isEmpty();
        return response.with("From", first("From"))
                .with("To", tagged ? to : to + ";tag=" + tag)
                .with("Call-ID", first("Call-ID"))
                .with("CSeq", first("CSeq"));
    }

    /** The same with one more header field at its end. */
    public SipText with(String name, String value) {
        var more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new SipText(startLine, more, body);
    }

    /** The same with a body and its type. */
    public SipText withBody(String type, String content) {
        return new SipText(startLine, with("Content-Type", type).fields(), content);
    }

    /** As it goes on the wire, with Content-Length. */
    public byte[] octets() {
        var text = new StringBuilder(512).append(startLine).append("\r\n");
        for (var field : fields) {
            if (!field.name().equalsIgnoreCase("Content-Length")) {
                text.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
        }
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        text.append("Content-Length: ").append(length).append("\r\n\r\n").append(body);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    public boolean isRequest() {
        return !startLine.startsWith("SIP/2.0 ");
    }

    /** Of a request. */
    public String method() {
        return startLine.substring(0, Math.max(0, startLine.indexOf(' ')));
    }

    /** Status code of a response. */
    public int status() {
        int end = startLine.indexOf(' ', 8);
        return Integer.parseInt(end < 0 ? startLine.substring(8) : startLine.substring(8, end));
    }

    /** First value of a header field; empty when there is none. */
    public String first(String name) {
        for (var field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field.value();
            }
        }
        return "";
    }

    /** All values of a header field, in order. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** The number of CSeq. */
    public int sequence() {
        var value = first("CSeq");
        return Integer.parseInt(value.substring(0, blank(value)));
    }

    /** The method of CSeq. */
    public String sequenceMethod() {
        var value = first("CSeq");
        return value.substring(blank(value)).trim();
    }

    /** A parameter of a header field's value; empty when there is none. */
    public static String parameter(String value, String name) {
        int at = value.indexOf(';', Math.max(0, value.lastIndexOf('>')));
        while (at >= 0) {
            int end = value.indexOf(';', at + 1);
            var part = value.substring(at + 1, end < 0 ? value.length() : end).trim();
            int equals = part.indexOf('=');
            if ((equals < 0 ? part : part.substring(0, equals)).equalsIgnoreCase(name)) {
                return equals < 0 ? "" : part.substring(equals + 1);
            }
            at = end;
        }
        return "";
    }

    /** The URI of a From, To or Contact value. */
    public static String uri(String value) {
        int open = value.indexOf('<');
        int close = value.indexOf('>', open + 1);
        return open >= 0 && close > open
                ? value.substring(open + 1, close)
                : value.split(";", 2)[0].trim();
    }

    /** User part of a SIP URI; empty when it has none. */
    public static String user(String uri) {
        int at = uri.indexOf('@');
        return at < 0 ? "" : uri.substring(uri.indexOf(':') + 1, at);
    }

    private static String unfolded(String head) {
        return head.contains("\r\n ") || head.contains("\r\n\t")
                ? head.replaceAll("\r\n[ \t]+", " ")
                : head;
    }

    private static int blank(String value) {
        int blank = value.indexOf(' ');
        int tab = value.indexOf('\t');
        if (blank < 0 || (tab >= 0 && tab < blank)) {
            blank = tab;
        }
        return blank < 0 ? value.length() : blank;
    }

    private static Field field(String line) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("a header line without a colon: " + line);
        }
        var name = line.substring(0, colon).trim();
        var full =
                name.length() > 1
                        ? name
                        : COMPACT.getOrDefault(name.toLowerCase(Locale.ROOT), name);
        return new Field(Objects.requireNonNull(full), line.substring(colon + 1).trim());
    }
}
