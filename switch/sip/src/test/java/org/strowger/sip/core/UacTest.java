package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.Reason;

class UacTest {

    private final Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    @Rfc(number = 3261, section = "13.2.2.4")
    @Test
    void callsATrunkAndTalksUntilThePeerHangsUp() {
        b.call();
        var invite = b.only();
        assertTrue(invite.startsWith("INVITE sip:4003@127.0.0.2:5070 SIP/2.0\r\n"), invite);
        var from = Bench.header(invite, "From");
        assertTrue(from.startsWith("\"Al \\\"x\\\"\" <sip:555@127.0.0.1>;tag="), from);
        assertEquals("70", Bench.header(invite, "Max-Forwards"));
        assertEquals("Strowger", Bench.header(invite, "User-Agent"));
        assertEquals(List.of(), b.hub.told());
        b.receive(response(100, invite, "", ""));
        b.receive(response(180, invite, "p", ""));
        b.receive(response(183, invite, "p", SDP));
        b.receive(response(200, invite, "p", SDP));
        var ack = b.only();
        assertTrue(ack.startsWith("ACK sip:peer@127.0.0.2:5070 SIP/2.0\r\n"), ack);
        assertEquals("1 ACK", Bench.header(ack, "CSeq"));
        b.receive(response(200, invite, "p", SDP));
        assertEquals(ack, b.only(), "a repeated 2xx gets the same ACK again");
        b.receive(TrunkOf.bye(7, invite));
        assertEquals(List.of("200"), b.started());
        assertEquals(
                List.of("out 180", "out 183 early", "out answered 4000", "out ended BYE 0"),
                b.hub.told());
    }

    @Rfc(number = 3261, section = "13.2.1")
    @Test
    void takesTheAnswerOfAProvisionalResponseWhenThe2xxHasNone() {
        var leg = b.call();
        var invite = b.only();
        b.receive(response(183, invite, "p", SDP));
        b.receive(response(200, invite, "p", ""));
        assertEquals(List.of("out 183 early", "out answered 4000"), b.hub.told());
        b.sent();
        leg.hangUp("done");
        b.receive(response(481, b.only(), "", ""));
        assertEquals(List.of("out ended OURS 0"), b.hub.told());
    }

    @Rfc(number = 3261, section = "17.1.1.3")
    @Test
    void endsWithARefusalAndAcknowledgesIt() {
        b.call();
        var invite = b.only();
        b.receive(response(486, invite, "p", ""));
        var ack = b.only();
        assertTrue(ack.startsWith("ACK sip:4003@127.0.0.2:5070 SIP/2.0\r\n"), ack);
        assertEquals(Bench.header(invite, "Via"), Bench.header(ack, "Via"));
        assertTrue(Bench.header(ack, "To").endsWith(";tag=p"), ack);
        assertEquals(List.of("out ended REJECTED 486"), b.hub.told());
    }

    @Test
    void endsWith408WithoutAnAnswerAndWith503WithoutAWay() {
        b.call();
        b.time.advanceMillis(32_010);
        assertEquals(List.of("out ended REJECTED 408"), b.hub.told());
        b.broken = true;
        b.call();
        assertEquals(List.of(), b.hub.told());
        b.time.advanceMillis(5);
        assertEquals(List.of("out ended REJECTED 503"), b.hub.told());
    }

    @Rfc(number = 3261, section = "9.1")
    @Rfc(number = 3326, section = "2")
    @Test
    void keepsItsCancelUntilAProvisionalResponseCame() {
        var leg = b.call();
        var invite = b.only();
        leg.hangUp(Reason.ELSEWHERE);
        assertEquals(List.of(), b.sent());
        b.receive(response(100, invite, "", ""));
        var cancel = b.only();
        assertTrue(cancel.startsWith("CANCEL sip:4003@127.0.0.2:5070 SIP/2.0\r\n"), cancel);
        assertEquals(Bench.header(invite, "Via"), Bench.header(cancel, "Via"));
        assertEquals(Bench.header(invite, "To"), Bench.header(cancel, "To"));
        assertEquals(
                "SIP;cause=200;text=\"Call completed elsewhere\"", Bench.header(cancel, "Reason"));
        b.receive(response(200, cancel, "p", ""));
        b.receive(response(180, invite, "p", ""));
        b.receive(response(487, invite, "p", ""));
        assertEquals(List.of("ACK"), b.started());
        assertEquals(List.of("out ended OURS 487"), b.hub.told());
    }

    @Rfc(number = 3261, section = "9.1")
    @Rfc(number = 6026, section = "7.2")
    @Test
    void acknowledgesAndEndsA200ThatCrossesItsCancel() {
        var leg = b.call();
        var invite = b.only();
        b.receive(response(180, invite, "p", ""));
        leg.hangUp("gone");
        b.receive(response(200, b.only(), "p", ""));
        b.receive(response(200, invite, "p", SDP));
        var sent = b.sent();
        assertTrue(sent.get(0).startsWith("ACK ") && sent.get(1).startsWith("BYE "));
        b.receive(response(200, sent.get(1), "", ""));
        assertEquals(List.of("out 180", "out ended OURS 0"), b.hub.told());
    }

    @Rfc(number = 3261, section = "9.1")
    @Test
    void givesUp64T1AfterACancelThatNobodyAnswers() {
        var leg = b.call();
        b.receive(response(180, b.only(), "p", ""));
        leg.hangUp("gone");
        b.time.advanceMillis(32_010);
        assertEquals(List.of("out 180", "out ended OURS 408"), b.hub.told());
    }

