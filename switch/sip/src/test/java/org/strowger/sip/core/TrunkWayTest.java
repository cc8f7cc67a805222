package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;
import org.strowger.sip.trunk.Registering;
import org.strowger.sip.trunk.TrunkHost;

/** The way to a trunk that registers us: how it is kept open, and what calls go through. */
class TrunkWayTest {

    private static final String LINE_ENDS = "\r\n\r\n";
    private static final String EDGE = "<sip:edge.carrier.example;lr;k=1>";
    private static final String CORE = "<sip:core.carrier.example:5080;transport=udp;lr>";

    private final TrunkOf trunk = new TrunkOf("peer", 2, 3);
    private Bench b = new Bench();

    @BeforeEach
    void open() {
        begin(25);
    }

    private void begin(int keepAliveSeconds) {
        trunk.registering = new Registering("49301", 3_600, 30, keepAliveSeconds);
        b = TrunkOf.bench(trunk);
        b.core.openTrunks();
        b.time.advanceMillis(5);
    }

    @AfterEach
    void leavesNothingBehind() {
        b.core.closeTrunks();
        assertEquals(0, b.core.trunkTimers());
        b.leavesNothing();
    }

    private void registered(int host, String lines) {
        registered(TrunkOf.flow(host), lines);
    }

    private void registered(Flow flow, String lines) {
        var register = b.sent().getLast();
        var ok = response(200, register, "x", "");
        b.receive(ok.replaceAll("\r\nContact: .*", "\r\n" + lines + "Expires: 3600"), flow);
    }

    private static String route(String routes) {
        return "Service-Route: " + routes + "\r\n";
    }

    @Rfc(number = 5626, section = "4.4")
    @Test
    void lineEndsKeepTheWayOpen() {
        b.time.advanceMillis(30_000);
        assertFalse(b.sent.contains(LINE_ENDS), "not registered yet");
        registered(2, "");
        b.sent();
        b.time.advanceMillis(19_990);
        assertEquals(List.of(), b.sent(), "before 80 %");
        b.time.advanceMillis(5_020);
        assertEquals(2, TrunkOf.last(b));
        assertEquals(LINE_ENDS, b.only());
        b.time.advanceMillis(250_000);
        int many = b.sent().size();
        assertTrue(many >= 9 && many <= 13, many + " in 250 s");
        assertEquals(2, b.core.trunkTimers(), "the refresh and the next");
    }

    @Test
    void whoWantsNoneHasNone() {
        begin(0);
        registered(2, "");
        b.sent();
        b.time.advanceMillis(1_000_000);
        assertEquals(List.of(), b.sent());
        assertEquals(1, b.core.trunkTimers());
    }

    /** By the connection itself: another one would be of no use. */
    @Rfc(number = 5626, section = "3.5.1")
    @Test
    void aConnectionIsKeptOpenUntilItIsGone() {
        trunk.hosts.clear();
        var address = Bench.address("127.0.0.2", 5_070);
        trunk.hosts.add(TrunkHost.only(Flow.Transport.TCP, address));
        begin(25);
        var flow = new Flow(Flow.Transport.TCP, Bench.address("127.0.0.1", 40_000), address, 7);
        registered(flow, "");
        b.sent();
        b.time.advanceMillis(25_010);
        assertEquals(flow, b.flows.getLast());
        assertEquals(LINE_ENDS, b.only());
        b.core.connectionClosed(flow);
        b.time.advanceMillis(20_000);
        assertFalse(b.sent.contains(LINE_ENDS));
    }

    @Test
    void anEndedRegistrationNeedsNoWay() {
        registered(2, "");
        b.core.closeTrunks();
        b.sent();
        b.time.advanceMillis(20_000);
        assertFalse(b.sent().contains(LINE_ENDS));
    }

    private String called() {
        b.sent();
        b.call();
        return b.only();
    }

    private void refuses(String invite, int host) {
        b.receive(response(404, invite, "y", ""), TrunkOf.flow(host));
    }

    @Rfc(number = 3608, section = "6.1")
    @Test
    void callsGoThroughWhatTheRegistrarNames() {
        registered(2, route(EDGE + ";x=y, " + CORE) + route("<sip:last.example;lr=on>"));
        var invite = called();
        assertTrue(
                invite.contains(
                        "\r\nRoute: %s\r\nRoute: %s\r\nRoute: <sip:last.example;lr=on>\r\n"
                                .formatted(EDGE, CORE)),
                invite);
        assertTrue(invite.startsWith("INVITE sip:4003@127.0.0.2:5070 SIP/2.0\r\n"), invite);
        refuses(invite, 2);
        assertTrue(b.only().contains("\r\nRoute: " + EDGE), "section 17.1.1.3: the ACK, too");
    }

    @Rfc(number = 3608, section = "6.1")
    @Test
    void eachAnswerOfTheRegistrarReplacesTheOneBefore() {
        registered(2, route(EDGE));
        b.time.advanceMillis(3_240_010);
        b.sent.removeIf(LINE_ENDS::equals);
        registered(2, "");
        var invite = called();
        assertEquals("", header(invite, "Route"));
        refuses(invite, 2);
    }

    @Test
    void anotherHostKnowsNothingOfIt() {
        b.receive(response(503, b.sent().getLast(), "x", ""), TrunkOf.flow(2));
        registered(3, route(EDGE));
        b.sent();
        b.call();
        assertEquals(3, TrunkOf.last(b), "who registered us has the call first");
        var first = b.only();
        assertEquals(EDGE, header(first, "Route"));
        b.receive(response(503, first, "y", ""), TrunkOf.flow(3));
        assertEquals(2, TrunkOf.last(b));
        var second = b.sent().getLast();
        assertEquals("", header(second, "Route"));
        refuses(second, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:edge.carrier.example>",
                "<sip:edge.carrier.example;lrx>",
                "<sips:edge.carrier.example;lr>",
                "<tel:1;lr>",
                "<sip:a;lr>, <sip:b>",
                "<sip:a b;lr>",
                "<sip:a;lr>, <sip:a;lr>, <sip:a;lr>, <sip:a;lr>, <sip:a;lr>, <sip:a;lr>, <sip:a;lr>,"
                        + " <sip:a;lr>, <sip:a;lr>, <sip:a;lr>, <sip:a;lr>"
            })
    void whatIsNoRouteIsNotTaken(String routes) {
        registered(2, route(routes));
        var invite = called();
        assertEquals("", header(invite, "Route"));
        refuses(invite, 2);
    }
}
