package org.strowger.harness.process;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Reads one sample line of Prometheus' text format: {@code name{label="value",...} 1.5}. */
final class MetricLine {

    private final String line;
    private int at;

    MetricLine(String line) {
        this.line = line;
    }

    Metrics.Sample read() {
        var name = until("{ \t");
        var labels = at < line.length() && line.charAt(at) == '{' ? labels() : none();
        var rest = line.substring(at).strip();
        int blank = rest.indexOf(' '); // A time may follow; it is not used here.
        return new Metrics.Sample(
                name, labels, number(blank < 0 ? rest : rest.substring(0, blank)));
    }

    /** As Java reads it, but for the two infinities. */
    static double number(String text) {
        return switch (text) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text); // NumberFormatException is the right kind.
        };
    }

    private static SequencedMap<String, String> none() {
        return new LinkedHashMap<>();
    }

    private SequencedMap<String, String> labels() {
        var labels = none();
        at++;
        skip(" ,");
        while (peek() != '}') {
            var name = until("=").strip();
            at++;
            labels.put(name, quoted());
            skip(" ,");
        }
        at++;
        return labels;
    }

    private String quoted() {
        if (peek() != '"') {
            throw broken();
        }
        at++;
        var value = new StringBuilder();
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
                value.append(peek() == 'n' ? '\n' : peek());
            } else {
                value.append(peek());
            }
            at++;
        }
        at++;
        return value.toString();
    }

    private void skip(String characters) {
        while (characters.indexOf(peek()) >= 0) {
            at++;
        }
    }

    private String until(String ends) {
        int start = at;
        while (ends.indexOf(peek()) < 0) {
            at++;
        }
        return line.substring(start, at);
    }

    private char peek() {
        if (at >= line.length()) {
            throw broken();
        }
        return line.charAt(at);
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException("not a sample of Prometheus' text format: " + line);
    }
}
