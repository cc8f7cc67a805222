package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.acd.AcdEvent;
import org.strowger.call.FakeSip.Asked;
import org.strowger.sip.Caller;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;

/**
 * A blind transfer: an agent who talks with a caller asks by REFER. One test a row of the table in
 * the module's README.
 */
class TransferTest extends AnsweredCall {

    @Test
    void theCallerTalksWithTheTargetAndTheAgentsPartIsOver() {
        var asked = refers(OTHER_AGENT);
        assertEquals(200, asked.answer);
        var target = lab.rung();
        assertEquals(OTHER_AGENT, target.user());
        assertEquals("5551001", target.call.callerNumber());
        assertEquals(AGENT, target.call.referredBy());
        assertEquals("music", media(0).did.getLast());
        assertEquals("silence", media(1).did.getLast());
        lab.then(target::rings);
        lab.then(target::answers);
        assertEquals(List.of(180, 200), asked.told);
        assertEquals(media(2), media(0).partner);
        assertEquals("Call transferred", agent.hungUp);
        lab.then(agent::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class), "wrap-up begins, once");
        lab.then(caller::hangsUp);
        assertEquals("caller gone", target.hungUp);
        lab.then(target::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals("answered", cdr.outcome());
        assertEquals("caller", cdr.endedBy());
        assertEquals(AGENT, cdr.agent());
        assertEquals(3, cdr.legs().size());
        assertEquals(OTHER_AGENT, cdr.legs().getLast().party());
        assertTrue(cdr.legs().getLast().answeredMicros() > 0);
        assertNull(cdr.linkedId());
    }

