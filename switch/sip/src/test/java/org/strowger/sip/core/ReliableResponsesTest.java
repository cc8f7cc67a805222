package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.inDialog;
import static org.strowger.sip.core.Bench.request;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

/** RFC 3262, as the side that is called and as the side that calls. */
class ReliableResponsesTest {

    private static final String REQUIRED = "Require: 100rel\r\nSupported: 100rel\r\n";

    private final Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    // ---- called ----

    @Rfc(number = 3262, section = "3")
    @Test
    void ringsReliablyOnlyWhereThatIsRequired() {
        b.receive(Bench.invite(Map.of("lines", "Supported: 100rel\r\n")));
        b.hub.leg().ring();
        var ringing = b.sent().getLast();
        assertEquals("", header(ringing, "RSeq"));
        b.hub.leg().reject(480);
        acknowledge(ringing);
    }

    @Rfc(number = 3262, section = "3")
    @Test
    void repeatsItsRingingUntilThePrackComes() {
        var ringing = ringing();
        assertEquals("100rel", header(ringing, "Require"));
        b.time.advanceMillis(3_600); // 0.5, 1.5, 3.5
        assertEquals(List.of(ringing, ringing, ringing), b.sent());
        b.receive(prack(2, ringing, header(ringing, "RSeq") + " 1 INVITE", ""));
        assertEquals(List.of("200"), b.started());
        b.receive(prack(2, ringing, header(ringing, "RSeq") + " 1 INVITE", ""));
        assertEquals(List.of("200"), b.started(), "a copy of the PRACK");
        b.time.advanceMillis(20_000);
        assertEquals(List.of(), b.sent());
        answeredAndOver(3);
    }

    @Rfc(number = 3262, section = "3")
    @Test
    void doesNotTakeAPrackForSomethingElse() {
        var ringing = ringing();
        for (var rack : List.of("1 1 INVITE", "x", "", header(ringing, "RSeq") + " 2 INVITE")) {
            b.receive(prack(2, ringing, rack, ""));
            assertEquals(List.of("481"), b.started(), rack);
        }
        b.receive(prack(3, ringing, header(ringing, "RSeq") + " 1 INVITE", SDP));
        assertEquals(List.of("488"), b.started(), "nothing is open that it could offer");
        answeredAndOver(4);
    }

    @Rfc(number = 3262, section = "3")
    @Test
    void givesTheCallUpWhenNoPrackComes() {
        var ringing = ringing();
        b.time.advanceMillis(32_010);
        assertTrue(b.started().contains("504"));
        acknowledge(ringing);
        assertEquals("in ended LOST 504", b.hub.told().getLast());
    }

    @Rfc(number = 3262, section = "3")
    @Test
    void sendsOneAtATimeAndTheAnswerAfterItsSessionWasConfirmed() {
        var ringing = ringing();
        b.hub.leg().progress(Bench.OURS);
        b.hub.leg().answer(Bench.OURS);
        assertEquals(List.of(), b.sent());
        b.receive(prack(2, ringing, header(ringing, "RSeq") + " 1 INVITE", ""));
        var sent = b.sent();
        var progress = sent.getFirst();
        assertTrue(progress.startsWith("SIP/2.0 183 Session Progress\r\n"), progress);
        assertTrue(progress.contains("m=audio 20000"), progress);
        assertTrue(sent.getLast().startsWith("SIP/2.0 200 "), "to the PRACK");
        assertEquals(number(ringing) + 1, number(progress));
        b.receive(prack(2, ringing, header(ringing, "RSeq") + " 1 INVITE", ""));
        assertEquals(List.of("200"), b.started(), "a copy, while the next waits for its own");
        b.receive(prack(3, ringing, number(progress) + " 1 INVITE", ""));
        b.time.advanceMillis(5);
        var ok = b.sent().getLast();
        assertEquals("1 INVITE", header(ok, "CSeq"));
        b.receive(inDialog("ACK", 1, ok, ""));
        b.receive(inDialog("BYE", 4, ok, ""));
        b.sent();
    }

    // ---- calling ----

