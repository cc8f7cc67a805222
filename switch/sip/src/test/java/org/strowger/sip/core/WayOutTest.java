package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.OURS;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.inDialog;
import static org.strowger.sip.core.Bench.invite;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;

/** Where our requests in a dialog go. */
class WayOutTest {

    private static final Flow TRUNK = Bench.flow("127.0.0.2", 5_070);
    private static final Flow STRANGER = Bench.flow("127.0.0.9", 5_060);
    private static final String ROUTES =
            "Record-Route: <sip:127.0.0.3:5090;lr>, <sip:127.0.0.8;lr>\r\n";

    private final Bench b = new Bench();

    @Test
    void followsATrunksRouteToAnAddressOfIts() {
        var ok = answered(invite(Map.of("lines", ROUTES)), TRUNK);
        b.receive(inDialog("INFO", 2, ok, ""), TRUNK);
        assertEquals(Bench.address("127.0.0.3", 5_090), whereByeGoes());
        assertTrue(
                b.only()
                        .contains(
                                "Route: <sip:127.0.0.3:5090;lr>\r\nRoute: <sip:127.0.0.8;lr>\r\n"));
    }

    @Test
    void followsNoRouteToAThird() {
        answered(invite(Map.of("lines", ROUTES)), STRANGER);
        assertEquals(STRANGER.remote(), whereByeGoes());
        var elsewhere = ROUTES.replace("127.0.0.3", "127.0.0.7");
        answered(another("lines", elsewhere), TRUNK);
        assertEquals(TRUNK.remote(), whereByeGoes());
    }

    @Rfc(number = 3261, section = "12.2.1.1")
    @Test
    void followsARouteToAnotherPortOfWhereItCameFrom() {
        answered(invite(Map.of("lines", "Record-Route: <sip:127.0.0.9:5099;lr>\r\n")), STRANGER);
        assertEquals(Bench.address("127.0.0.9", 5_099), whereByeGoes());
    }

    @Test
    void followsAContactOfATrunkOnly() {
        answered(invite(Map.of("Contact", "<sip:x@127.0.0.3:5080>")), STRANGER);
        assertEquals(STRANGER.remote(), whereByeGoes());
        answered(another("Contact", "<sip:x@127.0.0.3:5080>"), TRUNK);
        assertEquals(Bench.address("127.0.0.3", 5_080), whereByeGoes());
    }

    @Test
    void refusesARouteSetThatIsTooLong() {
        var lines = ("Record-Route: <sip:" + "p".repeat(500) + "@127.0.0.9;lr>\r\n").repeat(4);
        b.receive(invite(Map.of("lines", lines)), STRANGER);
        assertEquals(List.of("400"), b.started());
        assertEquals(0, b.core.dialogs());
    }

    @Test
    void keepsNothingOfAnAnswersRouteSetThatIsTooLong() {
        b.call();
        var lines = ("Record-Route: <sip:" + "p".repeat(500) + "@127.0.0.3;lr>\r\n").repeat(5);
        b.receive(
                Bench.response(200, b.only(), "p", SDP)
                        .replace("\r\nContact:", "\r\n" + lines + "Contact:"),
                TRUNK);
        assertEquals(TRUNK.remote(), b.flows.getLast().remote());
        assertTrue(b.only().startsWith("ACK sip:4003@127.0.0.2:5070 "), "nothing of it is kept");
    }

    @Rfc(number = 3261, section = "12.2.2")
    @Test
    void followsThePeerToANewAddress() {
        var ok = answered(invite(Map.of()), STRANGER);
        var moved = Bench.flow("127.0.0.9", 6_000);
        b.receive(inDialog("INFO", 5, ok, ""), moved);
        b.receive(inDialog("INFO", 4, ok, ""), Bench.flow("127.0.0.9", 6_001));
        b.receive(
                inDialog("INFO", 6, ok, "").replace("tag=al", "tag=x"),
                Bench.flow("127.0.0.9", 6_002));
        assertEquals(List.of("200", "500", "481"), b.started());
        assertEquals(moved.remote(), whereByeGoes(), "the last that was in order");
    }

    @Test
    void followsTheContactOfATrunksAnswerWhenItIsTheTrunks() {
        assertEquals(Bench.address("127.0.0.3", 5_081), whereAckGoes("127.0.0.3:5081"));
        assertEquals(Bench.address("127.0.0.2", 5_081), whereAckGoes("127.0.0.2:5081"));
        assertEquals(TRUNK.remote(), whereAckGoes("127.0.0.7:5081"));
        assertEquals(TRUNK.remote(), whereAckGoes("trunk.invalid"));
    }

