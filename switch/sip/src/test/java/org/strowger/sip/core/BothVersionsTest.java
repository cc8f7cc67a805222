package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.address;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.Trail;
import org.strowger.sip.registrar.KeptBinding;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.trunk.TrunkHost;

/** A core at 127.0.0.1 and ::1: each peer sees the address that leads to it, and no other. */
class BothVersionsTest {

    private static final StandardProtocolFamily IPV4 = StandardProtocolFamily.INET;
    private static final StandardProtocolFamily IPV6 = StandardProtocolFamily.INET6;
    private static final AudioDescription OVER_IPV6 =
            new AudioDescription(
                    address("::1", 20_000),
                    Bench.OURS.codecs(),
                    -1,
                    AudioDescription.Direction.SENDRECV,
                    false);
    private static final OutgoingCall.Target TRUNK = new OutgoingCall.Target.Trunk("peer", "4003");

    private final Bench b = bench();

    /** The trunk's first host is ::2, its second 127.0.0.2. */
    private static Bench bench() {
        var trunk = new TrunkOf("peer");
        trunk.hosts.add(new TrunkHost(Flow.Transport.UDP, address("::2", 5_070), 1, 1));
        trunk.hosts.add(new TrunkHost(Flow.Transport.UDP, address("127.0.0.2", 5_070), 2, 1));
        trunk.trusted = List.of(InetAddress.ofLiteral("127.0.0.2"));
        var conf = new ConfigOf();
        conf.second = InetAddress.ofLiteral("::1");
        conf.trunks = List.of(trunk.trunk());
        return conf.bench();
    }

    private void call(OutgoingCall.Target target) {
        var call = new OutgoingCall(target, "555", "Al", Bench.OURS, OVER_IPV6, "", Trail.NEW);
        b.core.call(call, b.hub.listener("out"));
    }

    private static void assertOverIpv6(String invite) {
        assertTrue(header(invite, "Via").startsWith("SIP/2.0/UDP [::1]:5060;"), invite);
        assertTrue(header(invite, "Contact").startsWith("<sip:[::1]:5060>"), invite);
        assertTrue(header(invite, "From").contains("@[::1]>"), invite);
        assertTrue(invite.contains("c=IN IP6 ") && invite.contains("m=audio 20000 "), invite);
        assertFalse(invite.contains("127.0.0"), invite);
    }

    private static void assertOverIpv4(String invite) {
        assertTrue(header(invite, "Via").startsWith("SIP/2.0/UDP 127.0.0.1:5060;"), invite);
        assertTrue(header(invite, "Contact").startsWith("<sip:127.0.0.1:5060>"), invite);
        assertTrue(invite.contains("c=IN IP4 127.0.0.1"), invite);
        assertFalse(invite.contains(":1]") || invite.contains("IP6"), invite);
    }

    @Rfc(number = 3263, section = "4.3")
    @Test
    void theNextHostOfATrunkIsOfferedAPortOfItsOwnVersion() {
        assertEquals(List.of(IPV6, IPV4), b.core.families(TRUNK));
        call(TRUNK);
        assertEquals(address("::1", 5_060), b.flows.getLast().local());
        assertOverIpv6(b.sent().getLast());
        b.time.advanceMillis(4_010);
        assertEquals(address("127.0.0.1", 5_060), b.flows.getLast().local());
        var second = b.sent().getLast();
        assertOverIpv4(second);
        b.receive(response(200, second, "p", SDP), Bench.flow("127.0.0.2", 5_070));
        b.sent();
        b.receive(TrunkOf.bye(1, second));
        assertEquals(List.of("200"), b.started());
        b.leavesNothing();
    }

