package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.inDialog;
import static org.strowger.sip.core.Bench.request;
import static org.strowger.sip.core.Bench.response;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

/** RFC 4028, as the side that is called and as the side that calls. */
class SessionTimerTest {

    private static final String ALLOW = "Allow: INVITE, ACK, BYE, CANCEL, UPDATE\r\n";

    private Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    @Rfc(number = 4028, section = "9")
    @Test
    void refusesAnIntervalBelowTheLeastOfWhoKnowsTimers() {
        b.receive(invite("Session-Expires: 60\r\nSupported: timer\r\n"));
        var refusal = b.only();
        assertTrue(refusal.startsWith("SIP/2.0 422 Session Interval Too Small\r\n"), refusal);
        assertEquals("90", header(refusal, "Min-SE"));
    }

    @Rfc(number = 4028, section = "9")
    @Test
    void letsTheCallerRefreshWhoAsksAndKnowsTimers() {
        var ok = answered("Session-Expires: 600\r\nSupported: 100rel, timer\r\n");
        assertEquals("600;refresher=uac", header(ok, "Session-Expires"));
        assertEquals("timer", header(ok, "Require"));
        b.time.advance(Duration.ofSeconds(500));
        b.receive(refreshBy("UPDATE", 2, ok, "Session-Expires: 600;refresher=uac\r\n"));
        assertEquals("600;refresher=uac", header(b.only(), "Session-Expires"));
        b.time.advance(Duration.ofSeconds(567));
        assertEquals(List.of(), b.sent());
        b.time.advance(Duration.ofSeconds(2));
        endsAsLost("in");
    }

    @Rfc(number = 4028, section = "7.4")
    @Rfc(number = 3311, section = "5.1")
    @Test
    void refreshesByUpdateWhereTheCallerKnowsNoTimers() {
        var ok = answered(ALLOW);
        assertEquals("1800;refresher=uas", header(ok, "Session-Expires"));
        assertEquals("", header(ok, "Require"));
        b.time.advanceMillis(900_100);
        var update = b.only();
        assertTrue(update.startsWith("UPDATE sip:al@127.0.0.9:5060 SIP/2.0\r\n"), update);
        assertEquals("1800;refresher=uac", header(update, "Session-Expires"));
        assertEquals("0", header(update, "Content-Length"));
        b.receive(response(200, update, "", ""));
        b.time.advanceMillis(900_100);
        assertTrue(b.only().startsWith("UPDATE "), "and once more");
        hangUp(ok);
    }

    @Rfc(number = 4028, section = "7.4")
    @Test
    void refreshesByReInviteWhereTheCallerKnowsNoUpdate() {
        var ok = answered("");
        b.time.advanceMillis(900_100);
        var reInvite = b.only();
        assertTrue(reInvite.startsWith("INVITE sip:al@127.0.0.9:5060 SIP/2.0\r\n"), reInvite);
        assertEquals(version(ok), version(reInvite), "the same offer is no change");
        b.receive(response(200, reInvite, "", SDP));
        var ack = b.only();
        assertTrue(ack.startsWith("ACK "), ack);
        assertEquals(header(reInvite, "CSeq").replace("INVITE", "ACK"), header(ack, "CSeq"));
        b.receive(response(200, reInvite, "", SDP));
        assertEquals(ack, b.only(), "a repeated 2xx gets the same ACK again");
        assertEquals(List.of("in confirmed", "in again 4000"), b.hub.told());
        hangUp(ok);
    }

    @Rfc(number = 4028, section = "10")
    @Test
    void endsACallWhoseOtherSideHasVanished() {
        answered(ALLOW);
        b.time.advanceMillis(900_100);
        b.sent();
        b.time.advance(Duration.ofSeconds(33));
        endsAsLost("in");
    }

    @Test
    void endsACallThatTheOtherSideKnowsNothingOf() {
        answered(ALLOW);
        b.time.advanceMillis(900_100);
        b.receive(response(481, b.only(), "", ""));
        endsAsLost("in");
    }

    @Rfc(number = 3261, section = "14.1")
    @Test
    void asksLaterWhenBothAskAtOnce() {
        var ok = answered("");
        b.time.advanceMillis(900_100);
        var ours = b.only();
        b.receive(inDialog("INVITE", 2, ok, SDP));
        assertEquals(List.of("491"), b.started());
        b.receive(response(491, ours, "", ""));
        assertEquals(List.of("ACK"), b.started());
        b.time.advance(Duration.ofSeconds(2));
        assertEquals(List.of("INVITE"), b.started());
        hangUp(ok);
    }

