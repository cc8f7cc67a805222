package org.strowger.harness.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MuLawTest {

    @Test
    void everyOctetComesBack() {
        for (int octet = 0; octet < 256; octet++) {
            if (octet != 0x7F) { // Negative zero comes back as zero.
                assertEquals((byte) octet, MuLaw.encode(MuLaw.decode((byte) octet)));
            }
        }
    }

    @Test
    void theEndsAreThoseOfG711() {
        assertEquals(32_124, MuLaw.decode((byte) 0x80));
        assertEquals(-32_124, MuLaw.decode((byte) 0x00));
        assertEquals(MuLaw.SILENCE, MuLaw.encode((short) 0));
        assertEquals(0, MuLaw.decode(MuLaw.SILENCE));
    }

    @Test
    void theErrorIsUnderAThirtiethOfTheSample() {
        for (int sample = -32_000; sample <= 32_000; sample += 17) {
            int error = Math.abs(MuLaw.decode(MuLaw.encode((short) sample)) - sample);
            assertTrue(error <= Math.max(4, Math.abs(sample) / 30 + 4), () -> "error " + error);
        }
    }
}
