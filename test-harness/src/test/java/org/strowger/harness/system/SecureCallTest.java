package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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
    private static final int T1_MILLIS = 100;

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch(
                    "secure",
                    () -> ConfFolder.create().agents(1).tls().t1Millis(T1_MILLIS),
                    Loopback.atRest(T1_MILLIS));

    private static InetSocketAddress sip() {
        return Ports.at(SWITCH.strowger().conf().tlsPort());
    }

    private static Path folder(String name) {
        return SWITCH.loopback().folder(name);
    }

    @Test
    void thePhoneOfACallerWhoIsHungUpOnHearsSoByItsConnection() {
        var strowger = SWITCH.strowger();
        assertTrue(Files.exists(strowger.data().resolve("tls/self-signed.crt")));
        try (var caller = Baresip.tlsCaller("5551001", sip(), CALLER_HERTZ, folder("alone"))) {
            caller.dial("4001");
            caller.awaitEstablished(LIMIT);
            caller.awaitClosed(LIMIT);
            var record = strowger.awaitRecordsOf(Set.of("5551001"), 1, LIMIT).getFirst();
            assertEquals("script", record.outcome());
        }
    }

    @Rfc(number = 3261, section = "26.3.1")
    @Test
    void bothSidesOfABridgedCallAreOverTls() throws Exception {
        try (var agent =
                        Baresip.tlsAgent("1001", "demo-1001", sip(), AGENT_HERTZ, folder("agent"));
                var caller = Baresip.tlsCaller("5551002", sip(), CALLER_HERTZ, folder("caller"))) {
            new BridgedCall(SWITCH.strowger(), caller, agent)
                    .talks("5551002", CALLER_HERTZ, "caller", "TLS");
        }
    }
}
