package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.registrar.Credentials;

/** Further 2xx to an INVITE of ours that has had its ACK. */
class LateAnswersTest {

    private static final String CHALLENGE = "WWW-Authenticate: Digest realm=\"c\", nonce=\"n\"";

    private Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    private static String answer(String invite, String tag) {
        return response(200, invite, tag, SDP);
    }

    private void receive(String response) {
        b.receive(response, TrunkOf.flow(2));
    }

    /** What is sent for a 2xx, and that no transaction waits for another. */
    private String acknowledged(String answer) {
        b.sent();
        receive(answer);
        assertEquals(0, b.core.clientTransactions());
        return b.only();
    }

    /** What is sent for the first 2xx of another fork, whose BYE is answered. */
    private List<String> ended(String answer) {
        receive(answer);
        var sent = b.sent();
        assertEquals(2, sent.size(), sent::toString);
        assertTrue(sent.get(0).startsWith("ACK sip:peer@127.0.0.2:5070 "), sent::toString);
        assertTrue(sent.get(1).startsWith("BYE sip:peer@127.0.0.2:5070 "), sent::toString);
        var tag = Bench.toTag(answer);
        assertEquals(tag, Bench.toTag(sent.get(0)));
        assertEquals(tag, Bench.toTag(sent.get(1)));
        receive(response(200, sent.get(1), "", ""));
        assertEquals(0, b.core.clientTransactions());
        return sent;
    }

    @Rfc(number = 3261, section = "13.2.2.4")
    @Rfc(number = 6026, section = "7.2")
    @Test
    void aCopyGetsTheSameAckWhileTheCallStandsAndAfterItsEnd() {
        var leg = b.call();
        var invite = b.only();
        receive(response(180, invite, "p", ""));
        var ack = acknowledged(answer(invite, "p"));
        assertEquals(ack, acknowledged(answer(invite, "p")));
        leg.hangUp("done");
        var bye = b.only();
        receive(answer(invite, "p"));
        assertEquals(ack, b.only(), "while the BYE is under way");
        receive(response(200, bye, "", ""));
        assertEquals(0, b.core.dialogs());
        assertEquals(ack, acknowledged(answer(invite, "p")), "and no second BYE");
        assertEquals(List.of("out 180", "out answered 4000", "out ended OURS 0"), b.hub.told());
        assertEquals(0, b.counters.value(SipCounter.STRAY));
    }

    @Rfc(number = 3261, section = "13.2.2.4")
    @Test
    void aCopyAfterThePeersByeGetsItsAckOnly() {
        b.call();
        var invite = b.only();
        var ack = acknowledged(answer(invite, "p"));
        b.receive(TrunkOf.bye(1, invite));
        assertEquals(List.of("200"), b.started());
        assertEquals(ack, acknowledged(answer(invite, "p")));
    }

    @Test
    void aCopyFromElsewhereGetsItsAckOnlyWhileTheCallStands() {
        b.call();
        var invite = b.only();
        var ack = acknowledged(answer(invite, "p"));
        b.receive(answer(invite, "p"), TrunkOf.flow(66));
        assertEquals(TrunkOf.flow(2).remote(), b.flows.getLast().remote());
        assertEquals(ack, b.only());
        b.receive(TrunkOf.bye(1, invite));
        b.sent();
        b.receive(answer(invite, "p"), TrunkOf.flow(66));
        assertEquals(List.of(), b.sent());
        assertEquals(1, b.counters.value(SipCounter.STRAY));
        assertEquals(ack, acknowledged(answer(invite, "p")));
    }

    @Rfc(number = 3261, section = "13.2.2.4")
    @Test
    void anotherForkIsAcknowledgedAndEndedOnceWhileTheCallStandsAndAfterwards() {
        b.call();
        var invite = b.only();
        acknowledged(answer(invite, "p"));
        var during = ended(answer(invite, "q"));
        assertEquals(during.get(0), acknowledged(answer(invite, "q")));
        b.receive(TrunkOf.bye(1, invite));
        b.sent();
        assertEquals(during.get(0), acknowledged(answer(invite, "q")));
        var after = ended(answer(invite, "r"));
        assertEquals(after.get(0), acknowledged(answer(invite, "r")));
        assertEquals(header(invite, "From"), header(after.get(1), "From"));
        assertEquals(header(invite, "Call-ID"), header(after.get(1), "Call-ID"));
        assertEquals("1 ACK", header(after.get(0), "CSeq"));
    }

    @Rfc(number = 3261, section = "9.1")
    @Rfc(number = 3261, section = "13.2.2.4")
    @Test
    void twoForksAnswerAcrossACancel() {
        var leg = b.call();
        var invite = b.only();
        receive(response(180, invite, "p", ""));
        leg.hangUp("gone");
        receive(response(200, b.only(), "p", ""));
        var first = ended(answer(invite, "p"));
        assertEquals(List.of("out 180", "out ended OURS 0"), b.hub.told());
        ended(answer(invite, "q"));
        assertEquals(first.get(0), acknowledged(answer(invite, "p")));
    }

