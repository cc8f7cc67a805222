package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SippCheckTest {

    @Test
    void aNewEnoughOneIsNamed() {
        assertEquals("3.6.1-PCAP", SippCheck.check("\n SIPp v3.6.1-PCAP.\n\n This program"));
    }

    @Test
    void anOldOneIsRefusedWithTheVersionWanted() {
        var e = assertThrows(LoadFailure.class, () -> SippCheck.check(" SIPp v3.3-TLS.\n"));

        assertTrue(String.valueOf(e.getMessage()).contains("3.6 or newer"));
    }
}
