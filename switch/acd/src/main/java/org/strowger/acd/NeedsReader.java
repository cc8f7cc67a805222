package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads an expression of {@link Needs}, once.
 *
 * <pre>
 * any  = all *( ("or" / "|") all )
 * all  = term *( ("and" / "&amp;") term )
 * term = ("not" / "!") term / "(" any ")" / skill [ ">=" level ]
 * </pre>
 */
final class NeedsReader {

    private static final int LONGEST = 1_000;
    private static final int MOST_TERMS = 64;
    private static final int DEEPEST = 16;
    private static final String A_TERM = "expected a skill, \"not\" or \"(\"";

    private final String text;

    /** The token in hand: "" at the end of the text. */
    private String token = "";

    private int start;
    private int end;
    private int terms;
    private int depth;

    NeedsReader(String text) {
        this.text = text;
    }

    Needs read() {
        if (text.length() > LONGEST) {
            throw new MalformedNeeds(LONGEST, "longer than " + LONGEST + " characters");
        }
        advance();
        var needs = any();
        if (!token.isEmpty()) {
            throw wrong("expected \"and\", \"or\" or the end");
        }
        return needs;
    }

    private Needs any() {
        var parts = new ArrayList<Needs>(List.of(all()));
        while (taken("or", "|")) {
            parts.add(all());
        }
        return Needs.any(parts);
    }

    private Needs all() {
        var parts = new ArrayList<Needs>(List.of(term()));
        while (taken("and", "&")) {
            parts.add(term());
        }
        return Needs.all(parts);
    }

    private Needs term() {
        if (taken("not", "!")) {
            descend();
            var contrary = Needs.not(term());
            depth--;
            return contrary;
        }
        if (token.equals("(")) {
            descend();
            advance();
            var inner = any();
            if (!taken(")", ")")) {
                throw wrong("expected \"and\", \"or\" or \")\"");
            }
            depth--;
            return inner;
        }
        return skill();
    }

    private Needs skill() {
        if (!Skill.isName(token)) {
            throw wrong(A_TERM);
        }
        if (++terms > MOST_TERMS) {
            throw new MalformedNeeds(start, "more than " + MOST_TERMS + " terms");
        }
        var name = token;
        advance();
        return new Needs.Skilled(new Skill(name, taken(">=", ">=") ? level() : 1));
    }

    private int level() {
        for (int level = 1; level <= Skill.HIGHEST; level++) {
            if (token.equals(Integer.toString(level))) {
                advance();
                return level;
            }
        }
        throw wrong("expected a level from 1 to " + Skill.HIGHEST);
    }

    private void descend() {
        if (++depth > DEEPEST) {
            throw new MalformedNeeds(start, "more than " + DEEPEST + " within one another");
        }
    }

    private boolean taken(String word, String sign) {
        boolean is = token.equals(sign) || token.toLowerCase(Locale.ROOT).equals(word);
        if (is) {
            advance();
        }
        return is;
    }

    /** A token is a name or number, {@code >=}, or any other single character. */
    private void advance() {
        start = end;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        end = start;
        while (end < text.length() && Skill.isPartOfName(text.charAt(end))) {
            end++;
        }
        if (end == start && end < text.length()) {
            end += text.startsWith(">=", end) ? 2 : 1;
        }
        token = text.substring(start, end);
    }

    private MalformedNeeds wrong(String expected) {
        var found = token.isEmpty() ? "the end" : '"' + token + '"';
        return new MalformedNeeds(start, expected + ", found " + found);
    }
}