    @Rfc(number = 3261, section = "12.2.2")
    @Rfc(number = 3262, section = "4")
    @Test
    void theByeToAForkComesAfterItsPracks() {
        b.call();
        var invite = b.only();
        receive(
                response(183, invite, "q", "")
                        .replace("CSeq", "Require: 100rel\r\nRSeq: 1\r\nCSeq"));
        var prack = b.only();
        assertEquals("2 PRACK", header(prack, "CSeq"));
        receive(response(200, prack, "", ""));
        acknowledged(answer(invite, "p"));
        b.receive(TrunkOf.bye(1, invite));
        b.sent();
        var bye = ended(answer(invite, "q")).get(1);
        assertEquals("1002 BYE", header(bye, "CSeq"));
    }

    @Rfc(number = 3261, section = "12.1.2")
    @Test
    void aForkIsReachedByItsRoutes() {
        b.call();
        var invite = b.only();
        acknowledged(answer(invite, "p"));
        receive(
                answer(invite, "q")
                        .replace(
                                "\r\nContact:",
                                "\r\nRecord-Route: <sip:127.0.0.5;lr>,<sip:127.0.0.2:5099;lr>\r\nContact:"));
        for (var flow : b.flows) {
            assertEquals(Bench.address("127.0.0.2", 5_099), flow.remote());
        }
        var sent = b.sent();
        var routes = "Route: <sip:127.0.0.2:5099;lr>\r\nRoute: <sip:127.0.0.5;lr>\r\n";
        assertTrue(sent.get(0).contains(routes) && sent.get(1).contains(routes), sent::toString);
        receive(response(200, sent.get(1), "", ""));
        b.receive(TrunkOf.bye(1, invite));
    }

    @Test
    void aForkThatCannotBeReadIsEndedWhereTheInviteWent() {
        b.call();
        var invite = b.only();
        acknowledged(answer(invite, "p"));
        receive(answer(invite, "q").replace("<sip:peer@127.0.0.2:5070>", "<<"));
        var sent = b.sent();
        assertTrue(sent.get(0).startsWith("ACK sip:4003@127.0.0.2:5070 "), sent::toString);
        assertTrue(sent.get(1).startsWith("BYE sip:4003@127.0.0.2:5070 "), sent::toString);
        receive(response(200, sent.get(1), "", ""));
        b.receive(TrunkOf.bye(1, invite));
    }

    @Test
    void nobodyElsesAnswerMakesUsSendAnything() {
        b.call();
        var invite = b.only();
        acknowledged(answer(invite, "p"));
        var fork = answer(invite, "q");
        b.receive(fork, TrunkOf.flow(66));
        b.receive(answer(invite.replace("branch=z9hG4bK", "branch=z9hG4bK0"), "p"));
        b.receive(response(180, invite, "q", ""), TrunkOf.flow(66));
        assertEquals(List.of(), b.sent());
        assertEquals(3, b.counters.value(SipCounter.STRAY));
        b.receive(TrunkOf.bye(1, invite));
    }

    /** Its branch is all that somebody has seen of our INVITE. */
    private void nothingIsSentForAnotherDialogs(String answer) {
        var from = header(answer, "From");
        var tag = from.substring(from.indexOf(";tag="));
        long strays = b.counters.value(SipCounter.STRAY);
        receive(answer.replace(tag, ";tag=guessed"));
        receive(answer.replace(header(answer, "Call-ID"), "guessed"));
        receive(answer.replace("CSeq: 1 ", "CSeq: 2 "));
        assertEquals(List.of(), b.sent());
        assertEquals(strays + 3, b.counters.value(SipCounter.STRAY));
    }

    @Rfc(number = 3261, section = "12.1.2")
    @Test
    void whatSaysOtherThanItsInviteIsNoAnswerToIt() {
        b.call();
        var invite = b.only();
        acknowledged(answer(invite, "p"));
        var other = response(486, invite, "q", "");
        nothingIsSentForAnotherDialogs(answer(invite, "p"));
        nothingIsSentForAnotherDialogs(answer(invite, "q"));
        nothingIsSentForAnotherDialogs(other);
        b.receive(TrunkOf.bye(1, invite));
        b.sent();
        nothingIsSentForAnotherDialogs(answer(invite, "p"));
        nothingIsSentForAnotherDialogs(answer(invite, "q"));
        nothingIsSentForAnotherDialogs(other);
    }

    private List<String> startedFor(String answer, Flow came) {
        b.receive(answer, came);
        return b.started();
    }

