package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;
import static org.strowger.call.Laboratory.STRANGER_TO_TEAM;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AgentState;
import org.strowger.sip.Caller;
import org.strowger.sip.OutgoingCall.Target;

/** Calls to a user who has set something for them. */
class ForwardingTest {

    private static final Caller THIRD = new Caller.User(STRANGER_TO_TEAM);

    private final Laboratory lab = new Laboratory();
    private final Map<String, UserSettings> kept = new HashMap<>();

    ForwardingTest() {
        lab.switchboard.keepSettings(kept::put);
    }

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    @Test
    void everyCallGoesToTheOtherNumber() {
        var code = lab.code(AGENT, "*72" + OTHER_AGENT);
        assertEquals("200 [PCMU]", code.heard.getFirst());
        assertEquals(new UserSettings(false, OTHER_AGENT, "", "", 20), kept.get(AGENT));
        assertReaches(OTHER_AGENT);
        lab.code(AGENT, "*73");
        assertEquals(UserSettings.NONE, kept.get(AGENT));
        assertReaches(AGENT);
    }

    @Test
    void aBusyPhonesCallsGoToTheOtherNumber() {
        lab.code(AGENT, "*90" + OTHER_AGENT);
        var caller = lab.dials(THIRD, "555", AGENT);
        lab.then(() -> lab.rung(AGENT).rejects(486));
        lab.then(lab.rung(OTHER_AGENT)::answers);
        assertEquals("200 [PCMU]", caller.heard.getLast());
        lab.then(caller::hangsUp, lab.rung(OTHER_AGENT)::confirmsEnd);
        var cdr = lab.cdrs().getLast();
        assertEquals(OTHER_AGENT, cdr.agent());
        assertEquals(List.of(200, 486, 200), cdr.legs().stream().map(leg -> leg.status()).toList());
    }

    @Test
    void aPhoneThatNobodyTakesUpRingsForTwentySeconds() {
        lab.code(AGENT, "*92" + OTHER_AGENT);
        var caller = lab.dials(THIRD, "555", AGENT);
        var phone = lab.rung();
        lab.passes(Duration.ofMillis(19_900));
        assertNull(phone.hungUp);
        lab.passes(Duration.ofMillis(200));
        assertEquals("No answer", phone.hungUp);
        var other = lab.rung(OTHER_AGENT);
        lab.then(phone::confirmsEnd, other::answers, caller::hangsUp, other::confirmsEnd);
        assertEquals(OTHER_AGENT, lab.cdrs().getLast().agent());
    }

    @Test
    void aPhoneThatIsNotThereCountsAsOneThatNobodyTakesUp() {
        lab.code(AGENT, "*92" + OTHER_AGENT);
        var caller = lab.dials(THIRD, "555", AGENT);
        lab.then(() -> lab.rung(AGENT).rejects(480));
        lab.then(lab.rung(OTHER_AGENT)::answers, caller::hangsUp);
        lab.then(lab.rung(OTHER_AGENT)::confirmsEnd);
    }

    @Test
    void whoRefusesACallHasRefusedIt() {
        lab.code(AGENT, "*92" + OTHER_AGENT);
        lab.code(AGENT, "*90" + OTHER_AGENT);
        var caller = lab.dials(THIRD, "555", AGENT);
        lab.then(() -> lab.rung(AGENT).rejects(603));
        assertEquals("603", caller.heard.getLast());
        lab.then(caller::confirmsEnd);
    }

    @Test
    void aRingOfForwardingsEnds() {
        lab.code(AGENT, "*72" + OTHER_AGENT);
        lab.code(OTHER_AGENT, "*72" + AGENT);
        var caller = lab.dials(THIRD, "555", AGENT);
        assertEquals(List.of("482"), caller.heard);
        lab.then(caller::confirmsEnd);
        assertEquals("failed", lab.cdrs().getLast().outcome());
    }

    @Test
    void aCallCanBeForwardedToAQueue() {
        lab.code(AGENT, "*724002");
        var caller = lab.dials(THIRD, "555", AGENT);
        lab.then(() -> caller.events().confirmed());
        assertEquals(1, lab.told(AcdEvent.CallQueued.class));
        lab.then(caller::hangsUp);
        assertEquals("support", lab.cdrs().getLast().queue());
        assertEquals("abandoned", lab.cdrs().getLast().outcome());
    }

    @Test
    void theTargetOfATransferIsForwardedToo() {
        lab.code(OTHER_AGENT, "*90" + STRANGER_TO_TEAM);
        var caller = lab.dials(new Caller.User(AGENT), AGENT, "4003");
        var carrier = lab.rung();
        lab.then(carrier::answers);
        var asked = FakeSip.Asked.blind(caller.events(), OTHER_AGENT);
        lab.run();
        lab.then(() -> lab.rung(OTHER_AGENT).rejects(486));
        lab.then(lab.rung(STRANGER_TO_TEAM)::answers);
        assertEquals(List.of(200), asked.told);
        lab.then(caller::confirmsEnd, carrier::hangsUp);
        lab.then(lab.rung(STRANGER_TO_TEAM)::confirmsEnd);
    }

