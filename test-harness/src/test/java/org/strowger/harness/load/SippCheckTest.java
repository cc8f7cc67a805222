package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SippCheckTest {

    @Test
    void aNewEnoughOneIsNamed() {
        assertEquals("3.6.1-PCAP", SippCheck.check("\n SIPp v3.6.1-PCAP.\n\n This program"));
    }

    @Test
    void whereThereIsNoneItIsSaidHowToGetIt(@TempDir Path folder) {
        var e =
                assertThrows(
                        LoadFailure.class, () -> SippCheck.version("no-such-sipp-here", folder));

        assertTrue(String.valueOf(e.getMessage()).contains("apt-get install sip-tester"));
    }

    @Test
    void anOldOneIsRefusedWithTheVersionWanted() {
        var e = assertThrows(LoadFailure.class, () -> SippCheck.check(" SIPp v3.3-TLS.\n"));

        assertTrue(String.valueOf(e.getMessage()).contains("3.6 or newer"));
    }
}