    @Test
    void fallsBackToTheUsersNewestBindingWhenTheConnectionIsGone() {
        b.receive(registered("<sip:1001@127.0.0.9:5060>", 1), tcp(7));
        b.receive(called("", 1), tcp(7));
        var right = Registers.authorization("1001", "demo-1001", "INVITE", b.sent().getLast());
        b.receive(called(right, 2), tcp(7));
        b.hub.leg().answer(OURS);
        var ok = b.sent().getLast();
        b.receive(inDialog("ACK", 2, ok, "").replace("tag=al", "tag=x"), tcp(7));
        b.core.connectionClosed(tcp(7));
        b.gone = 7;
        b.receive(registered("<sip:1001@127.0.0.9:5061>", 3), tcp(8));
        b.hub.leg().hangUp("bye");
        b.time.advanceMillis(5);
        assertTrue(b.sent.getLast().startsWith("BYE "));
        assertEquals(tcp(8), b.flows.getLast());
    }

    @Test
    void opensAConnectionToTheContactWhenTheirsIsGone() {
        answered(invite(Map.of("Contact", "<sip:al@127.0.0.9:5062>")), tcp(7));
        b.gone = 7;
        assertEquals(Bench.address("127.0.0.9", 5_062), whereByeGoes());
        assertEquals(0, b.flows.getLast().connection());
        answered(another("Contact", "<sip:al@127.0.0.7:5062>"), tcp(6));
        b.gone = 6;
        b.sent();
        b.hub.told();
        b.hub.leg().hangUp("bye");
        b.time.advanceMillis(5);
        assertEquals(List.of(), b.sent(), "a stranger cannot aim our connections");
        assertEquals(List.of("in ended OURS 0"), b.hub.told());
    }

    @ParameterizedTest
    @CsvSource({
        "TCP, 127.0.0.1:5060, ;transport=tcp",
        "TLS, 127.0.0.1:5061, ;transport=tls",
        "WSS, 127.0.0.1:5443, ;transport=ws"
    })
    void namesTheTransportOfItsConnectionAndStaysOnIt(
            Flow.Transport transport, String here, String parameter) {
        var flow = stream(transport, 7);
        var ok = answered(invite(Map.of("Contact", "<sip:al@page.invalid;transport=ws>")), flow);
        assertEquals("<sip:" + here + parameter + ">", Bench.header(ok, "Contact"));
        b.sent();
        b.hub.leg().hangUp("bye");
        b.time.advanceMillis(31_000);
        assertEquals(List.of(flow), b.flows, "and BYE is not sent again");
        assertTrue(b.only().contains("\r\nVia: SIP/2.0/" + transport + ' ' + here + ';'));
    }

    @Test
    void opensNoConnectionToAPage() {
        var flow = stream(Flow.Transport.WSS, 7);
        answered(invite(Map.of("Contact", "<sip:al@127.0.0.9:5062>")), flow);
        b.gone = 7;
        b.sent();
        b.hub.leg().hangUp("bye");
        b.time.advanceMillis(5);
        assertEquals(List.of(), b.sent());
    }

    private InetSocketAddress whereAckGoes(String contact) {
        b.call();
        b.receive(
                Bench.response(200, b.sent().getLast(), "p", SDP)
                        .replace("peer@127.0.0.2:5070", "peer@" + contact),
                TRUNK);
        assertTrue(b.sent.getLast().startsWith("ACK "));
        return b.flows.getLast().remote();
    }

    private InetSocketAddress whereByeGoes() {
        b.sent();
        b.hub.leg().hangUp("bye");
        b.time.advanceMillis(5);
        assertTrue(b.sent.getLast().startsWith("BYE "), b.sent.toString());
        return b.flows.getLast().remote();
    }

    private String answered(String invite, Flow flow) {
        b.receive(invite, flow);
        b.hub.leg().answer(OURS);
        var ok = b.sent().getLast();
        var ack = inDialog("ACK", 1, ok, "").replace("call-1", Bench.header(ok, "Call-ID"));
        b.receive(ack, flow);
        return ok;
    }

    private static String another(String name, String value) {
        return invite(Map.of("Call-ID", "call-2", "branch", "z9hG4bK-2", name, value));
    }

    private String registered(String contact, int cseq) {
        return Registers.register("1001", "1001", "demo-1001", b, contact, cseq, "");
    }

    private static String called(String lines, int cseq) {
        return invite(
                Map.of(
                        "From",
                        "<sip:1001@127.0.0.1>;tag=x",
                        "CSeq",
                        cseq + " INVITE",
                        "branch",
                        "z9hG4bK-user" + cseq,
                        "lines",
                        lines));
    }

    private static Flow tcp(long connection) {
        return stream(Flow.Transport.TCP, connection);
    }

    private static Flow stream(Flow.Transport transport, long connection) {
        return new Flow(
                transport,
                Bench.address("127.0.0.1", 5_060),
                Bench.address("127.0.0.9", 40_000 + (int) connection),
                connection);
    }
}
