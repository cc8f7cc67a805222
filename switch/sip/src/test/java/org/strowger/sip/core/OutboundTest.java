package org.strowger.sip.core;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;
import org.strowger.sip.OutgoingCall;

/** Path (RFC 3327), outbound (RFC 5626) and Service-Route (RFC 3608). */
class OutboundTest {

    private static final String INSTANCE = ";+sip.instance=\"<urn:uuid:00000000-0000-1000-8000>\"";
    private static final String SUPPORTED = "Supported: path, outbound\r\n";
    private static final String EDGE = "<sip:token@127.0.0.9:5090;lr;ob>";

    /** What a proxy before us has added. */
    private static final String SECOND_VIA =
            "Via: SIP/2.0/TCP 10.0.0.1:5060;branch=z9hG4bK-phone\r\n";

    private Bench b = new Bench();
    private int cseq = 1;

    @AfterEach
    void leavesNothingBehind() {
        register("*", "Expires: 0\r\n", Bench.flow("127.0.0.9", 5060));
        assertEquals(0, b.core.registrations());
        b.leavesNothing();
    }

    private static Flow tcp(int connection) {
        return Bench.tcp(40_000 + connection, connection);
    }

    private String register(String contact, String lines, Flow flow) {
        b.receive(Registers.register("1001", "1001", "demo-1001", b, contact, cseq, lines), flow);
        cseq += 2;
        return b.sent().getLast();
    }

    private String flow(int number, int connection) {
        var contact =
                "<sip:1001@10.0.0.1:%d;transport=tcp>%s;reg-id=%d"
                        .formatted(40_000 + connection, INSTANCE, number);
        return register(contact, SUPPORTED, tcp(connection));
    }

    private String call() {
        b.sent();
        b.core.call(
                new OutgoingCall(new OutgoingCall.Target.User("1001"), "555", "", Bench.OURS),
                b.hub.listener("out"));
        return invite();
    }

    private String invite() {
        var sent = b.sent.getLast();
        assertTrue(sent.startsWith("INVITE "), sent);
        return sent;
    }

    private long calledBy() {
        return b.flows.getLast().connection();
    }

    @Rfc(number = 5626, section = "6")
    @Test
    void aFlowIsAcceptedAndItsTimeTold() {
        var ok = flow(1, 7);
        assertTrue(ok.startsWith("SIP/2.0 200"), ok);
        assertEquals("outbound", header(ok, "Require"));
        assertEquals("120", header(ok, "Flow-Timer"));
        assertTrue(header(ok, "Contact").endsWith(INSTANCE + ";reg-id=1"), ok);
        var udp = "<sip:1001@10.0.0.1:5060>;reg-id=2" + INSTANCE;
        ok = register(udp, SUPPORTED, Bench.flow("127.0.0.9", 5060));
        assertEquals("29", header(ok, "Flow-Timer"));
    }

    @Test
    void theSameFlowOfTheSamePhoneReplacesTheOldOne() {
        flow(1, 7);
        flow(1, 8);
        assertEquals(1, b.core.registrations());
        var invite = call();
        assertEquals(8, calledBy());
        b.receive(response(486, invite, "x", ""), tcp(8));
        b.core.connectionClosed(tcp(7));
        assertTrue(b.core.isReachable("1001"), "that connection is nobody's any more");
        b.core.connectionClosed(tcp(8));
        assertFalse(b.core.isReachable("1001"));
    }

    @Test
    void anotherFlowOfThePhoneIsTriedWhenOneIsGone() {
        flow(1, 7);
        flow(2, 8);
        assertEquals(2, b.core.registrations());
        b.gone = 8;
        b.sent();
        b.core.call(
                new OutgoingCall(new OutgoingCall.Target.User("1001"), "555", "", Bench.OURS),
                b.hub.listener("out"));
        b.time.advanceMillis(10);
        assertEquals(7, calledBy());
        b.receive(response(486, invite(), "x", ""), tcp(7));
        assertEquals("out ended REJECTED 486", b.hub.told().getLast());
    }

