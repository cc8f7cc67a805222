package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.SipCounter;

/** What is refused before it costs anything. */
class UasRefusalsTest {

    private final Bench b = new Bench();

    @AfterEach
    void holdsNoStateForIt() {
        assertTrue(b.atRest());
        assertEquals(List.of(), b.hub.told());
    }

    @Test
    void refusesAnInviteThatItCannotServe() {
        assertEquals("483", refusal(invite(Map.of("Max-Forwards", "0"))));
        assertEquals("416", refusal(invite(Map.of("uri", "tel:+4930123"))));
        assertEquals("416", refusal(invite(Map.of("uri", "sips:4000@127.0.0.1"))));
        assertEquals("415", refusal(invite(Map.of("Content-Type", "text/plain"))));
        assertEquals("481", refusal(invite(Map.of("To", "<sip:4000@127.0.0.1>;tag=gone"))));
        assertEquals("488", refusal(invite(SDP.replace("AVP 0", "AVP 18"))));
        assertEquals("488", refusal(invite(SDP.replace("audio", "video"))));
        assertEquals("488", refusal(invite(SDP.replace("4000", "0"))));
        assertEquals("488", refusal(invite("nonsense")));
        assertEquals("400", refusal(invite(Map.of("Contact", "<<>>"))));
    }

    @Rfc(number = 3261, section = "8.2.2.3")
    @Test
    void namesTheExtensionItDoesNotKnow() {
        b.receive(invite(Map.of("lines", "Require: precondition\r\nRequire: timer\r\n")));
        var refusal = b.only();
        assertTrue(refusal.startsWith("SIP/2.0 420"), refusal);
        assertEquals("precondition", Bench.header(refusal, "Unsupported"));
    }

    @Rfc(number = 3261, section = "8.2.1")
    @Rfc(number = 3261, section = "8.2.3")
    @Rfc(number = 3261, section = "11.2")
    @Test
    void namesWhatItAcceptsAndAllows() {
        b.receive(invite(Map.of("Content-Type", "text/plain")));
        assertEquals("application/sdp", Bench.header(b.only(), "Accept"));
        b.receive(Bench.request("PUBLISH", Map.of(), ""));
        var unknown = b.only();
        assertTrue(unknown.startsWith("SIP/2.0 405"), unknown);
        assertTrue(Bench.header(unknown, "Allow").contains("INVITE"));
        b.receive(Bench.request("OPTIONS", Map.of(), ""));
        var capabilities = b.only();
        assertTrue(capabilities.startsWith("SIP/2.0 200"), capabilities);
        assertTrue(Bench.header(capabilities, "Allow").contains("BYE"));
        assertEquals("application/sdp", Bench.header(capabilities, "Accept"));
        b.receive(Bench.request("BYE", Map.of(), ""));
        assertEquals(List.of("481"), b.started());
    }

    @Rfc(number = 3261, section = "11.2")
    @Test
    void optionsAreRefusedAsAnInviteWouldBe() {
        assertEquals("416", refusal(Bench.request("OPTIONS", Map.of("uri", "tel:1"), "")));
        var lines = Map.of("lines", "Require: x\r\n");
        assertEquals("420", refusal(Bench.request("OPTIONS", lines, "")));
        assertEquals("200", refusal(Bench.request("OPTIONS", Map.of("uri", "SIP:x@y"), "")));
    }

    @Test
    void anUnknownMethodIsNotImplemented() {
        b.receive(Bench.request("CONTRIVE", Map.of(), ""));
        var unknown = b.only();
        assertTrue(unknown.startsWith("SIP/2.0 501 Not Implemented"), unknown);
        assertTrue(Bench.header(unknown, "Allow").contains("INVITE"));
    }

    @Test
    void whoTakesNoSessionDescriptionGetsNone() {
        assertEquals("406", refusal(invite(Map.of("lines", "Accept: text/plain\r\n"))));
        assertEquals("406", refusal(invite(Map.of("lines", "Accept:\r\n"))));
        for (var range : List.of("*/*", "text/plain, Application/* ;q=0.5", "application/SDP")) {
            var more = Map.of("lines", "Accept: " + range + "\r\n");
            var noCodec = Bench.request("INVITE", more, SDP.replace("AVP 0", "AVP 18"));
            assertEquals("488", refusal(noCodec), "a later check");
        }
    }

    @Rfc(number = 3261, section = "18.2.2")
    @Rfc(number = 3581, section = "4")
    @Test
    void sendsResponsesWhereTheTopViaSays() {
        var options = Bench.request("OPTIONS", Map.of(), "");
        b.receive(options, Bench.flow("127.0.0.9", 7_777));
        assertEquals(5_060, b.flows.getLast().remote().getPort(), "no rport: the port of sent-by");
        b.sent();
        b.receive(options.replace(";branch", ";rport;branch"), Bench.flow("127.0.0.8", 7_777));
        assertEquals(7_777, b.flows.getLast().remote().getPort());
        var via = Bench.header(b.only(), "Via");
        assertTrue(via.contains("received=127.0.0.8") && via.contains("rport=7777"), via);
    }

    @Test
    void neverAnswersAnAckAndCountsWhatBelongsToNothing() {
        b.receive(Bench.request("ACK", Map.of("To", "<sip:x@y>;tag=z"), ""));
        b.receive(Bench.response(200, Bench.request("INVITE", Map.of(), ""), "x", ""));
        assertEquals(List.of(), b.sent());
        assertEquals(2, b.counters.value(SipCounter.STRAY));
    }

    private String refusal(String request) {
        b.receive(request);
        return b.started().getFirst();
    }

    private static String invite(String sdp) {
        return Bench.request("INVITE", Map.of(), sdp);
    }

    private static String invite(Map<String, String> more) {
        return Bench.invite(more);
    }
}
