package org.strowger.harness.load.report;

/**
 * HTML and SVG in the making. Every text and every attribute value is escaped here and nowhere
 * else; names of elements and attributes come from the code.
 */
final class Html {

    private final StringBuilder out = new StringBuilder(64 * 1024);

    /**
     * Begins an element.
     *
     * @param attributes name, value, name, value
     */
    Html open(String tag, String... attributes) {
        begin(tag, attributes);
        out.append('>');
        return this;
    }

    Html close(String tag) {
        out.append("</").append(tag).append(">\n");
        return this;
    }

    /** An element that holds a text. */
    Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** An SVG element that holds nothing. */
    Html empty(String tag, String... attributes) {
        begin(tag, attributes);
        out.append("/>\n");
        return this;
    }

    Html text(String text) {
        escape(text);
        return this;
    }

    /** A style sheet of ours, which has no end tag inside and needs no escapes. */
    Html style(String css) {
        out.append("<style>\n").append(css).append("</style>\n");
        return this;
    }

    Html doctype() {
        out.append("<!DOCTYPE html>\n");
        return this;
    }

    private void begin(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(String text) {
        text.codePoints().forEach(this::escape);
    }

    private void escape(int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(printable(c) ? c : 0xFFFD);
        }
    }

    private static boolean printable(int c) {
        return c == '\n' || c == '\t' || !Character.isISOControl(c) && !surrogate(c);
    }

    /** Half of a pair, alone. */
    private static boolean surrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
