package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.OURS;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.inDialog;
import static org.strowger.sip.core.Bench.request;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

/** Offers and answers of a caller whom we have not answered: RFC 3262, section 5, and RFC 3311. */
class EarlyOfferTest {

    private static final String REQUIRED = "Require: 100rel\r\nSupported: 100rel\r\n";
    private static final String MOVED = SDP.replace("4000", "4002");

    private final Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    // ---- late offers ----

    @Rfc(number = 3262, section = "5")
    @Test
    void whoOffersNothingGetsOurOfferInTheFirstReliableResponse() {
        var ringing = ringsLate();
        assertTrue(ringing.contains("m=audio 20000"), ringing);
        assertEquals(List.of("200"), prack(2, ringing, SDP));
        assertEquals("in answered 4000", b.hub.told().getLast());
        assertEquals(List.of("200"), prack(2, ringing, SDP), "a copy");
        assertEquals(List.of(), b.hub.told(), "and it settles nothing again");
        b.hub.leg().answer(OURS);
        var ok = b.only();
        assertFalse(ok.contains("m=audio"), "all has been agreed on");
        over(ok, 3);
        assertEquals(List.of("in confirmed", "in ended BYE 0"), b.hub.told());
    }

    @Test
    void theAnswerToTheCallWaitsForTheAnswerToOurOffer() {
        var ringing = ringsLate();
        b.hub.leg().answer(OURS);
        assertEquals(List.of(), b.sent());
        b.receive(prackText(2, ringing, SDP));
        var sent = b.sent();
        assertEquals("2 PRACK", header(sent.getFirst(), "CSeq"));
        assertEquals("1 INVITE", header(sent.getLast(), "CSeq"));
        over(sent.getLast(), 3);
    }

    @Test
    void aPrackWithoutTheAnswerEndsTheCall() {
        var ringing = ringsLate();
        assertEquals(List.of("200", "488"), prack(2, ringing, ""));
        b.receive(acknowledgement(ringing));
        assertEquals("in ended LOST 488", b.hub.told().getLast());
    }

    @Rfc(number = 3311, section = "5.2")
    @Test
    void whileOurOfferIsOpenTheCallersHasToWait() {
        var ringing = ringsLate();
        b.receive(inDialog("UPDATE", 2, ringing, SDP));
        assertEquals(List.of("491"), b.started());
        prack(3, ringing, SDP);
        b.receive(inDialog("UPDATE", 4, ringing, MOVED));
        assertEquals(List.of("200"), b.started());
        b.hub.leg().answer(OURS);
        over(b.only(), 5);
    }

    @Test
    void whoOnlySupportsReliableResponsesRingsAsEver() {
        b.receive(request("INVITE", Map.of("lines", "Supported: 100rel\r\n"), ""));
        b.sent();
        b.hub.leg().ring(OURS);
        var ringing = b.only();
        assertEquals("0", header(ringing, "Content-Length"));
        assertEquals("", header(ringing, "RSeq"));
        b.hub.leg().answer(OURS);
        var ok = b.only();
        assertTrue(ok.contains("m=audio 20000"), ok);
        b.receive(inDialog("ACK", 1, ok, SDP));
        b.receive(inDialog("BYE", 2, ok, ""));
        b.sent();
    }

    // ---- what comes after the first answer ----

    @Rfc(number = 3262, section = "5")
    @Test
    void aPrackMayOfferOnceOurAnswerWasReliable() {
        var progress = progresses();
        b.receive(prackText(2, progress, MOVED));
        var ok = b.only();
        assertTrue(ok.startsWith("SIP/2.0 200 OK\r\n"), ok);
        assertTrue(ok.contains("m=audio 20000"), ok);
        b.receive(prackText(2, progress, MOVED));
        assertEquals(ok, b.only(), "a copy");
        assertEquals(List.of("incoming 4000", "in offered SENDRECV"), b.hub.told());
        b.receive(prackText(3, progress, MOVED));
        assertEquals(List.of("481"), b.started(), "nothing is left to confirm");
        b.hub.leg().answer(OURS);
        var answer = b.only();
        assertFalse(answer.contains("m=audio"), answer);
        over(answer, 4);
    }

