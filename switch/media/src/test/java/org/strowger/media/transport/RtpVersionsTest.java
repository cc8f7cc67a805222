package org.strowger.media.transport;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.strowger.base.Clock;
import org.strowger.base.Entropy;
import org.strowger.media.PortRange;
import org.strowger.media.Prompts;

/** Ports of IPv4 and IPv6. */
class RtpVersionsTest {

    private static final InetAddress IPV4 = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress IPV6 = InetAddress.ofLiteral("::1");

    private final Told told = new Told();
    private final Told toldPeer = new Told();

    /** With one port at each. */
    private static RtpEngine engine(InetAddress... addresses) {
        var ports = new PortRange(40_500, 40_500);
        return new RtpEngine(
                new RtpEngine.Room(List.of(addresses), ports, 2, 1_000, 0, 0),
                Prompts.none(),
                Clock.system(),
                Entropy.seeded(4),
                Runnable::run,
                Io.best());
    }

    @Test
    void aLegNeedsAnAddressOfItsVersion() {
        try (var engine = engine(IPV4)) {
            engine.open(1, StandardProtocolFamily.INET6, told);
            await().until(() -> told.events.equals(List.of("failed no RTP address of INET6")));
        }
    }

    @Test
    void eachVersionHasPortsOfItsOwn() {
        try (var engine = engine(IPV4, IPV6)) {
            engine.open(1, StandardProtocolFamily.INET, told);
            await().until(told::isOpen);
            assertEquals(IPV4, told.local().getAddress());
            engine.open(1, StandardProtocolFamily.INET6, toldPeer);
            await().until(() -> !toldPeer.events.isEmpty());
            Assumptions.assumeTrue(toldPeer.isOpen(), "this machine has no IPv6");
            assertEquals(IPV6, toldPeer.local().getAddress());
            assertEquals(2, engine.portsInUse());
            var third = new Told();
            engine.open(2, StandardProtocolFamily.INET, third);
            await().until(() -> third.events.equals(List.of("failed no RTP port free")));
        }
        assertTrue(toldPeer.isClosed());
    }
}