    @Rfc(number = 5626, section = "5.3")
    @Test
    void ofSeveralFlowsOfAPhoneOneIsRungAndTheOtherFollows() {
        flow(1, 7);
        flow(2, 8);
        register("<sip:1001@10.0.0.2>", "", tcp(9));
        var phones = b.core.contacts("1001");
        assertEquals(2, phones.size(), "two phones, one of them with two flows");
        b.sent();
        var target = new OutgoingCall.Target.User("1001", phones.getLast());
        b.core.call(new OutgoingCall(target, "555", "", Bench.OURS), b.hub.listener("out"));
        assertEquals(8, calledBy());
        b.receive(response(480, invite(), "x", ""), tcp(8));
        assertEquals(7, calledBy());
        b.receive(response(480, invite(), "x", ""), tcp(7));
        assertEquals(
                "out ended REJECTED 480", b.hub.told().getLast(), "the other phone is not his");
    }

    @Test
    void aPhoneThatRefusesIsNotAskedByItsOtherFlow() {
        flow(1, 7);
        var contact = "<sip:1001@10.0.0.1>;q=0.1;reg-id=2" + INSTANCE;
        register(contact, SUPPORTED, tcp(8));
        var invite = call();
        assertEquals(7, calledBy());
        b.receive(response(486, invite, "x", ""), tcp(7));
        assertEquals("out ended REJECTED 486", b.hub.told().getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Supported: path\r\n", ""})
    void whoDoesNotAskForOutboundGetsNone(String supported) {
        var contact = "<sip:1001@10.0.0.1>;reg-id=1" + INSTANCE;
        var ok = register(contact, supported, tcp(7));
        assertEquals("", header(ok, "Require"));
        assertEquals("", header(ok, "Flow-Timer"));
        assertFalse(header(ok, "Contact").contains("reg-id"), ok);
        register("<sip:1001@10.0.0.2>;reg-id=1" + INSTANCE, supported, tcp(7));
        assertEquals(2, b.core.registrations());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sip:a@10.0.0.1>;reg-id=0;+sip.instance=\"<urn:uuid:1>\"",
                "<sip:a@10.0.0.1>;reg-id=x;+sip.instance=\"<urn:uuid:1>\"",
                "<sip:a@10.0.0.1>;reg-id=2147483648;+sip.instance=\"<urn:uuid:1>\"",
                "<sip:a@10.0.0.1>;reg-id=1;+sip.instance=\"<urn: uuid:1>\"",
                "<sip:a@10.0.0.1>;reg-id=1;+sip.instance=\"<urn:uuid:1>\", <sip:b@10.0.0.1>",
            })
    void whatMakesNoSenseIsRefused(String contact) {
        var answer = register(contact, SUPPORTED, tcp(7));
        assertTrue(answer.startsWith("SIP/2.0 400"), answer);
        assertEquals(0, b.core.registrations());
    }

    @Test
    void aProxyWithoutOutboundIsTold439() {
        var contact = "<sip:1001@10.0.0.1>;reg-id=1" + INSTANCE;
        var answer = register(contact, SUPPORTED + SECOND_VIA, tcp(7));
        assertTrue(answer.startsWith("SIP/2.0 439 First Hop Lacks Outbound Support"), answer);
        assertEquals(0, b.core.registrations());
    }

    @Test
    void aFlowThatAnEdgeKeepsIsReachedThroughItAndForgottenWhenItSays430() {
        var contact = "<sip:1001@10.0.0.1>;reg-id=1" + INSTANCE;
        var lines = SUPPORTED + SECOND_VIA + "Path: " + EDGE + "\r\n";
        var ok = register(contact, lines, Bench.flow("127.0.0.9", 5060));
        assertEquals("outbound", header(ok, "Require"));
        assertEquals("", header(ok, "Flow-Timer"), "that is for the edge to say");
        assertEquals(EDGE, header(ok, "Path"));
        var invite = call();
        assertEquals(EDGE, header(invite, "Route"));
        assertTrue(invite.startsWith("INVITE sip:1001@10.0.0.1 SIP/2.0\r\n"), invite);
        assertEquals(Bench.address("127.0.0.9", 5090), b.flows.getLast().remote());
        b.hub.told();
        b.receive(response(430, invite, "x", ""), Bench.flow("127.0.0.9", 5090));
        assertEquals(List.of("unreachable 1001", "out ended REJECTED 430"), b.hub.told());
        assertEquals(480, b.hub.lastEnd().refusal());
        assertEquals(0, b.core.registrations());
    }

    private static String all(String message, String name) {
        return message.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .collect(joining("|"));
    }

    @Rfc(number = 3327, section = "5.4")
    @Test
    void aPathIsGoneThroughInItsOrder() {
        var path = "<sip:p1@127.0.0.9;lr>,<sip:p2.example.com;lr>";
        var ok =
                register(
                        "<sip:1001@10.0.0.1>",
                        "Require: path\r\nPath: " + path + "\r\nPath: <sip:p3.example.com;lr>\r\n",
                        Bench.flow("127.0.0.9", 4711));
        assertTrue(ok.contains("\r\nPath: " + path + "\r\nPath: <sip:p3.example.com;lr>\r\n"), ok);
        var invite = call();
        var routes = "<sip:p1@127.0.0.9;lr>|<sip:p2.example.com;lr>|<sip:p3.example.com;lr>";
        assertEquals(routes, all(invite, "Route"));
        assertEquals(Bench.address("127.0.0.9", 5060), b.flows.getLast().remote());
        b.receive(response(486, invite, "x", ""));
    }

    @Test
    void aPathToAThirdIsNotFollowedBlindly() {
        register(
                "<sip:1001@10.0.0.1>",
                "Path: <sip:127.0.0.77;lr>\r\n",
                Bench.flow("127.0.0.9", 4711));
        var invite = call();
        assertEquals(Bench.address("127.0.0.9", 4711), b.flows.getLast().remote());
        b.receive(response(486, invite, "x", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "<tel:+49301>", "<sip:a@h>,,", "<http://a>"})
    void aPathThatIsNoneIsRefused(String path) {
        b.receive(Registers.message("1001", "<sip:1001@10.0.0.1>", cseq, ""));
        var challenge = b.only();
        cseq++;
        var password = Registers.authorization("1001", "demo-1001", "REGISTER", challenge);
        b.receive(
                Registers.message(
                        "1001", "<sip:1001@10.0.0.1>", cseq, "Path: " + path + "\r\n" + password));
        cseq++;
        assertEquals(List.of("400"), b.started());
    }

    @Test
    void aRestartKeepsPathAndFlow() {
        var contact = "<sip:1001@10.0.0.1>;reg-id=1;q=0.5" + INSTANCE;
        var lines = SUPPORTED + "Path: " + EDGE + "\r\n";
        register(contact, lines, Bench.flow("127.0.0.9", 5060));
        var kept = List.copyOf(b.kept.values());
        assertEquals(1, kept.size());
        var after = new Bench();
        after.core.restore(kept);
        after.core.call(
                new OutgoingCall(new OutgoingCall.Target.User("1001"), "555", "", Bench.OURS),
                after.hub.listener("out"));
        assertEquals(EDGE, header(after.sent.getLast(), "Route"));
        assertEquals(Bench.address("127.0.0.9", 5090), after.flows.getLast().remote());
    }

    @Rfc(number = 3608, section = "6.3")
    @Test
    void phonesAreToldTheServiceRoute() {
        var conf = new ConfigOf();
        conf.serviceRoute = List.of("<sip:edge.example.com;lr>");
        b = conf.bench();
        var ok = register("<sip:1001@127.0.0.9>", "", Bench.flow("127.0.0.9", 5060));
        assertEquals("<sip:edge.example.com;lr>", header(ok, "Service-Route"));
    }
}
