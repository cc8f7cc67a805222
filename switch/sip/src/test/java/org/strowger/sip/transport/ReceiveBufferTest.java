package org.strowger.sip.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReceiveBufferTest extends TransportFixture {

    private static final Path LIMIT = Path.of("/proc/sys/net/core/rmem_max");

    @Test
    void aSocketSaysWhatTheKernelGaveIt() throws Exception {
        assumeTrue(Files.isReadable(LIMIT), "not Linux, or the kernel hides it");
        try (var file = Files.newBufferedReader(LIMIT)) { // In one read: the kernel gives no more.
            long limit = Long.parseLong(file.readLine().strip());
            assertEquals(Math.min(limit, ReceiveBuffer.WANTED), transport.receiveBuffer());
        }
    }

    @Test
    void theWarningNamesBothSizesAndWhatLimitsThem() {
        var warning = ReceiveBuffer.warning(212_992);
        assertTrue(warning.contains("212,992"), warning);
        assertTrue(warning.contains("4,194,304"), warning);
        assertTrue(warning.contains("net.core.rmem_max=4194304"), warning);
    }

    @Test
    void whatIsEnoughIsNoNews() {
        assertEquals("", ReceiveBuffer.warning(ReceiveBuffer.WANTED));
        assertEquals("", ReceiveBuffer.warning(2 * ReceiveBuffer.WANTED));
    }
}
