package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;
import static org.strowger.call.Laboratory.STRANGER_TO_TEAM;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdCommand;
import org.strowger.acd.AgentState;
import org.strowger.acd.Skill;
import org.strowger.base.QueueId;
import org.strowger.call.Shift.Standing;
import org.strowger.records.CallEvent;
import org.strowger.sip.Caller;

/** What agents and supervisors change of themselves and of queues, by code and by command. */
class StaffTest {

    private static final Duration TICK = Duration.ofMillis(200);

    private final Laboratory lab = new Laboratory();
    private final List<String> kept = new ArrayList<>();

    @Test
    void aBreakHasItsReasonAndIsKept() {
        keep();
        lab.registers(AGENT);
        lab.code(AGENT, "*15");
        assertEquals(new AgentState.NotReady("lunch", 0).reason(), reasonOf(AGENT));
        lab.code(AGENT, "*14");
        assertEquals("", reasonOf(AGENT));
        assertEquals(List.of("1001 IN ", "1001 IN lunch", "1001 IN "), kept);
    }

    @Test
    void aWrapUpIsMadeLongerUpToItsLimitAndEnded() {
        lab.registers(AGENT);
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers, caller::hangsUp, lab.rung()::confirmsEnd);
        long usual = wrapUpLeft();
        lab.code(AGENT, "*17");
        assertEquals(usual + 2_000_000, wrapUpLeft());
        lab.code(AGENT, "*16");
        assertTrue(stateOf(AGENT) instanceof AgentState.Ready, stateOf(AGENT)::toString);
    }

    @Test
    void whatCameOfTheCallIsSaidInItsWrapUpOnly() {
        lab.registers(AGENT);
        assertEquals("480", answerTo("*187"));
        var caller = lab.waits("5551001");
        lab.then(lab.rung()::answers);
        assertEquals("480", answerTo("*187"));
        lab.then(caller::hangsUp, lab.rung()::confirmsEnd);
        var id = lab.cdrs().getLast().id();
        assertEquals("480", answerTo("*18123456789"));
        lab.code(AGENT, "*1842");
        assertTrue(
                lab.records.stream()
                        .anyMatch(event ->
                                event instanceof CallEvent.Disposed(var call, _, var by, var code)
                                        && call.value().equals(id)
                                        && by.equals(AGENT)
                                        && code.equals("42")));
    }

    @Test
    void whoLeavesAQueueGetsNoneOfItsCallsUntilHeServesItAgain() {
        keep();
        lab.registers(AGENT);
        lab.code(AGENT, "*22");
        lab.passes(TICK);
        var caller = lab.waits("5551001");
        assertEquals(0, lab.sip.calls.size());
        lab.code(AGENT, "*21");
        lab.passes(TICK);
        lab.then(lab.rung(AGENT)::answers, caller::hangsUp, lab.rung()::confirmsEnd);
        assertEquals(
                "480",
                lab.dials(new Caller.User(AGENT), AGENT, "*20").heard.getLast(),
                "no such queue");
        assertEquals(List.of("1001 IN ", "1001 []", "1001 [support]"), kept.subList(0, 3));
    }

    @Test
    void aSkillIsTakenAwayAndGiven() {
        lab.registers(AGENT);
        assertTrue(lab.switchboard.staff().change(AGENT, new StaffChange.Level("support", 0)));
        assertTrue(lab.switchboard.staff().change(AGENT, new StaffChange.Level("tax", 3)));
        assertFalse(lab.switchboard.staff().change("9", new StaffChange.Level("tax", 3)));
        lab.passes(TICK);
        lab.waits("5551001");
        assertEquals(0, lab.sip.calls.size());
        assertEquals(
                List.of(new Skill("tax", 3)), lab.switchboard.staff().agents().get(0).skills());
        lab.switchboard.staff().change(AGENT, new StaffChange.Level("support", 1));
        lab.passes(TICK);
        assertEquals(1, lab.sip.calls.size());
    }

    @Test
    void aSupervisorClosesAndOpensAQueueAndNobodyElseDoes() {
        keep();
        var refused = lab.dials(new Caller.User(AGENT), AGENT, "*24");
        assertEquals("404", refused.heard.getLast());
        lab.code(STRANGER_TO_TEAM, "*24");
        assertEquals(Set.of("support"), lab.switchboard.staff().closedQueues());
        var caller = lab.waits("5551001");
        assertTrue(caller.heard.contains("bye"), caller.heard::toString);
        lab.then(caller::confirmsEnd);
        lab.code(STRANGER_TO_TEAM, "*23");
        var other = lab.waits("5551002");
        assertFalse(other.heard.contains("bye"), other.heard::toString);
        assertEquals(List.of("support closed", "support open"), kept);
    }

    @Test
    void everythingIsAsItWasAfterARestart() {
        var served = List.of(new Skill("support", 9));
        lab.switchboard
                .staff()
                .restore(
                        Map.of(
                                AGENT,
                                new Shift(Standing.IN, "phone lost", null, served),
                                OTHER_AGENT,
                                new Shift(Standing.OUT, "", List.of("tea"), null),
                                "gone",
                                new Shift(Standing.IN, "", null, null)),
                        Set.of("support", "tea"));
        lab.run();
        lab.registers(AGENT, OTHER_AGENT);
        assertEquals("phone lost", reasonOf(AGENT));
        assertTrue(stateOf(OTHER_AGENT) instanceof AgentState.LoggedOut);
        assertEquals(Set.of("support"), lab.switchboard.staff().closedQueues());
        var agents = lab.switchboard.staff().agents();
        assertEquals(served, agents.get(0).skills());
        assertEquals(List.of(), agents.get(1).queues());
        assertEquals(List.of(new QueueId("support")), agents.get(0).queues());
    }

    private String answerTo(String code) {
        var leg = lab.dials(new Caller.User(AGENT), AGENT, code);
        lab.then(leg::confirmsEnd);
        return leg.heard.getLast();
    }

    private void keep() {
        lab.switchboard
                .staff()
                .keep(
                        new StaffLog() {
                            @Override
                            public void agent(String agent, Shift now) {
                                var queues = now.queues();
                                kept.add(
                                        queues == null || agent.isEmpty()
                                                ? agent + " " + now.standing() + " " + now.reason()
                                                : agent + " " + queues);
                            }

                            @Override
                            public void queue(String queue, boolean open) {
                                kept.add(queue + (open ? " open" : " closed"));
                            }
                        });
    }

    private long wrapUpLeft() {
        return stateOf(AGENT) instanceof AgentState.WrapUp(var since, var until)
                ? until - since
                : -1;
    }

    private String reasonOf(String agent) {
        return stateOf(agent) instanceof AgentState.NotReady(var reason, _) ? reason : "";
    }

    private AgentState stateOf(String agent) {
        var answer = new ArrayList<AcdCommand.Snapshot>();
        lab.then(() -> lab.switchboard.askDistributor(answer::add));
        return answer.getFirst().agents().stream()
                .filter(view -> view.agent().value().equals(agent))
                .findFirst()
                .orElseThrow()
                .state();
    }
}
