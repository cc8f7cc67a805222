package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;

/** A carrier that registers us: what keeps the way to us open, and the way that our calls go. */
@Tag("loopback")
class TrunkRegistrationCallTest {

    private static final String ROUTES = "<sip:edge.carrier.test;lr>, <sip:core.carrier.test;lr>";
    private static final String CALLER = "1001";

    private static ConfFolder conf(String transport) {
        var conf = ConfFolder.create().agents(0).phones(1).t1Millis(Loopback.SHORT_T1_MILLIS);
        conf.trunk(
                "host: 127.0.0.1, port: %d, transport: %s, ".formatted(conf.trunkPort(), transport)
                        + "register: {user: \"4930123\", retry-s: 1, keep-alive-s: 1}");
        return conf;
    }

    private static String granted(SipText register) {
        return "Contact: " + register.first("Contact") + ";expires=600\nService-Route: " + ROUTES;
    }

    private static void assertRoutes(SipText invite) {
        assertEquals(ROUTES, String.join(", ", invite.all("Route")), invite::toString);
    }

    @Rfc(number = 5626, section = "3.5.1")
    @Rfc(number = 3608, section = "6.1")
    @Test
    void lineEndsKeepTheWayOpenAndCallsGoByTheServiceRoute() {
        var conf = conf("udp");
        try (var loopback = Loopback.start("trunk-keep-alive", conf);
                var carrier = RawPhone.at(conf.trunkPort(), loopback);
                var caller = RawPhone.of(CALLER, loopback)) {
            var register = carrier.awaitRequest("REGISTER");
            carrier.answer(register, 200, granted(register));
            carrier.awaitKeepAlive();
            carrier.awaitKeepAlive();
            caller.dial("4003", "");
            var invite = carrier.awaitRequest("INVITE");
            assertRoutes(invite);
            carrier.answer(invite, 486, "");
            assertEquals(486, caller.outcome().status());
        }
    }

    @Rfc(number = 5626, section = "3.5.1")
    @Rfc(number = 3608, section = "6.1")
    @Test
    void overTcpBothGoByTheConnectionThatRegisteredUs() throws IOException {
        var conf = conf("tcp");
        var here = InetAddress.ofLiteral("127.0.0.1");
        try (var door = new ServerSocket(conf.trunkPort(), 1, here);
                var loopback = Loopback.start("trunk-keep-alive-tcp", conf);
                var carrier = new StreamPeer(door.accept());
                var caller = RawPhone.of(CALLER, loopback)) {
            var register = carrier.awaitRequest("REGISTER");
            carrier.answer(register, 200, granted(register));
            carrier.awaitKeepAlive();
            carrier.awaitKeepAlive();
            caller.dial("4003", "");
            var invite = carrier.awaitRequest("INVITE");
            assertRoutes(invite);
            carrier.answer(invite, 486, "");
            assertEquals(486, caller.outcome().status());
        }
    }
}
