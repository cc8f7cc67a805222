package org.strowger.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.text.ParseException;
import org.junit.jupiter.api.Test;

class LineMemoryTest {

    private final LineMemory<String> memory = new LineMemory<>();
    private int readings;

    private String read(String line) throws ParseException {
        readings++;
        if (line.isEmpty()) {
            throw new ParseException("empty", 0);
        }
        return line.strip();
    }

    private int readingsOf(String line) throws ParseException {
        readings = 0;
        for (int time = 0; time < 4; time++) {
            assertEquals(line.strip(), memory.of(line, this::read));
        }
        return readings;
    }

    @Test
    void aLineIsKeptWhenItComesAgain() throws Exception {
        memory.of("Contact: <sip:a@b> ", this::read);
        assertEquals(0, memory.size());
        assertEquals(1, readingsOf("Contact: <sip:a@b> "));
        assertEquals(1, memory.size());
    }

    @Test
    void whatIsLongOrAListIsReadEachTime() throws Exception {
        assertEquals(2, readingsOf("x".repeat(LineMemory.LONGEST)));
        assertEquals(4, readingsOf("x".repeat(LineMemory.LONGEST + 1)));
        assertEquals(4, readingsOf("Contact: <sip:a@b>, <sip:c@d>"));
        assertEquals(1, memory.size());
    }

    @Test
    void whatCannotBeReadIsNotKept() {
        for (int time = 0; time < 3; time++) {
            assertThrows(ParseException.class, () -> memory.of("", this::read));
        }
        assertEquals(3, readings);
        assertEquals(0, memory.size());
    }

    private void flood(int times) throws ParseException {
        for (int i = 0; i < 10 * LineMemory.MOST; i++) {
            for (int time = 0; time < times; time++) {
                memory.of("Contact: <sip:" + i + "@stranger>", this::read);
            }
            assertTrue(memory.size() <= LineMemory.MOST, "lines: " + memory.size());
        }
    }

    @Test
    void strangersCannotFillIt() throws Exception {
        flood(1);
        flood(2);
        flood(3);
        assertTrue(memory.size() >= LineMemory.MOST / 2, "lines: " + memory.size());
    }

    @Test
    void linesThatComeOnceDriveOutNone() throws Exception {
        int many = LineMemory.MOST / 2;
        for (int i = 0; i < many; i++) {
            assertEquals(2, readingsOf("Contact: <sip:" + i + "@known>"));
        }
        flood(1);
        for (int i = 0; i < many; i++) {
            assertEquals(0, readingsOf("Contact: <sip:" + i + "@known>"));
        }
    }

    @Test
    void linesThatComeTwiceDriveOutNoneThatComesMoreOften() throws Exception {
        assertEquals(2, readingsOf("From: <sip:a@known>"));
        for (int i = 0; i < 10 * LineMemory.MOST; i++) {
            readingsOf("From: <sip:" + i + "@stranger>");
            if (i % (LineMemory.MOST / 4) == 0) {
                assertEquals(0, readingsOf("From: <sip:a@known>"));
            }
        }
    }
}