    @Rfc(number = 3261, section = "13.2.2.4")
    @Test
    void aForkMayAnswerFromAnotherAddressOfTheTrunkThatWasCalled() {
        var trunk = new TrunkOf("peer", 2, 3);
        trunk.trusted = List.of(Bench.address("127.0.0.4", 0).getAddress());
        b = TrunkOf.bench(trunk, new TrunkOf("another", 5));
        b.call();
        var invite = b.only();
        acknowledged(answer(invite, "p"));
        for (int host = 3; host <= 4; host++) {
            var fork = answer(invite, "q" + host);
            b.receive(fork, TrunkOf.flow(host));
            var bye = b.sent().getLast();
            assertTrue(bye.startsWith("BYE "), bye);
            receive(response(200, bye, "", ""));
            assertEquals(List.of("ACK"), startedFor(fork, TrunkOf.flow(host)), "a copy");
            assertEquals(List.of(), startedFor(response(180, invite, "r", ""), TrunkOf.flow(host)));
        }
        assertEquals(0, b.counters.value(SipCounter.STRAY));
        assertEquals(List.of(), startedFor(answer(invite, "r"), TrunkOf.flow(5)));
        assertEquals(List.of(), startedFor(answer(invite, "r"), TrunkOf.flow(66)));
        assertEquals(2, b.counters.value(SipCounter.STRAY));
        b.receive(TrunkOf.bye(1, invite));
    }

    @Test
    void theForksOfAllAddressesAreCountedTogether() {
        b = TrunkOf.bench(new TrunkOf("peer", 2, 3));
        b.call();
        var invite = b.only();
        acknowledged(answer(invite, "p"));
        for (int fork = 2; fork <= 8; fork++) {
            ended(answer(invite, "f" + fork));
        }
        assertEquals(List.of(), startedFor(answer(invite, "f9"), TrunkOf.flow(3)));
        b.receive(TrunkOf.bye(1, invite));
    }

    @Rfc(number = 6026, section = "7.2")
    @Test
    void whatElseForksSayIsAbsorbed() {
        b.call();
        var invite = b.only();
        var ack = acknowledged(answer(invite, "p"));
        assertTrue(ack.startsWith("ACK "), ack);
        receive(response(180, invite, "q", ""));
        receive(response(486, invite, "q", ""));
        assertEquals(List.of(), b.sent());
        assertEquals(0, b.counters.value(SipCounter.STRAY));
        assertEquals(List.of("out answered 4000"), b.hub.told());
        b.receive(TrunkOf.bye(1, invite));
    }

    @Test
    void eightForksAreEndedAndNoMore() {
        b.call();
        var invite = b.only();
        acknowledged(answer(invite, "p"));
        for (int fork = 2; fork <= 8; fork++) {
            ended(answer(invite, "f" + fork));
        }
        receive(answer(invite, "f9"));
        assertEquals(List.of(), b.sent());
        b.receive(TrunkOf.bye(1, invite));
    }

    @Rfc(number = 6026, section = "7.2")
    @Test
    void itIsKnownFor64T1AndForgottenIn128() {
        b.call();
        var invite = b.only();
        var ack = acknowledged(answer(invite, "p"));
        b.receive(TrunkOf.bye(1, invite));
        b.time.advanceMillis(31_990);
        assertEquals(ack, acknowledged(answer(invite, "p")));
        b.time.advance(Duration.ofSeconds(33));
        b.sent();
        receive(answer(invite, "p"));
        receive(answer(invite, "q"));
        assertEquals(List.of(), b.sent());
        assertEquals(2, b.counters.value(SipCounter.STRAY));
    }

    @Rfc(number = 3261, section = "22.1")
    @Rfc(number = 3261, section = "22.2")
    @Test
    void credentialsAreInTheAckOfAStandingCallAndInTheByeToAFork() {
        var trunk = new TrunkOf("peer", 2);
        trunk.credentials = new Credentials("me", "secret");
        b = TrunkOf.bench(trunk);
        b.call();
        receive(challenge(b.only()));
        var invite = b.sent().getLast();
        receive(response(180, invite, "p", ""));
        b.rest(); // The machine of the refused INVITE is gone then, and the call rings on.
        var ack = acknowledged(answer(invite, "p"));
        assertTrue(header(ack, "Authorization").startsWith("Digest "), ack);
        assertEquals(ack, acknowledged(answer(invite, "p")));
        b.receive(TrunkOf.bye(1, invite));
        b.sent();
        receive(answer(invite, "q"));
        receive(challenge(b.sent().getLast()));
        var bye = b.only();
        assertTrue(bye.startsWith("BYE ") && !header(bye, "Authorization").isEmpty(), bye);
        receive(response(200, bye, "", ""));
    }

    private static String challenge(String request) {
        return response(401, request, "x", "")
                .replace("\r\nContact", "\r\n" + CHALLENGE + "\r\nContact");
    }
}
