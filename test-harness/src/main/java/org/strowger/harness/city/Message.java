package org.strowger.harness.city;

import java.util.List;

/**
 * One SIP message as the city's people read it: lines. The switch writes each header in full and on
 * one line, so that this is enough; and it shares nothing with what the switch reads with.
 *
 * @param lines start line and headers
 */
record Message(List<String> lines, String body) {

    static Message of(String text) {
        int end = text.indexOf("\r\n\r\n");
        var head = end < 0 ? text : text.substring(0, end);
        return new Message(List.of(head.split("\r\n", -1)), end < 0 ? "" : text.substring(end + 4));
    }

    String start() {
        return lines.getFirst();
    }

    boolean isResponse() {
        return start().startsWith("SIP/2.0 ");
    }

    /** 0 for a request. */
    int status() {
        return isResponse() ? Integer.parseInt(start(), 8, 11, 10) : 0;
    }

    /** Of a request, or of the request that was answered. */
    String method() {
        if (!isResponse()) {
            return start().substring(0, start().indexOf(' '));
        }
        var cseq = header("CSeq");
        return cseq.substring(cseq.indexOf(' ') + 1);
    }

    /** The first value; empty when there is none. */
    String header(String name) {
        for (var line : lines) {
            if (isNamed(line, name)) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    /** All values. */
    List<String> headers(String name) {
        return lines.stream()
                .filter(line -> isNamed(line, name))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    private static boolean isNamed(String line, String name) {
        return line.length() > name.length()
                && line.charAt(name.length()) == ':'
                && line.regionMatches(true, 0, name, 0, name.length());
    }

    String branch() {
        return parameter(header("Via"), "branch");
    }

    String toTag() {
        return parameter(header("To"), "tag");
    }

    long cseq() {
        var value = header("CSeq");
        return Long.parseLong(value.substring(0, value.indexOf(' ')));
    }

    /** The address in angle brackets; empty when there is none. */
    String uri(String name) {
        var value = header(name);
        int open = value.indexOf('<');
        int close = value.indexOf('>', open + 1);
        return open < 0 || close < 0 ? "" : value.substring(open + 1, close);
    }

    /** User part of an address. */
    String user(String name) {
        var uri = uri(name);
        int at = uri.indexOf('@');
        return at < 0 ? "" : uri.substring(uri.indexOf(':') + 1, at);
    }

    /** The port in the body's audio line; 0 when there is none. */
    int audioPort() {
        int at = body.indexOf("m=audio ");
        return at < 0 ? 0 : Integer.parseInt(body, at + 8, body.indexOf(' ', at + 8), 10);
    }

    private static String parameter(String value, String name) {
        int at = value.lastIndexOf(';' + name + '=');
        if (at < 0) {
            return "";
        }
        int from = at + name.length() + 2;
        int to = value.indexOf(';', from);
        return to < 0 ? value.substring(from) : value.substring(from, to);
    }
}
