package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;

/** A carrier and the switch who call each other by one connection of TLS (RFC 5923). */
@Tag("loopback")
class ReusedConnectionTest {

    @TempDir private Path folder = Path.of("");

    private static SipText options(int port) {
        return SipText.of("OPTIONS sip:127.0.0.1 SIP/2.0")
                .with("Via", "SIP/2.0/TLS 127.0.0.1:" + port + ";alias;branch=z9hG4bKo")
                .with("Max-Forwards", "70")
                .with("From", "<sip:127.0.0.1>;tag=o")
                .with("To", "<sip:127.0.0.1>")
                .with("Call-ID", "options")
                .with("CSeq", "1 OPTIONS")
                .with("Content-Length", "0");
    }

    /** The carrier refuses the call; gives its INVITE. */
    private static SipText refuses(StreamPeer carrier, PhoneCall call) throws IOException {
        var invite = carrier.awaitRequest("INVITE");
        carrier.answer(invite, 486);
        carrier.awaitRequest("ACK");
        assertEquals(486, call.awaitEnd(Loopback.SOON));
        return invite;
    }

    @Rfc(number = 5923, section = "8.1")
    @Rfc(number = 5923, section = "8.2")
    @Test
    void callsGoByTheCarriersConnectionUntilItClosesAndThenByOneOfOurs() throws Exception {
        var own = OwnCertificate.in(folder);
        var conf = ConfFolder.create().t1Millis(Loopback.SHORT_T1_MILLIS);
        conf.tlsPeers(own.certificate());
        int port = conf.trunkPort();
        conf.trunk("host: 127.0.0.1, port: %d, transport: tls".formatted(port));
        try (var loopback = Loopback.start("reused-connection", conf);
                var caller = Phone.anonymous("5551001", loopback.strowger().sip())) {
            var theirs = loopback.strowger().data().resolve("tls/self-signed.crt");
            var context = own.with(theirs);
            var here = InetAddress.ofLiteral("127.0.0.1");
            try (var carrier =
                    new StreamPeer(context.getSocketFactory().createSocket(here, conf.tlsPort()))) {
                carrier.send(options(port));
                assertEquals(200, carrier.await(message -> !message.isRequest()).status());
                refuses(carrier, caller.dial("4003"));
            }
            try (var door = context.getServerSocketFactory().createServerSocket(port, 1, here)) {
                door.setSoTimeout((int) Loopback.SOON.toMillis());
                var call = caller.dial("4003");
                try (var carrier = new StreamPeer(door.accept())) {
                    var via = refuses(carrier, call).first("Via");
                    assertTrue(via.contains(";alias"), via);
                }
            }
            loopback.strowger().awaitAtRest(Loopback.AT_REST);
        }
    }
}
