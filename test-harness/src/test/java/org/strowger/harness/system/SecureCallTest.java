package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.baresip.Baresip;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;

/** Softphones that others wrote, over TLS, with the certificate that the switch made itself. */
@Tag("loopback")
class SecureCallTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final double CALLER_HERTZ = 440;
    private static final double AGENT_HERTZ = 660;

    @Test
    void thePhoneOfACallerWhoIsHungUpOnHearsSoByItsConnection() {
        var conf = ConfFolder.create().tls();
        try (var loopback = Loopback.start("secure", conf)) {
            var strowger = loopback.strowger();
            assertTrue(Files.exists(strowger.data().resolve("tls/self-signed.crt")));
            var sip = Ports.at(conf.tlsPort());
            try (var caller =
                    Baresip.tlsCaller("5551001", sip, CALLER_HERTZ, loopback.folder("b2"))) {
                caller.dial("4001");
                caller.awaitEstablished(LIMIT);
                caller.awaitClosed(LIMIT);
                assertEquals("script", strowger.awaitRecords(1, LIMIT).getFirst().outcome());
            }
        }
    }

    @Rfc(number = 3261, section = "26.3.1")
    @Test
    void bothSidesOfABridgedCallAreOverTls() throws Exception {
        var conf = ConfFolder.create().agents(1).tls();
        try (var loopback = Loopback.start("secure-bridge", conf)) {
            var strowger = loopback.strowger();
            var sip = Ports.at(conf.tlsPort());
            try (var agent =
                            Baresip.tlsAgent(
                                    "1001", "demo-1001", sip, AGENT_HERTZ, loopback.folder("b1"));
                    var caller =
                            Baresip.tlsCaller(
                                    "5551001", sip, CALLER_HERTZ, loopback.folder("b2"))) {
                new BridgedCall(strowger, caller, agent).talks(CALLER_HERTZ, "caller", "TLS");
            }
        }
    }
}
