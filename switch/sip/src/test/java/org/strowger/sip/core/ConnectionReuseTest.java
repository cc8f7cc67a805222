package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;
import org.strowger.sip.trunk.TrunkHost;

/** Requests of ours by a connection that a trunk's host has opened (RFC 5923). */
class ConnectionReuseTest {

    private static final Flow OPENED = flow(Flow.Transport.TCP, 2, 7);

    private Bench b = trunk(Flow.Transport.TCP);

    private static Bench trunk(Flow.Transport transport) {
        var trunk = new TrunkOf("peer");
        trunk.hosts.add(TrunkHost.only(transport, Bench.address("127.0.0.2", TrunkOf.PORT)));
        trunk.domain = "carrier.example";
        return TrunkOf.bench(trunk);
    }

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    private static Flow flow(Flow.Transport transport, int host, long connection) {
        var remote = Bench.address("127.0.0." + host, 40_000);
        return new Flow(transport, Bench.address("127.0.0.1", 5_060), remote, connection);
    }

    /** The usual way there. */
    private static Flow usual(Flow.Transport transport) {
        var local = Bench.address("127.0.0.1", transport == Flow.Transport.TLS ? 5_061 : 5_060);
        return new Flow(transport, local, Bench.address("127.0.0.2", TrunkOf.PORT), 0);
    }

    private void options(Flow flow, String sentBy, String parameter) {
        b.receive(
                Bench.request("OPTIONS", Map.of(), "")
                        .replaceFirst(
                                "Via: SIP/2.0/UDP 127.0.0.9:5060",
                                "Via: SIP/2.0/" + flow.transport() + ' ' + sentBy + parameter),
                flow);
        b.sent();
    }

    /** The way that a call takes. */
    private Flow called() {
        b.call();
        var way = b.flows.getLast();
        b.receive(response(404, b.sent().getLast(), "x", ""), way);
        b.sent();
        return way;
    }

    @Rfc(number = 5923, section = "8.2")
    @Test
    void aConnectionThatIsOfferedIsUsedUntilItCloses() {
        assertEquals(usual(Flow.Transport.TCP), called());
        options(OPENED, "127.0.0.2:5070", ";alias");
        assertEquals(OPENED, called());
        b.core.connectionClosed(OPENED);
        assertEquals(usual(Flow.Transport.TCP), called());
    }

    @Rfc(number = 5923, section = "8.1")
    @Test
    void ourOwnConnectionsAreOfferedToo() {
        b.call();
        var invite = b.only();
        assertTrue(header(invite, "Via").contains(";alias;"), invite);
        b.receive(response(404, invite, "x", ""), usual(Flow.Transport.TCP));
        options(OPENED, "127.0.0.2:5070", ";alias");
        b.call();
        var second = b.only();
        assertTrue(!header(second, "Via").contains("alias"), "this one is the host's");
        b.receive(response(404, second, "x", ""), OPENED);
    }

    @Test
    void noneIsUsedThatWasNotOfferedOrIsNotTheHosts() {
        options(OPENED, "127.0.0.2:5070", "");
        assertEquals(usual(Flow.Transport.TCP), called());
        options(OPENED, "127.0.0.2:5071", ";alias");
        assertEquals(usual(Flow.Transport.TCP), called(), "another port");
        options(flow(Flow.Transport.TCP, 3, 8), "127.0.0.2:5070", ";alias");
        assertEquals(usual(Flow.Transport.TCP), called(), "from another address");
        options(flow(Flow.Transport.WS, 2, 8), "127.0.0.2:5070", ";alias");
        assertEquals(usual(Flow.Transport.TCP), called(), "another transport");
    }

    @Rfc(number = 5923, section = "8.2")
    @Test
    void overTlsACertificateMustBeForTheTrunk() {
        b = trunk(Flow.Transport.TLS);
        var secure = flow(Flow.Transport.TLS, 2, 9);
        options(secure, "127.0.0.2:5070", ";alias");
        assertEquals(usual(Flow.Transport.TLS), called());
        b.verified.add("other.example");
        options(secure, "127.0.0.2:5070", ";alias");
        assertEquals(usual(Flow.Transport.TLS), called());
        b.verified.add("carrier.example");
        options(secure, "127.0.0.2:5070", ";alias");
        assertEquals(secure, called());
    }

    @Test
    void whereItIsGoneAlreadyTheSameRequestGoesByANewOne() {
        options(OPENED, "127.0.0.2:5070", ";alias");
        b.gone = 7;
        b.call();
        b.time.advanceMillis(10);
        assertEquals(usual(Flow.Transport.TCP), b.flows.getLast());
        var invite = b.only();
        assertEquals("1 INVITE", header(invite, "CSeq"));
        b.core.connectionClosed(usual(Flow.Transport.TCP));
        assertEquals(List.of("out ended REJECTED 503"), b.hub.told(), "once, not for ever");
    }
}
