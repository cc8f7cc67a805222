package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a line of {@link AcdEventText}, word by word. */
class WordReader {

    /** What stands there is none of what it should be. */
    static final class Wrong extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    private static final int ESCAPE_DIGITS = 4;

    private final String line;
    private int position;
    private int wordStart;

    WordReader(String line) {
        this.line = line;
    }

    String word() {
        String raw = raw();
        return raw.indexOf('%') < 0 ? raw : unescape(raw);
    }

    long number() {
        String raw = raw();
        try {
            return Long.parseLong(raw);
        } catch (NumberFormatException _) {
            throw error("no number");
        }
    }

    int integer() {
        long number = number();
        if (number != (int) number) {
            throw error("number out of range");
        }
        return (int) number;
    }

    /** The length of a list: every element takes two characters at least. */
    int size() {
        long number = number();
        if (number < 0 || number > line.length()) {
            throw error("no list is that long");
        }
        return (int) number;
    }

    boolean flag() {
        return switch (raw()) {
            case "0" -> false;
            case "1" -> true;
            default -> throw error("neither 0 nor 1");
        };
    }

    Needs needs() {
        return Needs.parse(word());
    }

    void end() {
        if (position <= line.length()) {
            wordStart = position;
            throw error("nothing more was expected");
        }
    }

    /** A list: its length, and then each of its elements. */
    <T> List<T> list(Supplier<? extends T> element) {
        int size = size();
        var list = new ArrayList<T>();
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    Wrong error(@Nullable String what) {
        return new Wrong("not an ACD event: " + what + " at column " + (wordStart + 1));
    }

    /** Up to the next space; afterwards the position is past it, or past the end by one. */
    private String raw() {
        wordStart = Math.min(position, line.length());
        int end = position > line.length() ? -1 : line.indexOf(' ', position);
        String raw = line.substring(wordStart, end < 0 ? line.length() : end);
        if (raw.isEmpty()) {
            throw error("a word is missing");
        }
        position = end < 0 ? line.length() + 1 : end + 1;
        return raw;
    }

    private String unescape(String raw) {
        if (raw.length() == 1) {
            return "";
        }
        var word = new StringBuilder(raw.length());
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i++);
            if (c == '%') {
                word.append(escaped(raw, i));
                i += ESCAPE_DIGITS;
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    private char escaped(String raw, int from) {
        int value = 0;
        for (int i = from; i < from + ESCAPE_DIGITS; i++) {
            int digit = i < raw.length() ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                throw error("a bad escape");
            }
            value = value << 4 | digit;
        }
        return (char) value;
    }
}