    @Rfc(number = 4028, section = "7.3")
    @Test
    void asksForLongerAfterA422AndTakesReInviteWhereUpdateIsRefused() {
        var ok = answered(ALLOW);
        b.time.advanceMillis(900_100);
        b.receive(response(422, b.only(), "", "").replace("CSeq", "Min-SE: 3600\r\nCSeq"));
        b.time.advanceMillis(180_100);
        var longer = b.only();
        assertEquals("3600;refresher=uac", header(longer, "Session-Expires"));
        b.receive(response(405, longer, "", ""));
        b.time.advanceMillis(180_100);
        assertEquals(List.of("INVITE"), b.started());
        hangUp(ok);
    }

    @Rfc(number = 4028, section = "7.2")
    @Test
    void calledByUsThePeerMayRefresh() {
        b.call();
        var invite = b.only();
        assertEquals("1800", header(invite, "Session-Expires"));
        assertEquals("90", header(invite, "Min-SE"));
        assertEquals("timer, 100rel, replaces, norefersub", header(invite, "Supported"));
        b.receive(granted(invite, "Session-Expires: 1000;refresher=uas\r\nRequire: timer\r\n"));
        b.sent();
        b.time.advance(Duration.ofSeconds(967));
        assertEquals(List.of(), b.sent());
        b.time.advance(Duration.ofSeconds(2));
        endsAsLost("out");
    }

    @Rfc(number = 4028, section = "7.3")
    @Test
    void callsAgainOnceWithTheTimeThatA422AsksFor() {
        b.call();
        var invite = b.only();
        b.receive(response(422, invite, "p", "").replace("CSeq", "Min-SE: 4000\r\nCSeq"));
        var sent = b.sent();
        assertTrue(sent.get(0).startsWith("ACK "), sent.get(0));
        var again = sent.get(1);
        assertEquals("4000", header(again, "Session-Expires"));
        assertEquals("2 INVITE", header(again, "CSeq"));
        assertEquals(header(invite, "Call-ID"), header(again, "Call-ID"));
        b.time.advance(Duration.ofSeconds(3));
        b.receive(response(422, again, "q", "").replace("CSeq", "Min-SE: 5000\r\nCSeq"));
        assertEquals(List.of("out ended REJECTED 422"), b.hub.told());
    }

    @Test
    void aPeerThatAsksForASecondIsNotSentARequestEverySecond() {
        var ok = answered("Session-Expires: 1\r\n" + ALLOW);
        assertEquals("90;refresher=uas", header(ok, "Session-Expires"));
        b.time.advance(Duration.ofSeconds(44));
        assertEquals(List.of(), b.sent());
        hangUp(ok);
    }

    @Test
    void whoSaysTryingAndNoMoreToARefreshIsGone() {
        answered("");
        b.time.advanceMillis(900_100);
        b.receive(response(100, b.only(), "", ""));
        b.time.advanceMillis(32_010);
        endsAsLost("in");
    }

    @Test
    void withoutTimersNobodyIsAsked() {
        var conf = new ConfigOf();
        conf.session = new SessionTimes(0, 90);
        b = conf.bench();
        var leg = b.call();
        var invite = b.only();
        assertEquals("", header(invite, "Session-Expires"));
        b.receive(granted(invite, ALLOW));
        assertEquals(List.of("ACK"), b.started());
        b.time.advance(Duration.ofHours(30));
        assertEquals(List.of(), b.sent());
        leg.hangUp("done");
        b.receive(response(200, b.only(), "", ""));
    }

    private static String invite(String lines) {
        return Bench.invite(Map.of("lines", lines));
    }

    /** The 200 of a call that came in, acknowledged. */
    private String answered(String lines) {
        b.receive(invite(lines));
        b.hub.leg().answer(Bench.OURS);
        var ok = b.sent().getLast();
        b.receive(inDialog("ACK", 1, ok, ""));
        b.hub.told.remove("incoming 4000");
        return ok;
    }

    private static String refreshBy(String method, int cseq, String ok, String lines) {
        return request(
                method,
                Map.of(
                        "To", header(ok, "To"),
                        "CSeq", cseq + " " + method,
                        "branch", "z9hG4bK-" + cseq,
                        "lines", lines + "Supported: timer\r\n"),
                "");
    }

    private static String granted(String invite, String lines) {
        return response(200, invite, "p", SDP).replace("Contact", lines + "Contact");
    }

    private static String version(String message) {
        return message.lines().filter(line -> line.startsWith("o=")).findFirst().orElseThrow();
    }

    private void endsAsLost(String name) {
        var bye = b.sent().getLast();
        assertTrue(bye.startsWith("BYE "), bye);
        assertTrue(bye.contains("\r\nReason: SIP;cause=504;text=\"Session expired\"\r\n"), bye);
        assertTrue(bye.contains("\r\nReason: Q.850;cause=102\r\n"), bye);
        b.receive(response(200, bye, "", ""));
        assertEquals(name + " ended LOST 0", b.hub.told().getLast());
    }

    private void hangUp(String ok) {
        b.sent();
        b.receive(inDialog("BYE", 9, ok, ""));
        assertEquals(List.of("200"), b.started());
    }
}
