package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.OURS;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.inDialog;
import static org.strowger.sip.core.Bench.invite;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.sdp.Security;

class UasTest {

    private final Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.rest();
        assertTrue(b.atRest(), "transactions, dialogs and timers are zero at the end");
    }

    @Test
    void rings_answers_andEndsWithTheCallersBye() {
        b.receive(invite(Map.of("lines", "Record-Route: <sip:127.0.0.9;lr>\r\n")));
        assertEquals(List.of("100"), b.started());
        assertEquals("555", b.hub.leg().callerNumber());
        assertEquals("Al", b.hub.leg().callerName());
        assertEquals("4000", b.hub.leg().dialled());
        assertEquals("call-1", b.hub.leg().sipCallId());
        b.hub.leg().ring();
        var ringing = b.only();
        b.hub.leg().answer(OURS);
        var ok = b.only();
        assertEquals("<sip:127.0.0.9;lr>", Bench.header(ok, "Record-Route"));
        assertEquals("<sip:127.0.0.1:5060>", Bench.header(ok, "Contact"));
        assertEquals(Bench.toTag(ringing), Bench.toTag(ok));
        assertTrue(ok.contains("m=audio 20000"), ok);
        b.receive(inDialog("ACK", 1, ok, ""));
        b.receive(inDialog("BYE", 2, ok, ""));
        assertEquals(List.of("200"), b.started());
        assertEquals(List.of("incoming 4000", "in confirmed", "in ended BYE 0"), b.hub.told());
        assertEquals(0, b.core.dialogs());
        b.receive(inDialog("BYE", 3, ok, ""));
        assertEquals(List.of("481"), b.started());
    }

    @Rfc(number = 3261, section = "13.3.1.4")
    @Test
    void repeatsIts2xxUntilTheAckComes() {
        b.receive(invite(Map.of()));
        b.hub.leg().answer(OURS);
        var ok = b.sent().getLast();
        b.time.advanceMillis(3_600); // 0.5, 1.5, 3.5
        assertEquals(Collections.nCopies(3, ok), b.sent());
        b.receive(inDialog("ACK", 1, ok, ""));
        b.receive(inDialog("ACK", 1, ok, ""));
        b.time.advanceMillis(10_000);
        assertEquals(List.of(), b.sent());
        b.hub.leg().hangUp("done");
        var bye = b.only();
        assertTrue(bye.startsWith("BYE sip:al@127.0.0.9:5060 SIP/2.0\r\n"), bye);
        assertEquals("SIP;cause=200;text=\"done\"", Bench.header(bye, "Reason"));
        b.hub.leg().hangUp("again");
        assertEquals(List.of(), b.sent());
        b.receive(Bench.response(200, bye, "", ""));
        assertEquals(List.of("incoming 4000", "in confirmed", "in ended OURS 0"), b.hub.told());
    }

    @Rfc(number = 6026, section = "7.1")
    @Test
    void nothingIsKeptOfACallThatIsOverButItsCopiesAreKnown() {
        var invite = invite(Map.of());
        b.receive(invite);
        b.hub.leg().answer(OURS);
        var ok = b.sent().getLast();
        b.receive(inDialog("ACK", 1, ok, ""));
        b.receive(inDialog("BYE", 2, ok, ""));
        var answer = b.only();
        assertTrue(b.atRest(), "at once, not after 64*T1");
        b.time.advanceMillis(31_000);
        b.receive(inDialog("BYE", 2, ok, ""));
        assertEquals(answer, b.only(), "the same 200, made anew");
        b.receive(invite);
        b.receive(inDialog("ACK", 1, ok, ""));
        assertEquals(List.of(), b.sent());
        b.receive(invite(Map.of("branch", "z9hG4bK-other-way")));
        assertEquals(List.of("482"), b.started());
        b.hub.told();
    }

    @Rfc(number = 3261, section = "13.3.1.4")
    @Test
    void hangsUpWhenNoAckComes() {
        b.receive(invite(Map.of()));
        b.hub.leg().answer(OURS);
        b.time.advanceMillis(32_010);
        assertTrue(b.sent().getLast().startsWith("BYE "));
        assertEquals(List.of("incoming 4000", "in ended NO_ACK 0"), b.hub.told());
    }

    @Rfc(number = 3261, section = "15")
    @Test
    void keepsItsByeUntilTheAckCame() {
        b.receive(invite(Map.of()));
        b.hub.leg().answer(OURS);
        var ok = b.sent().getLast();
        b.hub.leg().hangUp("changed my mind");
        assertEquals(List.of(), b.sent());
        b.receive(inDialog("ACK", 1, ok, ""));
        assertEquals(List.of("BYE"), b.started());
        b.time.advanceMillis(32_010); // Nobody answers the BYE.
        assertEquals(List.of("incoming 4000", "in ended OURS 0"), b.hub.told());
    }

    @Rfc(number = 3261, section = "21.5.4")
    @Test
    void saysWhenToComeAgainWhenCallControlHasNoPlace() {
        b.receive(invite(Map.of()));
        b.sent();
        b.hub.leg().reject(503);
        var refusal = b.only();
        assertTrue(refusal.startsWith("SIP/2.0 503"), refusal);
        int seconds = Integer.parseInt(Bench.header(refusal, "Retry-After"));
        assertTrue(seconds >= 1 && seconds <= 5, refusal);
    }

    @Rfc(number = 3261, section = "13.3.1.3")
    @Test
    void refusesAndEndsWithTheAck() {
        b.hub.onIncoming = leg -> leg.reject(404);
        b.receive(invite(Map.of()));
        assertEquals(List.of("100", "404"), b.started());
        b.hub.leg().reject(500);
        b.hub.leg().answer(OURS);
        b.hub.leg().ring();
        assertEquals(List.of(), b.started());
        b.receive(Bench.request("ACK", Map.of("branch", "z9hG4bK-INVITE", "CSeq", "1 ACK"), ""));
        assertEquals(List.of("incoming 4000", "in ended OURS 404"), b.hub.told());
    }

    @Rfc(number = 3326, section = "2")
    @Test
    void endsARefusedLegWithoutAnAckAfter64T1() {
        b.receive(invite(Map.of()));
        b.hub.leg().hangUp(Reason.of(Q850.NORMAL_UNSPECIFIED, "no"));
        var refusal = b.sent().getLast();
        assertTrue(refusal.startsWith("SIP/2.0 480 "), refusal);
        assertEquals("Q.850;cause=31", Bench.header(refusal, "Reason"));
        b.time.advanceMillis(32_010);
        assertEquals(List.of("incoming 4000", "in ended OURS 480"), b.hub.told());
    }

    @Rfc(number = 3261, section = "9.2")
    @Test
    void takesACancel() {
        b.receive(invite(Map.of()));
        b.hub.leg().ring();
        b.sent();
        b.receive(Bench.request("CANCEL", Map.of("branch", "z9hG4bK-INVITE"), ""));
        var sent = b.sent();
        assertTrue(sent.get(0).startsWith("SIP/2.0 200") && sent.get(0).contains("1 CANCEL"));
        assertTrue(sent.get(1).startsWith("SIP/2.0 487") && sent.get(1).contains("1 INVITE"));
        assertEquals(List.of("incoming 4000", "in ended CANCELLED 487"), b.hub.told());
        b.hub.leg().answer(OURS);
        assertEquals(List.of(), b.sent(), "too late");
    }

    @Test
    void addsNoSecondTagToACancelThatHasOne() {
        b.receive(invite(Map.of()));
        b.sent();
        var more = Map.of("branch", "z9hG4bK-INVITE", "To", "<sip:4000@127.0.0.1>;tag=theirs");
        b.receive(Bench.request("CANCEL", more, ""));
        assertEquals("<sip:4000@127.0.0.1>;tag=theirs", Bench.header(b.sent().getFirst(), "To"));
    }

    @Rfc(number = 3261, section = "14.2")
    @Test
    void offersEverythingAgainToAReinviteWithoutOffer() {
        var ok = established();
        b.hub.answerToOffers =
                new AudioDescription(
                        OURS.address(),
                        List.of(Codec.PCMA),
                        96,
                        AudioDescription.Direction.RECVONLY,
                        false);
        b.receive(inDialog("INVITE", 2, ok, SDP + "a=sendonly\r\n"));
        b.receive(inDialog("ACK", 2, ok, ""));
        assertTrue(b.sent().getLast().contains("a=recvonly"));
        b.receive(inDialog("INVITE", 3, ok, ""));
        var offer = b.sent().getLast();
        assertTrue(offer.contains("m=audio 20000 RTP/AVP 0 8 96\r\n"), offer);
        assertTrue(offer.contains("a=sendrecv"), offer);
        b.receive(inDialog("ACK", 3, ok, SDP));
        b.receive(inDialog("BYE", 4, ok, ""));
    }

    @Rfc(number = 3261, section = "9.2")
    @Test
    void lets200WinOverACancelThatCrossesIt() {
        b.receive(invite(Map.of()));
        b.hub.leg().answer(OURS);
        var ok = b.sent().getLast();
        b.receive(Bench.request("CANCEL", Map.of("branch", "z9hG4bK-INVITE"), ""));
        assertEquals(List.of("200"), b.started());
        b.receive(inDialog("ACK", 1, ok, ""));
        b.receive(inDialog("BYE", 2, ok, ""));
        assertEquals(List.of("incoming 4000", "in confirmed", "in ended BYE 0"), b.hub.told());
    }

    @Rfc(number = 3261, section = "9.2")
    @Test
    void knowsNothingOfACancelWithoutInvite() {
        b.receive(Bench.request("CANCEL", Map.of(), ""));
        assertEquals(List.of("481"), b.started());
        assertEquals(0, b.core.serverTransactions());
    }

    @Rfc(number = 3261, section = "15.1.2")
    @Test
    void takesAByeInTheEarlyDialogAndBeforeTheAck() {
        b.receive(invite(Map.of()));
        b.hub.leg().ring();
        var ringing = b.sent().getLast();
        b.receive(inDialog("BYE", 2, ringing, ""));
        assertEquals(List.of("200", "487"), b.started());
        b.receive(invite(Map.of("branch", "z9hG4bKx", "Call-ID", "call-2")));
        b.hub.leg().answer(OURS);
        var ok = b.sent().getLast();
        b.receive(inDialog("BYE", 3, ok, "").replace("call-1", "call-2"));
        assertEquals(List.of("200"), b.started());
        b.time.advanceMillis(5_000);
        assertEquals(
                List.of("487", "487", "487"), b.started(), "the 2xx is not repeated, the 487 is");
        assertEquals(
                List.of("incoming 4000", "in ended BYE 487", "incoming 4000", "in ended BYE 0"),
                b.hub.told());
    }

    @Rfc(number = 3261, section = "17.2.1")
    @Test
    void answersABurstOfTheSameInviteOnce() {
        b.receive(invite(Map.of()));
        b.receive(invite(Map.of()));
        b.receive(invite(Map.of("branch", "z9hG4bK-another-way")));
        assertEquals(List.of("100", "100", "482"), b.started());
        assertEquals(1, b.hub.legs.size());
        b.hub.leg().reject(486);
    }

    @Rfc(number = 3261, section = "13.2.1")
    @Test
    void makesItsOfferWhenTheCallerHasNone() {
        b.receive(Bench.request("INVITE", Map.of(), ""));
        assertNull(b.hub.leg().offer());
        b.hub.leg().answer(OURS);
        var ok = b.sent().getLast();
        assertTrue(ok.contains("m=audio 20000"), ok);
        b.receive(inDialog("ACK", 1, ok, SDP));
        b.receive(inDialog("BYE", 2, ok, ""));
        assertEquals(
                List.of("incoming 4000", "in answered 4000", "in confirmed", "in ended BYE 0"),
                b.hub.told());
    }

    @Rfc(number = 3261, section = "13.2.1")
    @Test
    void hangsUpWhenALateOfferGetsNoAnswer() {
        b.receive(Bench.request("INVITE", Map.of(), ""));
        b.hub.leg().answer(OURS);
        var ok = b.sent().getLast();
        b.receive(inDialog("ACK", 1, ok, ""));
        b.receive(Bench.response(481, b.only(), "", ""));
        assertEquals(List.of("incoming 4000", "in ended LOST 0"), b.hub.told());
    }

    @Rfc(number = 3264, section = "8.4")
    @Rfc(number = 3261, section = "14.2")
    @Test
    void takesHoldAndKeepsTheSessionWhenTheOfferIsRefused() {
        var ok = established();
        var hold = SDP + "a=sendonly\r\n";
        b.receive(inDialog("INVITE", 2, ok, hold));
        var sent = b.sent();
        assertTrue(sent.getLast().startsWith("SIP/2.0 200"), sent.toString());
        b.receive(inDialog("INVITE", 3, ok, SDP));
        assertEquals(List.of("491"), b.started(), "the last one has no ACK yet");
        b.receive(inDialog("ACK", 2, ok, ""));
        b.hub.answerToOffers = null;
        b.receive(inDialog("INVITE", 4, ok, SDP));
        b.receive(inDialog("INVITE", 5, ok, SDP.replace("RTP/AVP 0", "RTP/AVP 18")));
        assertEquals(List.of("488", "488"), b.started());
        b.hub.answerToOffers = OURS;
        b.receive(inDialog("UPDATE", 6, ok, SDP));
        assertTrue(b.only().contains("m=audio"));
        b.receive(inDialog("UPDATE", 7, ok, ""));
        assertFalse(b.only().contains("m=audio"));
        b.hub.offeredSecurity = new Security(Security.Profile.SAVP, List.of());
        b.receive(inDialog("INVITE", 8, ok, ""));
        assertTrue(b.sent().getLast().contains(" RTP/SAVP "), "as call control says");
        b.receive(inDialog("ACK", 8, ok, SDP));
        assertEquals(
                List.of(
                        "in offered SENDONLY",
                        "in confirmed",
                        "in offered SENDRECV",
                        "in offered SENDRECV",
                        "in answered 4000",
                        "in confirmed"),
                b.hub.told());
        b.receive(inDialog("BYE", 9, ok, ""));
    }

    @Test
    void answersOtherRequestsOfTheDialog() {
        var ok = established();
        b.receive(
                inDialog("INFO", 5, ok, "").replace("Content-Length", "X-Y: z\r\nContent-Length"));
        b.receive(inDialog("OPTIONS", 6, ok, ""));
        b.receive(inDialog("NOTIFY", 7, ok, ""));
        b.receive(inDialog("INFO", 6, ok, ""));
        assertEquals(List.of("200", "200", "405", "500"), b.started());
        b.receive(inDialog("INVITE", 8, ok, SDP).replace("Max-F", "Require: x\r\nMax-F"));
        assertEquals(List.of("420"), b.started());
        b.receive(inDialog("BYE", 9, ok, "").replace("tag=al", "tag=stranger"));
        assertEquals(List.of("481"), b.started());
        b.receive(inDialog("BYE", 10, ok, ""));
    }

    @Rfc(number = 3261, section = "14.2")
    @Test
    void asksForPatienceWhenAReinviteComesBeforeTheAnswer() {
        b.receive(invite(Map.of()));
        b.hub.leg().ring();
        var ringing = b.sent().getLast();
        b.receive(inDialog("INVITE", 2, ringing, SDP));
        var busy = b.only();
        assertTrue(busy.startsWith("SIP/2.0 500"), busy);
        assertTrue(Integer.parseInt(Bench.header(busy, "Retry-After")) <= 10);
        b.hub.leg().reject(486);
    }

    @Test
    void endsOnlyTheLegInWhichABugIsMet() {
        b.hub.onIncoming =
                _ -> {
                    throw new IllegalStateException("a bug, made for this test");
                };
        b.receive(invite(Map.of()));
        assertEquals(List.of("100", "500"), b.started());
        b.hub.onIncoming = leg -> leg.reject(486);
        b.receive(invite(Map.of("branch", "z9hG4bKy", "Call-ID", "call-2")));
        assertEquals(List.of("100", "486"), b.started());
    }

    @Rfc(number = 3261, section = "12.2.1.1")
    @Test
    void putsAStrictRoutersUriIntoTheRequestLine() {
        b.receive(invite(Map.of("lines", "Record-Route: <sip:127.0.0.7>\r\n")));
        b.hub.leg().answer(OURS);
        b.receive(inDialog("ACK", 1, b.sent().getLast(), ""));
        b.hub.leg().hangUp("bye");
        var bye = b.only();
        assertTrue(bye.startsWith("BYE sip:127.0.0.7 SIP/2.0\r\n"), bye);
        assertEquals("<sip:al@127.0.0.9:5060>", Bench.header(bye, "Route"));
        b.receive(Bench.response(200, bye, "", ""));
    }

    private String established() {
        b.receive(invite(Map.of()));
        assertNotNull(b.hub.leg().offer());
        b.hub.leg().answer(OURS);
        assertNull(b.hub.leg().offer());
        var ok = b.sent().getLast();
        b.receive(inDialog("ACK", 1, ok, ""));
        b.hub.told();
        return ok;
    }
}
