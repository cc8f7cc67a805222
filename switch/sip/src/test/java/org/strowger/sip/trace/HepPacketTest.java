package org.strowger.sip.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Flow;

/** The octets are written out from the protocol's description, chunk by chunk. */
class HepPacketTest {

    private static final byte[] SIP = "BYE x".getBytes(US_ASCII);

    private static Flow flow(Flow.Transport transport, String local, String remote) {
        return new Flow(
                transport,
                new InetSocketAddress(InetAddress.ofLiteral(local), 5060),
                new InetSocketAddress(InetAddress.ofLiteral(remote), 0xabcd),
                0);
    }

    private static String hex(String... chunks) {
        return String.join("", chunks).replace(" ", "");
    }

    @Test
    void aReceivedDatagramOverIPv4WithKeyAndCallId() {
        var message =
                new TracedMessage(
                        1_700_000_000_123_456L,
                        false,
                        flow(Flow.Transport.UDP, "192.0.2.1", "198.51.100.7"),
                        SIP);
        assertEquals(
                hex(
                        "48455033 007a", // HEP3, 122 octets
                        "0000 0001 0007 02", // IPv4
                        "0000 0002 0007 11", // UDP
                        "0000 0003 000a c6336407", // source: 198.51.100.7
                        "0000 0004 000a c0000201", // destination: 192.0.2.1
                        "0000 0007 0008 abcd", // source port 43981
                        "0000 0008 0008 13c4", // destination port 5060
                        "0000 0009 000a 6553f100", // 1,700,000,000 s
                        "0000 000a 000a 0001e240", // 123,456 us
                        "0000 000b 0007 01", // SIP
                        "0000 000c 000a 000007d1", // agent 2001
                        "0000 000e 0009 6b6579", // key
                        "0000 0011 0009 633140", // Call-ID c1@
                        "0000 000f 000b 4259452078"), // BYE x
                HexFormat.of().formatHex(HepPacket.of(message, SIP, "c1@", 2001, "key")));
    }

    @Test
    void aSentMessageOverIPv6AndTls() {
        var message =
                new TracedMessage(
                        1_000_000L,
                        true,
                        flow(Flow.Transport.TLS, "2001:db8::1", "2001:db8::2"),
                        SIP);
        assertEquals(
                hex(
                        "48455033 0080", // HEP3, 128 octets
                        "0000 0001 0007 0a", // IPv6
                        "0000 0002 0007 06", // TCP
                        "0000 0005 0016 20010db8000000000000000000000001",
                        "0000 0006 0016 20010db8000000000000000000000002",
                        "0000 0007 0008 13c4",
                        "0000 0008 0008 abcd",
                        "0000 0009 000a 00000001",
                        "0000 000a 000a 00000000",
                        "0000 000b 0007 01",
                        "0000 000c 000a ffffffff", // the greatest agent
                        "0000 000f 000b 4259452078"),
                HexFormat.of().formatHex(HepPacket.of(message, SIP, "", 0xffff_ffffL, null)));
    }

    @Test
    void whatDoesNotFitADatagramIsCutOff() {
        var large = new byte[65_535];
        var message =
                new TracedMessage(
                        0, true, flow(Flow.Transport.TCP, "192.0.2.1", "192.0.2.2"), large);
        var packet = HepPacket.of(message, large, "c", 1, null);
        assertEquals(65_507, packet.length);
        assertEquals("ffe3", HexFormat.of().formatHex(packet, 4, 6));
    }

    @Test
    void anAddressOfTheOtherFamilyIsUnspecified() {
        var message =
                new TracedMessage(
                        0, true, flow(Flow.Transport.UDP, "2001:db8::1", "192.0.2.2"), SIP);
        var packet = HexFormat.of().formatHex(HepPacket.of(message, SIP, "", 1, null));
        assertEquals(hex("0000 0003 000a 00000000"), packet.substring(40, 60));
        assertEquals(hex("0000 0004 000a c0000202"), packet.substring(60, 80));
    }
}