    @Test
    void nobodyForwardsToWhatHeMayNotCall() {
        assertEquals("403", lab.code(OTHER_AGENT, "*7200441632").heard.getFirst());
        assertEquals("403", lab.code(AGENT, "*72*13").heard.getFirst());
        assertEquals("403", lab.code(AGENT, "*72" + AGENT).heard.getFirst());
        assertEquals("484", lab.code(AGENT, "*72").heard.getFirst());
        assertEquals("404", lab.code(AGENT, "*731").heard.getFirst());
        assertTrue(kept.isEmpty());
        assertEquals("rejected", lab.cdrs().getLast().outcome());
        assertEquals(
                List.of("404"), lab.dials(new Caller.Trunk("peer"), "555", "*72" + AGENT).heard);
    }

    /** Reached through a public ring group's number, or a script: who calls has no account. */
    @Test
    void aStrangersCallIsNotForwardedToTheOutsideUnlessTheClassSaysSo() {
        lab.code(AGENT, "*72004411");
        assertEquals(480, forwardsStranger(AGENT));
        lab.code(STRANGER_TO_TEAM, "*72004411");
        assertEquals(200, forwardsStranger(STRANGER_TO_TEAM));
    }

    /** A stranger in a consultation: his call is transferred to a user who has set a forwarding. */
    private int forwardsStranger(String user) {
        lab.passes(Duration.ofSeconds(3)); // The agent's wrap-up.
        lab.registers(OTHER_AGENT);
        var caller = lab.waits("5551001");
        var agent = lab.rung();
        lab.then(agent::answers);
        int before = lab.sip.calls.size();
        var asked = FakeSip.Asked.blind(agent.events, user);
        lab.run();
        if (lab.sip.calls.size() > before) {
            var carrier = lab.rung();
            assertEquals(new Target.Trunk("peer", "4411"), carrier.call.target());
            lab.then(carrier::answers, agent::confirmsEnd, caller::hangsUp, carrier::confirmsEnd);
        } else {
            lab.then(caller::hangsUp, agent::confirmsEnd);
        }
        return asked.told.getLast();
    }

    @Test
    void whoIsNotToBeDisturbedIsBusyForCallers() {
        lab.code(AGENT, "*78");
        assertEquals(new UserSettings(true, "", "", "", 20), kept.get(AGENT));
        var caller = lab.dials(THIRD, "555", AGENT);
        assertEquals(List.of("486"), caller.heard);
        lab.then(caller::confirmsEnd);
        lab.code(AGENT, "*90" + OTHER_AGENT);
        assertReaches(OTHER_AGENT);
        lab.code(AGENT, "*79");
        assertReaches(AGENT);
    }

    @Test
    void whoIsNotToBeDisturbedIsOfferedNothing() {
        lab.registers(AGENT);
        lab.code(AGENT, "*78");
        assertEquals("do-not-disturb", pause());
        lab.code(AGENT, "*14");
        assertEquals("do-not-disturb", pause(), "it outlasts what the agent dials");
        lab.then(() -> lab.switchboard.unreachable(AGENT));
        lab.registers(AGENT);
        assertEquals("do-not-disturb", pause(), "and a phone that registers again");
        var caller = lab.waits("5551001");
        assertTrue(lab.sip.calls.isEmpty());
        lab.code(AGENT, "*79");
        lab.then(lab.rung(AGENT)::answers, caller::hangsUp, lab.rung(AGENT)::confirmsEnd);
    }

    @Test
    void whoWasOnBreakBeforeIsOnBreakAfter() {
        lab.registers(AGENT);
        lab.code(AGENT, "*13");
        lab.code(AGENT, "*78");
        assertEquals("do-not-disturb", pause());
        lab.code(AGENT, "*79");
        assertEquals("break", pause());
    }

    @Test
    void whatWasKeptHoldsAfterARestart() {
        lab.switchboard.restore(
                Map.of(
                        AGENT,
                        new UserSettings(true, "", OTHER_AGENT, "", 20),
                        "gone",
                        new UserSettings(true, "", "", "", 20)));
        assertTrue(kept.isEmpty(), "it is kept already");
        assertEquals(UserSettings.NONE, lab.switchboard.settings("gone"));
        assertReaches(OTHER_AGENT);
        lab.registers(AGENT);
        assertEquals("do-not-disturb", pause());
    }

    @Test
    void theOperatorSetsTheSame() {
        assertEquals(0, lab.switchboard.change(AGENT, UserChange.FORWARD_NO_ANSWER, OTHER_AGENT));
        lab.switchboard.noAnswerAfter(AGENT, 5);
        assertEquals(new UserSettings(false, "", "", OTHER_AGENT, 5), kept.get(AGENT));
        assertEquals(404, lab.switchboard.change("9", UserChange.FORWARD, OTHER_AGENT));
        assertEquals(403, lab.switchboard.change(AGENT, UserChange.FORWARD, "9"));
    }

    private String pause() {
        var reasons = new ArrayList<String>();
        lab.switchboard.askDistributor(snapshot -> reasons.add(reason(snapshot)));
        lab.run();
        return reasons.getLast();
    }

    private static String reason(AcdCommand.Snapshot snapshot) {
        var state = snapshot.agents().getFirst().state();
        return state instanceof AgentState.NotReady(var reason, _) ? reason : state.toString();
    }

    private void assertReaches(String user) {
        var caller = lab.dials(THIRD, "555", AGENT);
        var phone = lab.rung();
        assertEquals(user, phone.user());
        lab.then(caller::cancels, phone::confirmsEnd);
    }
}