    @ParameterizedTest
    @ValueSource(ints = {486, 408, 480, 503, 407})
    void busyOrNoAnswerOrUnreachableBringsTheVoiceBack(int status) {
        var asked = refers(OTHER_AGENT);
        lab.then(() -> lab.rung().rejects(status));
        assertEquals(List.of(status == 407 ? 403 : status), asked.told);
        assertEquals(media(1), media(0).partner);
        assertNull(agent.hungUp);
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void whoNeverAnswersBringsTheVoiceBackToo() {
        var asked = refers(OTHER_AGENT);
        var target = lab.rung();
        lab.then(target::rings);
        lab.passes(Duration.ofSeconds(29));
        assertNull(target.hungUp);
        lab.passes(Duration.ofSeconds(2));
        assertEquals("No answer", target.hungUp);
        assertEquals(List.of(180, 480), asked.told);
        assertEquals(media(1), media(0).partner);
        lab.then(target::confirmsEnd, caller::hangsUp, agent::confirmsEnd);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4003", "4007"})
    void noNumberRingsForEver(String number) {
        lab.then(caller::hangsUp, agent::confirmsEnd);
        var user = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "4003");
        var carrier = lab.rung();
        lab.then(carrier::answers, () -> user.events().confirmed());
        lab.then(() -> Asked.blind(user.events(), number));
        var target = lab.rung();
        lab.then(target::rings);
        lab.passes(Duration.ofSeconds(31));
        assertEquals("No answer", target.hungUp);
        assertEquals(media(2), media(3).partner);
        lab.then(target::confirmsEnd, user::hangsUp, carrier::confirmsEnd);
    }

    @Test
    void theTransferorIsNotRungBackForEver() {
        refers(OTHER_AGENT);
        lab.then(agent::hangsUp, () -> lab.rung().rejects(486), lab.rung()::rings);
        lab.passes(Duration.ofSeconds(31));
        assertEquals("No answer", lab.rung().hungUp);
        assertTrue(caller.heard.contains("bye"), caller.heard.toString());
        lab.then(lab.rung()::confirmsEnd, caller::confirmsEnd);
    }

    @Test
    void theTargetsOwnToneIsHeard() {
        var asked = refers(OTHER_AGENT);
        var early = FakeSip.session(6_000, Codec.PCMU);
        lab.then(() -> lab.rung().events.ringing(183, early));
        assertEquals(List.of(180), asked.told);
        assertEquals(media(2), media(0).partner);
        lab.then(() -> lab.rung().rejects(486));
        assertEquals(media(1), media(0).partner);
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void whoHeldBeforeAFailureHoldsStill() {
        var held = FakeSip.session(6_000, Direction.SENDONLY, Codec.PCMU);
        lab.then(() -> agent.events.offered(held));
        refers(OTHER_AGENT);
        lab.then(() -> lab.rung().rejects(486));
        assertEquals("music", media(0).did.getLast());
        lab.then(() -> agent.events.offered(FakeSip.session(6_000, Codec.PCMU)));
        assertEquals(media(1), media(0).partner);
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void theCallerHangsUpWhileTheTargetRings() {
        var asked = refers(OTHER_AGENT);
        var target = lab.rung();
        lab.then(target::rings, caller::hangsUp);
        assertEquals("caller gone", target.hungUp);
        assertEquals("caller gone", agent.hungUp);
        assertEquals(List.of(180, 487), asked.told);
        lab.then(target::confirmsEnd, agent::confirmsEnd);
        assertEquals("caller", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void theTargetsAnswerCrossesTheCallersGoodbye() {
        var asked = refers(OTHER_AGENT);
        var target = lab.rung();
        lab.then(caller::hangsUp, target::answers);
        assertEquals(List.of(487), asked.told);
        lab.then(target::confirmsEnd, agent::confirmsEnd);
    }

    @Test
    void theTransferorHangsUpWhileTheTargetRings() {
        var asked = refers(OTHER_AGENT);
        var target = lab.rung();
        lab.then(agent::hangsUp);
        assertEquals(1, lab.told(AcdEvent.TalkEnded.class));
        lab.then(target::rings, target::answers);
        assertEquals(List.of(180, 200), asked.told, "for whoever still listens");
        assertEquals(media(2), media(0).partner);
        lab.then(target::hangsUp, caller::confirmsEnd);
        assertEquals("agent", lab.cdrs().getFirst().endedBy());
    }

    @Test
    void theTransferorHangsUpAndTheTargetIsBusy() {
        var asked = refers(OTHER_AGENT);
        var target = lab.rung();
        lab.then(agent::hangsUp, () -> target.rejects(486));
        assertEquals(List.of(486), asked.told);
        var again = lab.rung();
        assertEquals(AGENT, again.user(), "rung once more");
        assertEquals("music", media(0).did.getLast());
        lab.then(again::rings, again::answers);
        assertEquals(media(3), media(0).partner);
        assertEquals(List.of(486), asked.told);
        lab.then(caller::hangsUp, again::confirmsEnd);
    }

    @Test
    void theTransferorHangsUpTheTargetIsBusyAndNobodyTakesTheCallBack() {
        refers(OTHER_AGENT);
        var target = lab.rung();
        lab.then(agent::hangsUp, () -> target.rejects(486), () -> lab.rung().rejects(486));
        assertTrue(caller.heard.contains("bye"), caller.heard.toString());
        lab.then(caller::confirmsEnd);
        assertEquals("switch", lab.cdrs().getFirst().endedBy());
        assertEquals("answered", lab.cdrs().getFirst().outcome());
    }

    @Test
    void theTransferorHangsUpBeforeTheTargetIsCalled() {
        var asked = Asked.blind(agent.events, OTHER_AGENT);
        lab.then(agent::hangsUp);
        assertEquals(200, asked.answer);
        assertEquals(OTHER_AGENT, lab.rung().user());
        lab.then(lab.rung()::answers, caller::hangsUp, lab.rung()::confirmsEnd);
    }

    @Test
    void theCallerHangsUpBeforeTheTargetIsCalled() {
        var asked = Asked.blind(agent.events, OTHER_AGENT);
        lab.then(caller::hangsUp, agent::confirmsEnd);
        assertEquals(List.of(487), asked.told);
        assertEquals(1, lab.sip.calls.size());
    }

    @Test
    void aSecondReferMeanwhileIsPending() {
        refers(OTHER_AGENT);
        assertEquals(491, refers("4004").answer);
        lab.then(lab.rung()::answers, agent::confirmsEnd);
        assertEquals(603, refers("4004").answer, "by a phone that is out of the call");
        lab.then(caller::hangsUp, lab.rung()::confirmsEnd);
    }

    @Test
    void afterAFailureItMayBeTriedOnceMore() {
        refers(OTHER_AGENT);
        lab.then(() -> lab.rung().rejects(486));
        assertEquals(200, refers("4003").answer);
        lab.then(lab.rung()::answers, agent::confirmsEnd, lab.rung()::hangsUp, caller::confirmsEnd);
        assertEquals("peer:4003", lab.cdrs().getFirst().legs().getLast().party());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999", "*13", ""})
    void whatTheUserMayNotDialIsForbidden(String number) {
        assertEquals(403, refers(number).answer);
        assertEquals(media(1), media(0).partner);
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void aCarrierMayNotTransfer() {
        assertEquals(403, Asked.blind(caller.events(), "4003").answer);
        lab.then(caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void whoIsRungHasNobodyToTransfer() {
        var user = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "4003");
        assertEquals(603, Asked.blind(user.events(), "4004").answer);
        lab.then(user::cancels, lab.rung()::confirmsEnd, caller::hangsUp, agent::confirmsEnd);
    }

    @Test
    void toAQueueWhereTheNextAgentAnswers() {
        var asked = refers("4002");
        assertEquals(List.of(200), asked.told);
        assertEquals("Call transferred", agent.hungUp);
        lab.then(agent::confirmsEnd);
        assertEquals("music", media(0).did.getLast());
        lab.registers(OTHER_AGENT);
        var next = lab.rung();
        assertEquals(OTHER_AGENT, next.user());
        lab.then(next::answers, caller::hangsUp, next::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals("answered", cdr.outcome());
        assertEquals(OTHER_AGENT, cdr.agent());
        assertTrue(cdr.answeredMicros() >= cdr.queuedMicros());
        assertEquals(2, lab.told(AcdEvent.TalkEnded.class));
    }

    @Test
    void toAQueueThatTheCallerLeaves() {
        refers("4002");
        lab.then(agent::confirmsEnd, caller::hangsUp);
        var cdr = lab.cdrs().getFirst();
        assertEquals("abandoned", cdr.outcome());
        assertNull(cdr.agent());
        assertEquals(0, cdr.answeredMicros());
    }

    @Test
    void toAQueueThatIsFullTheCallerIsBackWithTheTransferor() {
        var waiting = List.of(lab.waits("5551002"), lab.waits("5551003"));
        refers("4002");
        lab.then(agent::confirmsEnd);
        assertTrue(caller.heard.stream().noneMatch("bye"::equals), caller.heard.toString());
        var back = lab.rung();
        assertEquals(AGENT, back.user());
        lab.then(back::answers);
        assertEquals(media(4), media(0).partner);
        lab.then(caller::hangsUp, back::confirmsEnd);
        var cdr = lab.cdrs().getFirst();
        assertEquals("answered", cdr.outcome());
        assertEquals(AGENT, cdr.agent());
        waiting.forEach(other -> lab.then(other::hangsUp));
    }

    @Test
    void toAUserWhoForwardsToAFullQueue() {
        lab.code(OTHER_AGENT, "*724002");
        var waiting = List.of(lab.waits("5551002"), lab.waits("5551003"));
        refers(OTHER_AGENT);
        lab.then(agent::confirmsEnd);
        var back = lab.rung();
        assertEquals(AGENT, back.user());
        lab.then(back::answers, caller::hangsUp, back::confirmsEnd);
        waiting.forEach(other -> lab.then(other::hangsUp));
    }

    @Test
    void toAFullQueueAndTheTransferorIsGone() {
        var waiting = List.of(lab.waits("5551002"), lab.waits("5551003"));
        refers("4002");
        lab.then(agent::confirmsEnd, () -> lab.rung().rejects(480));
        assertTrue(caller.heard.contains("bye"), caller.heard.toString());
        lab.then(caller::confirmsEnd);
        waiting.forEach(other -> lab.then(other::hangsUp));
    }

    @Test
    void toAScript() {
        refers("4004");
        assertEquals("echo", media(0).did.getLast());
        lab.then(agent::confirmsEnd, caller::hangsUp);
        assertEquals("answered", lab.cdrs().getFirst().outcome());
    }

    @Test
    void aUserWhoCalledTransfersWhomHeCalled() {
        lab.then(caller::hangsUp, agent::confirmsEnd);
        var user = lab.dials(new Caller.User(OTHER_AGENT), OTHER_AGENT, "4003");
        var carrier = lab.rung();
        lab.then(carrier::answers, () -> user.events().confirmed());
        var asked = new Asked[1];
        lab.then(() -> asked[0] = Asked.blind(user.events(), "4004"));
        assertEquals(List.of(200), asked[0].told);
        assertTrue(user.heard.contains("bye"), user.heard.toString());
        assertEquals("echo", media(3).did.getLast(), "the script serves who stayed");
        lab.then(user::confirmsEnd);
        assertEquals(1, lab.switchboard.liveCalls());
        lab.then(carrier::hangsUp);
        assertEquals("agent", lab.cdrs().getLast().endedBy());
    }

    private Asked refers(String number) {
        var asked = Asked.blind(agent.events, number);
        lab.run();
        return asked;
    }
}
