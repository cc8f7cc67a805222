package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

/** What somebody whom we call may ask before the answer (RFC 3311, section 5.2). */
class EarlyRequestTest {

    private static final String ANSWERED = "out answered 4002";

    private final Bench b = new Bench();
    private String invite = "";

    @BeforeEach
    void ring() {
        b.call();
        invite = b.only();
        b.receive(response(180, invite, "p", ""), TrunkOf.flow(2));
    }

    @AfterEach
    void leavesNothingBehind() {
        b.receive(response(486, invite, "p", ""), TrunkOf.flow(2));
        b.leavesNothing();
        assertEquals("out ended REJECTED 486", b.hub.told().getLast());
    }

    private String answer(String method, String tag, String body, Map<String, String> more) {
        var fields = new HashMap<>(more);
        fields.put("From", header(invite, "To") + ";tag=" + tag);
        fields.put("To", header(invite, "From"));
        fields.put("Call-ID", header(invite, "Call-ID"));
        fields.put("CSeq", "7 " + method);
        b.receive(Bench.request(method, fields, body), TrunkOf.flow(2));
        return b.only();
    }

    private int status(String method, String tag, String body) {
        return Integer.parseInt(answer(method, tag, body, Map.of()).substring(8, 11));
    }

    @Test
    void anUpdateWithoutAnOfferIsAnsweredAndMovesNothing() {
        var ok = answer("UPDATE", "p", "", Map.of());
        assertTrue(ok.startsWith("SIP/2.0 200 OK\r\n"), ok);
        assertTrue(header(ok, "Contact").startsWith("<sip:127.0.0.1:5060"), ok);
        assertTrue(header(ok, "Allow").contains("UPDATE"), ok);
        assertEquals(List.of(), b.offences);
    }

    @Test
    void anOfferWaitsUntilOursIsAnswered() {
        assertEquals(491, status("UPDATE", "p", SDP));
        assertEquals(List.of(), b.offences);
        assertEquals(List.of("out 180"), b.hub.told());
    }

    @Rfc(number = 3311, section = "5.2")
    @Test
    void anOfferAfterAReliableAnswerIsAnsweredAndCountsInTheEnd() {
        rings(1, SDP);
        var ok = answer("UPDATE", "p", SDP.replace("4000", "4002"), Map.of());
        assertTrue(ok.startsWith("SIP/2.0 200 OK\r\n"), ok);
        assertTrue(ok.contains("m=audio 20000"), ok);
        assertTrue(header(ok, "Contact").startsWith("<sip:127.0.0.1:5060"), ok);
        rings(2, "");
        b.receive(response(200, invite, "p", SDP), TrunkOf.flow(2));
        assertEquals(List.of("ACK"), b.started());
        assertEquals(
                List.of("out 180", "out 183 early", "out offered SENDRECV", "out 183", ANSWERED),
                b.hub.told());
        b.receive(TrunkOf.bye(8, invite), TrunkOf.flow(2));
        assertEquals(List.of("200"), b.started());
        anew();
    }

    @Rfc(number = 3311, section = "5.2")
    @Test
    void anOfferThatNobodyCanTakeChangesNothing() {
        rings(1, SDP);
        b.hub.answerToOffers = null;
        assertEquals(488, status("UPDATE", "p", SDP.replace("4000", "4002")));
        b.receive(response(200, invite, "p", ""), TrunkOf.flow(2));
        b.sent();
        assertEquals("out answered 4000", b.hub.told().getLast());
        b.receive(TrunkOf.bye(8, invite), TrunkOf.flow(2));
        b.sent();
        anew();
    }

    @Test
    void anAnswerThatIsSaidOnceMoreDoesNotUndoIt() {
        rings(1, SDP);
        assertEquals(4000, b.hub.earlyPort);
        assertEquals(200, status("UPDATE", "p", SDP.replace("4000", "4002")));
        rings(2, SDP);
        assertEquals(4002, b.hub.earlyPort);
    }

    @Test
    void anAnswerThatIsNotReliableIsNone() {
        b.receive(response(183, invite, "p", SDP), TrunkOf.flow(2));
        assertEquals(491, status("UPDATE", "p", SDP));
    }

    private void rings(int number, String body) {
        var progress =
                response(183, invite, "p", body)
                        .replace(
                                "\r\nContact",
                                "\r\nRequire: 100rel\r\nRSeq: " + number + "\r\nContact");
        b.receive(progress, TrunkOf.flow(2));
        b.receive(response(200, b.only(), "", ""), TrunkOf.flow(2));
    }

    private void anew() {
        b.rest();
        b.sent();
        ring();
    }

    @Test
    void whatItRequiresOrSendsIsLookedAtAsEver() {
        assertTrue(
                answer("UPDATE", "p", "", Map.of("lines", "Require: wings\r\n"))
                        .startsWith("SIP/2.0 420 "));
        assertTrue(
                answer("UPDATE", "p", "x", Map.of("Content-Type", "text/plain"))
                        .startsWith("SIP/2.0 415 "));
    }

    @Test
    void otherRequestsGetTheirOwnAnswers() {
        assertEquals(491, status("INVITE", "p", SDP));
        assertEquals(200, status("INFO", "p", ""));
        assertEquals(200, status("OPTIONS", "p", ""));
        assertEquals(603, status("REFER", "p", ""));
        assertEquals(481, status("BYE", "p", ""));
        assertEquals(List.of(), b.offences);
    }

    @Test
    void whoHasNoEarlyDialogIsAStranger() {
        assertEquals(481, status("UPDATE", "q", ""));
        assertEquals(List.of("127.0.0.2 STRAY"), b.offences);
    }
}
