package org.strowger.sip.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Flow;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipLeg;

/** Requests that are too large for UDP (RFC 3261, section 18.1.1). */
class TcpSwitchTest {

    private static final String DOMAIN = "a.".repeat(120) + "example";

    private final TrunkOf trunk = new TrunkOf("peer", 2);
    private Bench b = new Bench();

    @BeforeEach
    void aTrunkWithALongName() {
        trunk.domain = DOMAIN;
        b = TrunkOf.bench(trunk);
    }

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    private static Flow tcp(int host, long connection) {
        var local = Bench.address("127.0.0.1", connection == 0 ? 5_060 : 40_000);
        var remote = Bench.address("127.0.0." + host, TrunkOf.PORT);
        return new Flow(Flow.Transport.TCP, local, remote, connection);
    }

    private static Flow udp(int host) {
        return TrunkOf.flow(host);
    }

    private Flow way() {
        return b.flows.getLast();
    }

    @Test
    void aLargeInviteGoesOverTcpAndItsDialogStaysThere() {
        var leg = b.call();
        assertEquals(tcp(2, 0), way());
        var invite = b.only();
        assertTrue(invite.length() > 1_300, invite);
        assertTrue(header(invite, "Via").startsWith("SIP/2.0/TCP 127.0.0.1:5060;"), invite);
        assertFalse(header(invite, "Contact").contains("tcp"), "small requests come by UDP");
        assertEquals(1, b.counters.value(SipCounter.TRUNK_TCP_SWITCH));
        b.receive(response(200, invite, "p", SDP), tcp(2, 9));
        assertEquals(tcp(2, 9), way());
        assertEquals(List.of("ACK"), b.started());
        leg.hangUp("done");
        assertEquals(tcp(2, 9), way());
        b.receive(response(200, b.only(), "", ""), tcp(2, 9));
    }

    @Test
    void aSmallOneDoesNot() {
        trunk.domain = "";
        b = TrunkOf.bench(trunk);
        b.call();
        assertEquals(udp(2), way());
        b.receive(response(404, b.only(), "x", ""), udp(2));
    }

    @Test
    void norDoesAnyWhereTheOperatorForbidsIt() {
        trunk.tcpSwitch = false;
        b = TrunkOf.bench(trunk);
        b.call();
        assertEquals(udp(2), way());
        b.receive(response(404, b.only(), "x", ""), udp(2));
    }

    @Test
    void whoRefusesTcpGetsItByUdpAndIsNotAskedAgainForAWhile() {
        b.call();
        var first = b.only();
        b.core.connectionClosed(tcp(2, 0));
        assertEquals(udp(2), way());
        var second = b.only();
        for (var same : List.of("Call-ID", "CSeq", "From", "To", "Contact")) {
            assertEquals(header(first, same), header(second, same));
        }
        assertTrue(header(second, "Via").startsWith("SIP/2.0/UDP "), second);
        assertNotEquals(branch(first), branch(second));
        b.receive(response(404, second, "x", ""), udp(2));
        assertEquals(List.of("out ended REJECTED 404"), b.hub.told());
        b.sent();
        b.call();
        assertEquals(udp(2), way());
        b.receive(response(404, b.only(), "x", ""), udp(2));
        b.time.advanceMillis(600_000);
        b.sent();
        b.call();
        assertEquals(tcp(2, 0), way());
        b.receive(response(404, b.only(), "x", ""), tcp(2, 3));
    }

    private static String branch(String message) {
        var via = header(message, "Via");
        return via.substring(via.indexOf("branch="));
    }

    @Test
    void whoIsSilentOverTcpGetsItByUdp() {
        b.call();
        b.sent();
        b.time.advanceMillis(4_010);
        assertEquals(udp(2), way());
        var second = b.only();
        b.time.advanceMillis(300);
        b.receive(response(200, second, "p", SDP), udp(2));
        assertEquals(List.of("ACK"), b.started());
        assertEquals(List.of("out answered 4000"), b.hub.told());
        b.core.call(call(), b.hub.listener("other"));
        b.receive(response(404, b.only(), "x", ""), udp(2));
        hangUp(second);
    }

    private void hangUp(String invite) {
        b.receive(TrunkOf.bye(1, invite), udp(2));
    }

    private static OutgoingCall call() {
        return new OutgoingCall(
                new OutgoingCall.Target.Trunk("peer", "4003"), "555", "", Bench.OURS);
    }

    @Test
    void aConnectionThatClosesAfterAResponseIsNoRefusal() {
        b.call();
        var invite = b.only();
        b.receive(response(100, invite, "", ""), tcp(2, 9));
        b.core.connectionClosed(tcp(2, 0));
        assertEquals(List.of(), b.sent());
        b.receive(response(404, invite, "x", ""), tcp(2, 10));
        assertEquals(List.of("out ended REJECTED 404"), b.hub.told());
    }

    @Test
    void aUserIsCalledTheWayTheRegistrationCame() {
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        b.sent();
        SipLeg leg =
                b.core.call(
                        new OutgoingCall(
                                new OutgoingCall.Target.User("1001"),
                                "5".repeat(64),
                                "\u00e9".repeat(600),
                                Bench.OURS),
                        b.hub.listener("out"));
        assertEquals(Bench.flow("127.0.0.9", 5_060), way());
        var invite = b.only();
        assertTrue(invite.getBytes(UTF_8).length > 1_300);
        leg.hangUp("done");
        b.receive(response(404, invite, "x", ""));
    }

    @Test
    void aRequestInsideADialogGoesOverTcpForItsRoutes() {
        trunk.domain = "";
        b = TrunkOf.bench(trunk);
        var leg = b.call();
        var routes =
                "\r\nRecord-Route: <sip:127.0.0.2:5070;lr;x=%s>".formatted("y".repeat(600))
                        + "\r\nRecord-Route: <sip:127.0.0.2:5070;lr;z=%s>"
                                .formatted("y".repeat(600))
                        + "\r\nContact";
        b.receive(
                response(200, b.only(), "p", SDP).replace("\r\nContact", routes), TrunkOf.flow(2));
        assertEquals(List.of("ACK"), b.started());
        leg.hangUp("done");
        assertEquals(tcp(2, 0), way());
        var first = b.only();
        b.core.connectionClosed(tcp(2, 0));
        assertEquals(udp(2), way());
        var second = b.only();
        assertEquals(header(first, "CSeq"), header(second, "CSeq"));
        b.receive(response(200, second, "", ""), udp(2));
        assertEquals(List.of("out answered 4000", "out ended OURS 0"), b.hub.told());
    }
}