    @Rfc(number = 3262, section = "4")
    @Test
    void confirmsEachReliableResponseOnceAndInOrder() {
        b.call();
        var invite = b.only();
        assertEquals("timer, 100rel, replaces, norefersub", header(invite, "Supported"));
        var progress = reliable(183, invite, 7, SDP);
        b.receive(progress);
        var prack = b.only();
        assertTrue(prack.startsWith("PRACK sip:peer@127.0.0.2:5070 SIP/2.0\r\n"), prack);
        assertEquals("7 1 INVITE", header(prack, "RAck"));
        assertEquals("2 PRACK", header(prack, "CSeq"));
        assertTrue(header(prack, "To").endsWith(";tag=p"), prack);
        b.receive(progress);
        b.receive(reliable(180, invite, 9, ""));
        assertEquals(List.of(), b.sent(), "a copy, and one that is too early");
        b.receive(response(200, prack, "", ""));
        b.receive(reliable(180, invite, 8, ""));
        var second = b.only();
        assertEquals("8 1 INVITE", header(second, "RAck"));
        b.receive(response(200, second, "", ""));
        b.receive(response(200, invite, "p", ""));
        assertEquals(List.of("ACK"), b.started());
        assertEquals(List.of("out 183 early", "out 180", "out answered 4000"), b.hub.told());
        b.receive(TrunkOf.bye(7, invite));
        b.sent();
    }

    @Rfc(number = 3261, section = "13.2.1")
    @Test
    void onlyItsFirstReliableAnswerIsOne() {
        b.call();
        var invite = b.only();
        var changed = SDP.replace("4000", "4002");
        b.receive(reliable(183, invite, 7, SDP));
        b.receive(response(200, b.only(), "", ""));
        b.receive(reliable(183, invite, 8, changed));
        b.receive(response(200, b.only(), "", ""));
        b.receive(response(180, invite, "p", changed));
        assertEquals(4000, b.hub.earlyPort);
        b.receive(response(200, invite, "p", changed));
        assertEquals("out answered 4000", b.hub.told().getLast());
        b.receive(TrunkOf.bye(7, invite));
        b.sent();
    }

    @Test
    void anAnswerThatIsNotReliableGivesWayToThe2xxs() {
        b.call();
        var invite = b.only();
        b.receive(response(183, invite, "p", SDP));
        b.receive(response(200, invite, "p", SDP.replace("4000", "4002")));
        assertEquals("out answered 4002", b.hub.told().getLast());
        b.receive(TrunkOf.bye(7, invite));
        b.sent();
    }

    @Test
    void itsByeHasANumberAboveItsPracks() {
        var leg = b.call();
        var invite = b.only();
        b.receive(reliable(180, invite, 1, ""));
        b.receive(response(200, b.only(), "", ""));
        b.receive(response(200, invite, "p", SDP));
        b.sent();
        leg.hangUp("done");
        var bye = b.only();
        assertEquals("3 BYE", header(bye, "CSeq"));
        b.receive(response(200, bye, "", ""));
    }

    @Test
    void whoSendsNoNumberGetsNoPrack() {
        b.call();
        var invite = b.only();
        for (var number : List.of("0", "x", "4294967296", "")) {
            b.receive(
                    response(180, invite, "p", "")
                            .replace("CSeq", "Require: 100rel\r\nRSeq: " + number + "\r\nCSeq"));
        }
        assertEquals(List.of(), b.sent());
        assertEquals(List.of(), b.hub.told());
        b.receive(response(486, invite, "p", ""));
        b.sent();
    }

    // ---- texts ----

    private String ringing() {
        b.receive(Bench.invite(Map.of("lines", REQUIRED)));
        b.sent();
        b.hub.leg().ring();
        b.hub.leg().ring();
        return b.only();
    }

    private void answeredAndOver(int cseq) {
        b.hub.leg().answer(Bench.OURS);
        var ok = b.sent().getLast();
        b.receive(inDialog("ACK", 1, ok, header(ok, "Content-Length").equals("0") ? "" : SDP));
        b.receive(inDialog("BYE", cseq, ok, ""));
        b.sent();
    }

    private void acknowledge(String response) {
        b.sent();
        b.receive(
                request(
                        "ACK",
                        Map.of("To", header(response, "To"), "branch", "z9hG4bK-INVITE"),
                        ""));
    }

    private static String prack(int cseq, String ringing, String rack, String body) {
        return inDialog("PRACK", cseq, ringing, body)
                .replace("Max-Forwards", "RAck: " + rack + "\r\nMax-Forwards");
    }

    private static long number(String response) {
        return Long.parseLong(header(response, "RSeq"));
    }

    private static String reliable(int status, String invite, int number, String body) {
        return response(status, invite, "p", body)
                .replace("CSeq", "Require: 100rel\r\nRSeq: " + number + "\r\nCSeq");
    }
}
