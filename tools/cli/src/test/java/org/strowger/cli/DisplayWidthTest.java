package org.strowger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DisplayWidthTest {

    @Test
    void chineseTakesTwoColumnsAndAnAccentNone() {
        assertEquals(3, DisplayWidth.of("abc"));
        assertEquals(4, DisplayWidth.of("张三"));
        assertEquals(4, DisplayWidth.of("한국"));
        assertEquals(4, DisplayWidth.of("カナ"));
        assertEquals(2, DisplayWidth.of("Ａ"));
        assertEquals(2, DisplayWidth.of("\uD842\uDFB7")); // U+20BB7
        assertEquals(1, DisplayWidth.of("e\u0301"));
        assertEquals(2, DisplayWidth.of("\uD83D\uDE00")); // a smiling face
    }

    @Test
    void whatATerminalWouldObeyIsReplaced() {
        assertEquals("\uFFFD[31mred", DisplayWidth.printable("\u001B[31mred"));
        assertEquals("a\uFFFDb\uFFFD", DisplayWidth.printable("a\u202Eb\u009B"));
        assertEquals("two\uFFFDlines", DisplayWidth.printable("two\nlines"));
        assertEquals("张三", DisplayWidth.printable("张三"));
    }
}
