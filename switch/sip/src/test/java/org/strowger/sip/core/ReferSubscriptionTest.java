package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.inDialog;
import static org.strowger.sip.core.Bench.response;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A peer that wants to hear of its REFER for longer, or no more (RFC 3515, section 2.4.4). */
class ReferSubscriptionTest {

    private final Bench b = new Bench();
    private String ok = "";

    @BeforeEach
    void refers() {
        b.receive(Bench.invite(Map.of()));
        b.hub.leg().answer(Bench.OURS);
        ok = b.sent().getLast();
        b.receive(inDialog("ACK", 1, ok, ""));
        b.receive(request("REFER", 2, "Refer-To: <sip:1002@127.0.0.1:5060>\r\n"));
        b.receive(response(200, b.sent().getLast(), "", ""));
    }

    @AfterEach
    void leavesNothingBehind() {
        b.rest();
        assertTrue(b.atRest(), "transactions, dialogs and timers are zero at the end");
    }

    private String request(String method, int cseq, String lines) {
        return Bench.request(
                method,
                Map.of(
                        "To",
                        header(ok, "To"),
                        "CSeq",
                        cseq + " " + method,
                        "branch",
                        "z9hG4bK-" + method + cseq,
                        "lines",
                        lines),
                "");
    }

    private List<String> subscribes(int cseq, String lines) {
        b.receive(request("SUBSCRIBE", cseq, lines));
        return b.sent();
    }

    private void hangUp(int cseq) {
        b.receive(inDialog("BYE", cseq, ok, ""));
        b.sent();
    }

    @ParameterizedTest
    @CsvSource({"refer;id=2", "refer; id=2", "refer"})
    void itLastsForLonger(String event) {
        b.time.advance(Duration.ofSeconds(200));
        var sent = subscribes(3, "Event: " + event + "\r\n");
        assertTrue(sent.getFirst().startsWith("SIP/2.0 200"), sent::toString);
        assertEquals("240", header(sent.getFirst(), "Expires"));
        assertEquals("active;expires=240", header(sent.getLast(), "Subscription-State"));
        assertTrue(sent.getLast().endsWith("SIP/2.0 100 Trying\r\n"), sent::toString);
        b.receive(response(200, sent.getLast(), "", ""));
        b.time.advance(Duration.ofSeconds(200));
        b.hub.referrals.getLast().progress(200);
        var last = b.only();
        assertTrue(last.endsWith("SIP/2.0 200 OK\r\n"), last);
        b.receive(response(200, last, "", ""));
        hangUp(4);
    }

    @Test
    void itLastsAsLongAsIsAskedForAndNoLongerThanWeWant() {
        var sent = subscribes(3, "Event: refer;id=2\r\nExpires: 10\r\n");
        assertEquals("10", header(sent.getFirst(), "Expires"));
        b.receive(response(200, sent.getLast(), "", ""));
        sent = subscribes(4, "Event: refer;id=2\r\nExpires: 9999\r\n");
        assertEquals("240", header(sent.getFirst(), "Expires"));
        b.receive(response(200, sent.getLast(), "", ""));
        sent = subscribes(5, "Event: refer;id=2\r\nExpires: 10\r\n");
        b.receive(response(200, sent.getLast(), "", ""));
        b.time.advance(Duration.ofSeconds(11));
        var last = b.sent().getFirst();
        assertEquals("terminated;reason=timeout", header(last, "Subscription-State"));
        assertTrue(subscribes(6, "Event: refer;id=2\r\n").getFirst().startsWith("SIP/2.0 405"));
        hangUp(7);
    }

    @Test
    void itIsGivenUp() {
        var sent = subscribes(3, "Event: refer;id=2\r\nExpires: 0\r\n");
        assertEquals("0", header(sent.getFirst(), "Expires"));
        assertEquals("terminated;reason=timeout", header(sent.getLast(), "Subscription-State"));
        b.receive(response(200, sent.getLast(), "", ""));
        b.hub.referrals.getLast().progress(200);
        assertEquals(List.of(), b.sent());
        hangUp(4);
    }

    @Test
    void itIsRefreshedAfterTheCallHasEnded() {
        hangUp(3);
        var sent = subscribes(4, "Event: refer;id=2\r\n");
        assertTrue(sent.getFirst().startsWith("SIP/2.0 200"), sent::toString);
        b.receive(response(481, sent.getLast(), "", ""));
        assertTrue(subscribes(5, "Event: refer;id=2\r\n").getFirst().startsWith("SIP/2.0 481"));
    }

    @ParameterizedTest
    @CsvSource({"refer;id=3", "referral", "dialog", "''"})
    void nothingElseIsRefreshedSo(String event) {
        var sent = subscribes(3, event.isEmpty() ? "" : "Event: " + event + "\r\n");
        assertEquals(1, sent.size(), sent::toString);
        assertTrue(sent.getFirst().startsWith("SIP/2.0 405"), sent::toString);
        b.hub.referrals.getLast().progress(200);
        b.receive(response(200, b.only(), "", ""));
        hangUp(4);
    }
}
