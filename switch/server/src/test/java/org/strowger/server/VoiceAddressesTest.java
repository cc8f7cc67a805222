package org.strowger.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.server.conf.SwitchConf;

class VoiceAddressesTest {

    private static SwitchConf.Rtp at(String address) {
        return new SwitchConf.Rtp(List.of(InetAddress.ofLiteral(address)), 20_000, 20_001, 1);
    }

    @Test
    void namesTheAddressThatIsNotThisMachines() {
        assertDoesNotThrow(() -> VoiceAddresses.check(at("127.0.0.1")));
        var problem =
                assertThrows(IOException.class, () -> VoiceAddresses.check(at("2001:db8::1")));
        var said = String.valueOf(problem.getMessage());
        assertTrue(said.startsWith("cannot receive voice at [2001:db8::1]: "), said);
        assertTrue(said.endsWith(" (rtp.addresses in strowger.yaml)"), said);
    }
}