    @Test
    void anOfferInAPrackThatNobodyCanTakeChangesNothing() {
        var progress = progresses();
        b.hub.answerToOffers = null;
        assertEquals(List.of("488"), prack(2, progress, MOVED));
        assertEquals(List.of("488"), prack(2, progress, MOVED), "a copy");
        b.hub.leg().answer(OURS);
        over(b.only(), 3);
    }

    @Rfc(number = 3311, section = "5.1")
    @Test
    void anUpdateMayOfferOnceOurAnswerWasReliable() {
        var progress = progresses();
        prack(2, progress, "");
        b.receive(inDialog("UPDATE", 3, progress, MOVED));
        var ok = b.only();
        assertTrue(ok.startsWith("SIP/2.0 200 OK\r\n"), ok);
        assertTrue(ok.contains("m=audio 20000"), ok);
        b.hub.leg().answer(OURS);
        over(b.only(), 4);
    }

    @Rfc(number = 3311, section = "5.2")
    @Test
    void beforeOurAnswerAnUpdateMayNotOffer() {
        b.receive(Bench.invite(Map.of()));
        b.sent();
        b.hub.leg().progress(OURS);
        var progress = b.only();
        b.receive(inDialog("UPDATE", 2, progress, MOVED));
        var later = b.only();
        assertTrue(later.startsWith("SIP/2.0 500 "), later);
        assertTrue(header(later, "Retry-After").matches("\\d|10"), later);
        b.hub.leg().answer(OURS);
        over(b.only(), 3);
    }

    @Rfc(number = 3311, section = "5.2")
    @Test
    void anUpdateWithoutAnOfferIsAnsweredAtAnyTime() {
        for (var body : List.of("", SDP)) {
            b.receive(request("INVITE", Map.of(), body));
            b.sent();
            b.hub.leg().ring();
            var ringing = b.only();
            var timed = "Supported: timer\r\nSession-Expires: 1800;refresher=uac\r\nMax-Forwards";
            b.receive(inDialog("UPDATE", 2, ringing, "").replace("Max-Forwards", timed));
            var ok = b.only();
            assertTrue(ok.startsWith("SIP/2.0 200 OK\r\n"), ok);
            assertEquals("", header(ok, "Session-Expires"), "the session has not begun");
            b.receive(inDialog("INVITE", 3, ringing, SDP));
            assertEquals(List.of("500"), b.started());
            b.hub.leg().reject(486);
            b.sent();
            b.receive(acknowledgement(ringing));
            b.rest();
            b.sent();
        }
    }

    // ---- texts ----

    private String ringsLate() {
        b.receive(request("INVITE", Map.of("lines", REQUIRED), ""));
        b.sent();
        b.hub.leg().ring(OURS);
        b.hub.leg().ring(OURS);
        return b.only();
    }

    private String progresses() {
        b.receive(Bench.invite(Map.of("lines", REQUIRED)));
        b.sent();
        b.hub.leg().progress(OURS);
        return b.only();
    }

    private List<String> prack(int cseq, String response, String body) {
        b.receive(prackText(cseq, response, body));
        return b.started();
    }

    private static String prackText(int cseq, String response, String body) {
        var rack = "RAck: " + header(response, "RSeq") + " 1 INVITE\r\nMax-Forwards";
        return inDialog("PRACK", cseq, response, body).replace("Max-Forwards", rack);
    }

    private static String acknowledgement(String response) {
        return request("ACK", Map.of("To", header(response, "To"), "branch", "z9hG4bK-INVITE"), "");
    }

    private void over(String ok, int cseq) {
        b.receive(inDialog("ACK", 1, ok, ""));
        b.receive(inDialog("BYE", cseq, ok, ""));
        b.sent();
    }
}