    @Test
    void givesUpAPhoneThatRingsForThreeMinutes() {
        b.call();
        var invite = b.only();
        b.receive(response(180, invite, "p", ""));
        b.time.advanceMillis(180_010);
        assertTrue(b.sent().getFirst().startsWith("CANCEL "));
        b.receive(response(487, invite, "p", ""));
        assertEquals(List.of("out 180", "out ended REJECTED 487"), b.hub.told());
    }

    @Rfc(number = 3261, section = "13.2.2.4")
    @Test
    void keepsTheFirstOfTwoAnswersAndEndsTheOther() {
        var leg = b.call();
        var invite = b.only();
        b.receive(response(180, invite, "one", ""));
        b.receive(response(180, invite, "two", ""));
        b.receive(response(200, invite, "one", SDP));
        b.receive(response(200, invite, "two", SDP), TrunkOf.flow(2));
        b.receive(response(200, invite, "two", SDP), TrunkOf.flow(2));
        var sent = b.sent();
        assertEquals(4, sent.size(), sent.toString());
        assertTrue(sent.get(1).startsWith("ACK ") && Bench.toTag(sent.get(1)).equals("two"));
        assertTrue(sent.get(2).startsWith("BYE ") && Bench.toTag(sent.get(2)).equals("two"));
        assertEquals(sent.get(1), sent.get(3));
        b.receive(response(200, sent.get(2), "", ""));
        leg.hangUp("done");
        var bye = b.only();
        assertEquals("one", Bench.toTag(bye));
        b.receive(response(200, bye, "", ""));
        assertEquals(
                List.of("out 180", "out 180", "out answered 4000", "out ended OURS 0"),
                b.hub.told());
    }

    @Test
    void endsAnAnswerWithoutAUsableSession() {
        b.call();
        b.receive(response(200, b.only(), "p", SDP.replace("AVP 0", "AVP 18")));
        var sent = b.sent();
        assertTrue(sent.get(0).startsWith("ACK ") && sent.get(1).startsWith("BYE "));
        b.receive(response(200, sent.get(1), "", ""));
        assertEquals(List.of("out ended REJECTED 488"), b.hub.told());
    }

    @Test
    void endsAnAnswerThatCannotBeRead() {
        b.call();
        var invite = b.only();
        b.receive(response(200, invite, "p", SDP).replace("<sip:peer@127.0.0.2:5070>", "<<"));
        assertEquals(List.of("ACK"), b.started().subList(0, 1));
        b.receive(TrunkOf.bye(1, invite));
        assertEquals(List.of("200"), b.started());
    }

    @Test
    void endsOnBothSidesWhenTwoByesCross() {
        var leg = b.call();
        var invite = b.only();
        b.receive(response(200, invite, "p", SDP));
        b.sent();
        leg.hangUp("me first");
        var bye = b.only();
        b.receive(TrunkOf.bye(1, invite));
        assertEquals(List.of("200"), b.started());
        b.receive(response(481, bye, "", ""));
        assertEquals(List.of("out answered 4000", "out ended OURS 0"), b.hub.told());
    }

    @Rfc(number = 3261, section = "12.1.2")
    @Test
    void reversesTheRouteSetOfTheAnswer() {
        var leg = b.call();
        var routed =
                response(200, b.only(), "p", SDP)
                        .replace(
                                "\r\nContact:",
                                "\r\nRecord-Route: <sip:127.0.0.5;lr>,<sip:127.0.0.3:5099;lr>\r\nContact:");
        b.receive(routed);
        assertEquals(5_099, b.flows.getLast().remote().getPort());
        assertTrue(
                b.only().contains("Route: <sip:127.0.0.3:5099;lr>\r\nRoute: <sip:127.0.0.5;lr>"));
        leg.hangUp("done");
        b.receive(response(200, b.only(), "", ""));
    }

    @Test
    void neverThrowsForACallThatCannotBe() {
        call(new OutgoingCall.Target.User("1001"), "555", "");
        call(new OutgoingCall.Target.Trunk("nowhere", "1"), "555", "");
        call(new OutgoingCall.Target.Trunk("peer", "1"), "555", "x\r\nEvil: y");
        call(new OutgoingCall.Target.Trunk("peer", "1"), "5\n5", "");
        assertEquals(List.of(), b.hub.told());
        b.time.advanceMillis(5);
        assertEquals(
                List.of(
                        "out ended REJECTED 480", "out ended REJECTED 404",
                        "out ended REJECTED 400", "out ended REJECTED 400"),
                b.hub.told());
        assertEquals(List.of(), b.sent());
    }

    @Rfc(number = 3261, section = "19.1.2")
    @Test
    void escapesWhatAUriCannotHold() {
        call(new OutgoingCall.Target.Trunk("peer", "4 @#é"), "", "");
        var invite = b.only();
        assertTrue(invite.startsWith("INVITE sip:4%20%40%23%C3%A9@127.0.0.2:5070 "), invite);
        assertTrue(Bench.header(invite, "From").startsWith("<sip:anonymous@127.0.0.1>"), invite);
        b.receive(response(404, invite, "p", ""));
    }

    private void call(OutgoingCall.Target target, String number, String name) {
        b.core.call(new OutgoingCall(target, number, name, Bench.OURS), b.hub.listener("out"));
    }
}
