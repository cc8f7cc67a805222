package org.strowger.cli;

/**
 * How many columns of a terminal a text takes: Chinese, Japanese and Korean characters take two,
 * accents that combine with the letter before them none (Unicode annex 11).
 */
final class DisplayWidth {

    private static final char REPLACEMENT = '\uFFFD';

    /** First and last of each range of wide characters, in order. */
    private static final int[] WIDE = {
        0x1100,
        0x115F, // Hangul that begins a syllable
        0x2E80,
        0x303E, // radicals, CJK punctuation
        0x3041,
        0xA4CF, // kana, bopomofo, CJK ideographs, Yi
        0xA960,
        0xA97C,
        0xAC00,
        0xD7A3, // Hangul
        0xF900,
        0xFAFF, // compatibility ideographs
        0xFE10,
        0xFE19,
        0xFE30,
        0xFE6B, // vertical and small forms
        0xFF01,
        0xFF60,
        0xFFE0,
        0xFFE6, // full-width forms
        0x16FE0,
        0x18DFF,
        0x1AFF0,
        0x1B2FB, // Tangut, Nushu, old kana
        0x20000,
        0x3FFFD // more ideographs
    };

    private DisplayWidth() {}

    /** Columns of a printable text. */
    static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /**
     * The text with everything replaced that a terminal would obey or hide instead of showing: a
     * caller chooses the name that is printed.
     */
    static String printable(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(isShown(c) ? c : REPLACEMENT));
        return shown.toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (c >= WIDE[i] && c <= WIDE[i + 1]) {
                return 2;
            }
        }
        return Character.isEmojiPresentation(c) ? 2 : 1;
    }
}
