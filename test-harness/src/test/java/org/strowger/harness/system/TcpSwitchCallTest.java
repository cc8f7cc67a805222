package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.sipp.Sipp;

/** INVITEs to a trunk over UDP that are too large for it (RFC 3261, section 18.1.1). */
@Tag("loopback")
class TcpSwitchCallTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int CALLS = 3;

    /** It stands in Request-URI, From and To. */
    private static final String LONG_DOMAIN = "carrier.".repeat(28) + "example";

    private static ConfFolder conf(String more) {
        var conf = ConfFolder.create();
        return conf.trunk(
                "host: 127.0.0.1, port: %d, domain: %s%s"
                        .formatted(conf.trunkPort(), LONG_DOMAIN, more));
    }

    private static void calls(Loopback loopback) {
        var callers =
                loopback.callers("uac-hold", "4003", "large")
                        .pause(Duration.ofMillis(500))
                        .calls(CALLS)
                        .rate(1)
                        .limit(LIMIT)
                        .run();
        Loopback.assertAllSuccessful(callers, CALLS);
    }

    private static long switched(Loopback loopback) {
        return loopback.strowger().count("counter.sip.trunk_tcp_switch");
    }

    @Test
    @Rfc(number = 3261, section = "18.1.1")
    void theyGoOverTcpAndTheWholeCallDoes() {
        try (var loopback = Loopback.start("trunk-tcp", conf(""))) {
            int port = loopback.strowger().conf().trunkPort();
            try (var carrier =
                    Sipp.scenario("uas-trunk", loopback.folder("uas-trunk"))
                            .tcp()
                            .port(port)
                            .media(Ports.media())
                            .calls(CALLS)
                            .limit(LIMIT)
                            .start()
                            .awaitAccepting(port, Loopback.SOON)) {
                calls(loopback);
                Loopback.assertAllSuccessful(carrier.await(), CALLS);
                assertEquals(CALLS, switched(loopback));
                assertEquals(0, loopback.strowger().count("counter.sip.connect_failed"));
            }
        }
    }

    @Test
    void whereTcpIsRefusedTheyGoOverUdpAfterAll() {
        try (var loopback = Loopback.start("trunk-tcp-refused", conf(""));
                var carrier = loopback.trunk("uas-trunk", LIMIT)) {
            calls(loopback);
            assertTrue(carrier.isAlive());
            assertEquals(1, switched(loopback), "not tried again for the next calls");
            assertEquals(1, loopback.strowger().count("counter.sip.connect_failed"));
            assertEquals(0, loopback.strowger().count("counter.sip.trunk_failover"));
        }
    }

    @Test
    void noneDoesWhereTheOperatorForbidsIt() {
        try (var loopback = Loopback.start("trunk-tcp-never", conf(", tcp-switch: never"));
                var carrier = loopback.trunk("uas-trunk", LIMIT)) {
            calls(loopback);
            assertTrue(carrier.isAlive());
            assertEquals(0, switched(loopback));
        }
    }
}