    @Test
    void soIsAHostToWhichTheFirstSendsTheCall() {
        call(TRUNK);
        var first = b.sent().getLast();
        var moved =
                response(302, first, "p", "")
                        .replaceAll("\r\nContact: .*", "\r\nContact: <sip:4003@127.0.0.2:5070>");
        b.receive(
                moved,
                new Flow(Flow.Transport.UDP, address("::1", 5_060), address("::2", 5_070), 0));
        var second = b.sent().getLast();
        assertTrue(second.startsWith("INVITE sip:4003@127.0.0.2:5070 "), second);
        assertTrue(second.contains("c=IN IP4 127.0.0.1"), second);
        b.receive(response(486, second, "q", ""), Bench.flow("127.0.0.2", 5_070));
        assertEquals("out ended REJECTED 486", b.hub.told().getLast());
    }

    @Test
    void aDialogStaysWithItsVersionWhateverItsContactSays() {
        call(TRUNK);
        var invite = b.sent().getLast();
        var flow = new Flow(Flow.Transport.UDP, address("::1", 5_060), address("::2", 5_070), 0);
        b.receive(response(200, invite, "p", SDP), flow); // Contact is the trusted 127.0.0.2.
        assertEquals(address("::2", 5_070), b.flows.getLast().remote());
        var ack = b.sent().getLast();
        assertTrue(ack.startsWith("ACK ") && header(ack, "Via").contains(" [::1]:5060"), ack);
        b.receive(TrunkOf.bye(1, invite));
        assertEquals(List.of("200"), b.started());
        b.leavesNothing();
    }

    @Test
    void contactsOfBothVersionsAreKeptAndEachIsCalledFromOurAddressOfIt() {
        var ipv6 = address("2001:db8::9", 5_060);
        b.core.restore(
                List.of(
                        kept("<sip:1001@127.0.0.9>", "a", "127.0.0.9"),
                        kept("<sip:1001@[2001:db8::9]>", "b", "2001:db8::9")));
        var user = new OutgoingCall.Target.User("1001");
        assertEquals(List.of(IPV6, IPV4), b.core.families(user), "the last that registered first");
        call(user);
        assertEquals(ipv6, b.flows.getLast().remote());
        var invite = b.sent().getLast();
        assertOverIpv6(invite);
        b.receive(
                response(480, invite, "p", ""),
                new Flow(Flow.Transport.UDP, address("::1", 5_060), ipv6, 0));
        var second = b.sent().getLast();
        assertOverIpv4(second);
        b.receive(response(486, second, "q", ""));
        assertEquals("out ended REJECTED 486", b.hub.told().getLast());
    }

    private static KeptBinding kept(String uri, String identity, String host) {
        var bare = uri.substring(1, uri.length() - 1);
        return new KeptBinding(
                "1001",
                identity,
                bare,
                "r-" + identity,
                1,
                Long.MAX_VALUE / 2,
                address(host, 5_060));
    }

    @Test
    void whoIsNowhereNeedsOneVersion() {
        assertEquals(List.of(IPV4), b.core.families(new OutgoingCall.Target.User("1002")));
        assertEquals(List.of(IPV4), b.core.families(new OutgoingCall.Target.Trunk("none", "1")));
        assertEquals(List.of(IPV4), new Bench().core.families(TRUNK), "we have no other");
    }

    @Rfc(number = 3264, section = "6.1")
    @Test
    void aCallersVoiceComesByTheVersionOfTheOffer() {
        b.receive(Bench.invite(Map.of()));
        assertEquals(IPV4, b.hub.leg().family());
        var other = SDP.replace("IP4 127.0.0.9", "IP6 2001:db8::9");
        b.receive(
                Bench.request("INVITE", Map.of("Call-ID", "call-2", "branch", "z9hG4bK-2"), other));
        assertEquals(IPV6, b.hub.leg().family());
        var held = SDP.replace("c=IN IP4 127.0.0.9", "c=IN IP4 0.0.0.0");
        var flow = new Flow(Flow.Transport.UDP, address("::1", 5_060), address("::9", 5_060), 0);
        b.receive(
                Bench.request("INVITE", Map.of("Call-ID", "call-3", "branch", "z9hG4bK-3"), held),
                flow);
        assertEquals(IPV6, b.hub.leg().family());
    }
}
