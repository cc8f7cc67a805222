package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.OURS;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.invite;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.Referral;
import org.strowger.sip.SipCounter;

/** REFER, its subscription and its NOTIFYs (RFC 3515, RFC 4488). */
class ReferTest {

    private static final String TO_1002 = "Refer-To: <sip:1002@127.0.0.1:5060>\r\n";

    private final Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.rest();
        assertTrue(b.atRest(), "transactions, dialogs and timers are zero at the end");
    }

    @Rfc(number = 3515, section = "2.4.4")
    @Rfc(number = 3515, section = "2.4.5")
    @Rfc(number = 7647, section = "5")
    @Test
    void tellsHowTheReferredCallGoes() {
        var ok = referred();
        assertEquals(List.of("in referred 1002"), b.hub.told());
        var sent = b.sent();
        assertTrue(sent.getFirst().startsWith("SIP/2.0 200 OK"), sent.getFirst());
        var trying = sent.getLast();
        assertTrue(trying.startsWith("NOTIFY sip:al@127.0.0.9:5060 SIP/2.0\r\n"), trying);
        assertEquals("refer;id=2", Bench.header(trying, "Event"));
        assertEquals("active;expires=240", Bench.header(trying, "Subscription-State"));
        assertEquals("message/sipfrag;version=2.0", Bench.header(trying, "Content-Type"));
        assertEquals("20", Bench.header(trying, "Content-Length"));
        assertTrue(trying.endsWith("\r\n\r\nSIP/2.0 100 Trying\r\n"), trying);
        b.receive(Bench.response(200, trying, "", ""));
        b.time.advanceMillis(10_000);
        referral().progress(180);
        var ringing = b.only();
        assertTrue(ringing.endsWith("SIP/2.0 180 Ringing\r\n"), ringing);
        assertEquals("active;expires=230", Bench.header(ringing, "Subscription-State"));
        b.receive(Bench.response(200, ringing, "", ""));
        referral().progress(200);
        var done = b.only();
        assertTrue(done.endsWith("SIP/2.0 200 OK\r\n"), done);
        assertEquals("terminated;reason=noresource", Bench.header(done, "Subscription-State"));
        b.receive(Bench.response(200, done, "", ""));
        referral().progress(486);
        assertEquals(List.of(), b.sent());
        b.hangsUp(ok, 3);
    }

    @Test
    void noNotifyOvertakesAnotherButTheLastOneWaitsForNothing() {
        var ok = referred();
        var trying = b.sent().getLast();
        referral().progress(180);
        referral().progress(183);
        assertEquals(List.of(), b.sent());
        b.receive(Bench.response(200, trying, "", ""));
        assertTrue(b.only().endsWith("SIP/2.0 183 Session Progress\r\n"));
        referral().progress(603);
        assertTrue(b.only().endsWith("SIP/2.0 603 Decline\r\n"));
        b.hangsUp(ok, 3);
    }

    @Test
    void aReferThatComesAgainIsAnsweredAgainAndAskedOnce() {
        var ok = referred();
        var accepted = b.sent().getFirst();
        b.receive(refer(ok, 2, TO_1002));
        assertEquals(accepted, b.only());
        assertEquals(1, b.hub.referrals.size());
        referral().progress(200);
        b.hangsUp(ok, 3);
    }

    @Test
    void whatIsDecidedAtOnceIsToldInTheFirstNotify() {
        var ok = b.answered();
        b.receive(
                refer(ok, 2, "Refer-To: <sip:127.0.0.1?Replaces=x%3Bto-tag%3D1%3Bfrom-tag%3D2>\n"));
        var sent = b.sent();
        assertTrue(sent.getFirst().startsWith("SIP/2.0 200 "), sent.getFirst());
        assertTrue(sent.getLast().endsWith("SIP/2.0 481 Call/Transaction Does Not Exist\r\n"));
        assertEquals(2, sent.size());
        assertEquals(List.of(), b.hub.told());
        b.hangsUp(ok, 3);
    }

    @Rfc(number = 3515, section = "2.4.2")
    @ParameterizedTest
    @ValueSource(strings = {"<", "<<", "<sip:", "(", "\"\\", "[", "\"a\" ", "%"})
    void whatCannotBeReadHoweverLongItIsMalformedAndCounted(String shape) {
        var ok = b.answered();
        var longest = shape.repeat(6_000 / shape.length());
        b.receive(refer(ok, 2, "Refer-To: " + shape + "\n"));
        b.receive(refer(ok, 3, "Refer-To: " + longest + "\n"));
        assertEquals(List.of("400", "400"), b.started());
        assertEquals(2, b.counters.value(SipCounter.GRAMMAR_REJECTED));
        assertEquals(List.of(), b.hub.told());
        b.hangsUp(ok, 4);
    }

    @Rfc(number = 3515, section = "2.4.2")
    @ParameterizedTest
    @CsvSource({
        "400, Subject: nothing to refer to",
        "400, Refer-To: <sip:1002@127.0.0.1>|Refer-To: <sip:1001@127.0.0.1>",
        "400, Refer-To: <sip:1002@127.0.0.1",
        "400, Refer-To: <sip:127.0.0.1?Replaces=call-2%3Bto-tag%3D1>",
        "400, Refer-To: <sip:1002@127.0.0.1>|Replaces: call-2;to-tag=1;from-tag=2",
        "403, Refer-To: <sip:1002@203.0.113.9>",
        "403, Refer-To: <sip:1002@elsewhere.example>",
        "403, Refer-To: <sip:1002@127.0.0.1:5099>",
        "403, Refer-To: <sips:1002@127.0.0.1>",
        "403, Refer-To: <tel:+493012345>",
        "403, Refer-To: <http://127.0.0.1/1002>",
        "403, Refer-To: <sip:1002@127.0.0.1;method=BYE>",
        "420, Refer-To: <sip:1002@127.0.0.1>|Require: multiple-refer"
    })
    void refusesWhatNamesNothingOfOurs(int status, String lines) {
        var ok = b.answered();
        b.receive(refer(ok, 2, lines.replace("|", "\r\n") + "\r\n"));
        assertEquals(List.of(Integer.toString(status)), b.started());
        assertEquals(List.of(), b.hub.told());
        b.hangsUp(ok, 3);
    }

    @Rfc(number = 3515, section = "2.4.2")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Refer-To: <sip:1002@strowger>",
                "Refer-To: <sip:1002;rn=+4930@strowger>",
                "Refer-To: sip:1002@127.0.0.1",
                "r: Bob <sip:1002@127.0.0.1:5061;transport=tls;method=INVITE>"
            })
    void takesEveryNameOfOurs(String line) {
        var ok = b.answered();
        b.receive(refer(ok, 2, line + "\r\n"));
        assertEquals(List.of("200", "NOTIFY"), b.started());
        assertEquals(List.of("in referred 1002"), b.hub.told());
        referral().progress(404);
        b.hangsUp(ok, 3);
    }

    @Test
    void whatCallControlRefusesHasNoSubscription() {
        var ok = b.answered();
        b.hub.answerToRefer = 403;
        b.receive(refer(ok, 2, TO_1002));
        assertEquals(List.of("403"), b.started());
        isNotToldAnyMore(ok);
    }

    @Test
    void isDeclinedBeforeTheCallIsAnsweredAndForbiddenOutsideOfCalls() {
        b.receive(Bench.request("REFER", Map.of("lines", TO_1002), ""));
        assertEquals(List.of("403"), b.started());
        b.receive(invite(Map.of()));
        b.hub.leg().ring();
        var ringing = b.sent().getLast();
        b.receive(refer(ringing, 2, TO_1002));
        assertEquals(List.of("603"), b.started());
        b.hub.leg().reject(486);
        b.receive(
                Bench.request(
                        "ACK",
                        Map.of("branch", "z9hG4bK-INVITE", "To", Bench.header(ringing, "To")),
                        ""));
    }

    @Rfc(number = 4488, section = "4")
    @Test
    void whoWantsNoNotifyGetsNone() {
        var ok = b.answered();
        b.receive(refer(ok, 2, TO_1002 + "Refer-Sub: false\r\nRequire: norefersub\r\n"));
        var accepted = b.only();
        assertTrue(accepted.startsWith("SIP/2.0 200 "), accepted);
        assertEquals("false", Bench.header(accepted, "Refer-Sub"));
        isNotToldAnyMore(ok);
    }

    @Test
    void whoDoesNotKnowTheSubscriptionIsNotToldAnyMore() {
        var ok = referred();
        b.receive(Bench.response(481, b.sent().getLast(), "", ""));
        isNotToldAnyMore(ok);
    }

    @Test
    void whoDoesNotAnswerANotifyIsNotToldAnyMore() {
        var ok = referred();
        b.time.advance(Duration.ofSeconds(33));
        b.sent();
        isNotToldAnyMore(ok);
    }

    @Rfc(number = 3515, section = "2.4.4")
    @Test
    void theSubscriptionEndsByItself() {
        var ok = referred();
        b.receive(Bench.response(200, b.sent().getLast(), "", ""));
        b.time.advance(Duration.ofSeconds(241));
        var last = b.sent().stream().filter(message -> message.startsWith("NOTIFY")).findFirst();
        assertEquals(
                "terminated;reason=timeout",
                Bench.header(last.orElseThrow(), "Subscription-State"));
        referral().progress(200);
        b.hangsUp(ok, 3);
    }

    @Test
    void whoHungUpIsToldTheEndAllTheSame() {
        var ok = referred();
        b.receive(Bench.response(200, b.sent().getLast(), "", ""));
        b.hangsUp(ok, 3);
        referral().progress(200);
        var late = b.only();
        assertTrue(late.startsWith("NOTIFY "), late);
        b.receive(Bench.response(481, late, "", ""));
        assertEquals(List.of(), b.sent());
    }

    @Test
    void theTransferorsOtherLegIsGivenToCallControl() {
        var ok = b.answered();
        b.receive(
                invite(
                        Map.of(
                                "Call-ID", "call-2@phone",
                                "branch", "z9hG4bK-second",
                                "From", "<sip:555@127.0.0.9>;tag=al2")));
        b.hub.leg().answer(OURS);
        var second = b.sent().getLast();
        b.receive(ack(second, "call-2@phone", "<sip:555@127.0.0.9>;tag=al2"));
        b.receive(refer(ok, 2, replaces("call-2%40phone", Bench.toTag(second), "al2")));
        assertEquals(List.of("200", "NOTIFY"), b.started());
        assertSame(b.hub.listeners.get(1), referral().replaced());
        assertEquals("", referral().number());
        referral().progress(200);
        b.receive(refer(ok, 3, replaces("call-2%40phone", Bench.toTag(second), "other")));
        assertEquals(1, b.hub.referrals.size(), "the tags must be those of the dialog");
        b.sent();
        b.hangsUp(ok, 4);
        b.hub.leg().hangUp("over");
        b.receive(Bench.response(200, b.sent().getLast(), "", ""));
    }

    @Test
    void whoWasCalledMayReferToo() {
        b.call();
        var invite = b.only();
        b.receive(Bench.response(200, invite, "p", SDP), Bench.flow("127.0.0.2", 5070));
        b.sent();
        b.receive(TrunkOf.request("REFER", 1, invite, TO_1002), Bench.flow("127.0.0.2", 5070));
        assertEquals(List.of("200", "NOTIFY"), b.started());
        assertEquals(List.of("out answered 4000", "out referred 1002"), b.hub.told());
        referral().progress(200);
        b.sent();
        b.receive(TrunkOf.bye(2, invite), Bench.flow("127.0.0.2", 5070));
        assertEquals(List.of("200"), b.started());
    }

    @Rfc(number = 3892, section = "3")
    @Test
    void ourOwnUsersHearWhoTransferredTheCallAndNobodyElse() {
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        b.sent();
        var user = new OutgoingCall.Target.User("1001");
        var leg =
                b.core.call(new OutgoingCall(user, "555", "", OURS, "1002"), b.hub.listener("out"));
        var inside = b.only();
        assertEquals("<sip:1002@strowger>", Bench.header(inside, "Referred-By"));
        var trunk = new OutgoingCall.Target.Trunk("peer", "4003");
        var other =
                b.core.call(
                        new OutgoingCall(trunk, "555", "", OURS, "1002"), b.hub.listener("out"));
        var outside = b.only();
        assertFalse(outside.contains("Referred-By"), outside);
        b.receive(Bench.response(486, inside, "x", ""));
        b.receive(Bench.response(486, outside, "x", ""), Bench.flow("127.0.0.2", 5070));
        assertFalse(leg.sipCallId().equals(other.sipCallId()));
    }

    private static String replaces(String callId, String toTag, String fromTag) {
        return "Refer-To: <sip:127.0.0.1:5060?Replaces="
                + callId
                + "%3Bto-tag%3D"
                + toTag
                + "%3Bfrom-tag%3D"
                + fromTag
                + ">\r\n";
    }

    private static String ack(String ok, String callId, String from) {
        return Bench.request(
                "ACK",
                Map.of(
                        "Call-ID",
                        callId,
                        "From",
                        from,
                        "To",
                        Bench.header(ok, "To"),
                        "branch",
                        "z9hG4bK-ack-" + callId.length()),
                "");
    }

    /** The 200 of an answered call whose caller has then referred us to 1002. */
    private String referred() {
        var ok = b.answered();
        b.receive(refer(ok, 2, TO_1002));
        return ok;
    }

    private void isNotToldAnyMore(String ok) {
        referral().progress(180);
        referral().progress(200);
        assertEquals(List.of(), b.sent());
        b.hangsUp(ok, 3);
    }

    private Referral referral() {
        return b.hub.referrals.getLast();
    }

    private static String refer(String ok, int cseq, String lines) {
        return Bench.request(
                "REFER",
                Map.of(
                        "To",
                        Bench.header(ok, "To"),
                        "CSeq",
                        cseq + " REFER",
                        "branch",
                        "z9hG4bK-REFER" + cseq,
                        "lines",
                        lines),
                "");
    }
}
