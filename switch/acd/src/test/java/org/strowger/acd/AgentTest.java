package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.acd.Scenario.ALICE;
import static org.strowger.acd.Scenario.BOB;
import static org.strowger.acd.Scenario.SALES;
import static org.strowger.acd.Scenario.SUPPORT;
import static org.strowger.acd.Scenario.WRAP_UP;
import static org.strowger.acd.Scenario.agent;
import static org.strowger.acd.Scenario.queue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AgentState.Busy;
import org.strowger.acd.AgentState.LoggedOut;
import org.strowger.acd.AgentState.NotReady;
import org.strowger.acd.AgentState.Ready;
import org.strowger.acd.AgentState.Talking;
import org.strowger.acd.AgentState.WrapUp;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/** What agents do between calls, and what becomes of a load of the configuration. */
class AgentTest {

    private static final long LOGGED_IN = 1_000_000_000;
    private static final CallId CALL = new CallId("1");

    private final Scenario scenario = new Scenario();

    @Test
    void aPhoneThatComesMakesReadyWhoIsConfiguredSo() {
        var auto = new AcdConfig.Agent(ALICE, List.of(SALES), List.of(), true);
        scenario.configured(auto, agent(BOB));

        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, true));
        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), BOB, true));

        scenario.thenState(ALICE, new Ready(LOGGED_IN));
        scenario.thenState(BOB, new LoggedOut());
    }

    @Test
    void whoLoggedOutStaysOutWhenThePhoneRegistersAgain() {
        scenario.configured(new AcdConfig.Agent(ALICE, List.of(SALES), List.of(), true));
        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, true));
        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), ALICE));

        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, true));

        scenario.thenState(ALICE, new LoggedOut());
    }

    @Test
    void whoLoggedOutStaysOutWhenTheRegistrationLapsesAndComesBack() {
        scenario.configured(new AcdConfig.Agent(ALICE, List.of(SALES), List.of(), true));
        comes();
        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), ALICE));

        goes();
        comes();
        scenario.thenState(ALICE, new LoggedOut());
        scenario.handle(new AcdEvent.AgentLoggedIn(scenario.now(), ALICE));

        scenario.thenState(ALICE, new Ready(scenario.now()));
    }

    @Test
    void whoLoggedOutInACallStaysOutWhenThePhoneComesBackBeforeItsEnd() {
        scenario.configured(new AcdConfig.Agent(ALICE, List.of(SALES), List.of(), true));
        comes();
        scenario.queued("1", SALES);
        scenario.accepted(1);
        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), ALICE));

        goes();
        comes();
        scenario.talkEnded(1);

        scenario.thenState(ALICE, new LoggedOut());
    }

    @Test
    void anAgentTheConfigurationNamesAgainBeginsAnew() {
        var auto = new AcdConfig.Agent(ALICE, List.of(SALES), List.of(), true);
        scenario.configured(auto);
        comes();
        scenario.queued("1", SALES);
        scenario.accepted(1);
        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), ALICE));

        scenario.configured(agent(BOB));
        scenario.configured(auto);
        comes();
        scenario.talkEnded(1);

        scenario.thenState(ALICE, new WrapUp(scenario.now(), scenario.now() + 10_000_000));
    }

    @Test
    void aPhoneThatComesBackDoesNotEndRona() {
        scenario.configured(new AcdConfig.Agent(ALICE, List.of(SALES), List.of(), true));
        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, true));
        scenario.queued("1", SALES);
        scenario.refused(1);
        long since = scenario.now();
        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, false));

        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, true));
        scenario.thenState(ALICE, new NotReady("rona", since));
        scenario.handle(new AcdEvent.AgentReady(scenario.now(), ALICE));

        scenario.thenState(ALICE, new Ready(LOGGED_IN));
    }

    @Test
    void aBreakKeepsTheIdleTime() {
        givenAlice();
        notReady("lunch");
        scenario.thenState(ALICE, new NotReady("lunch", scenario.now()));
        scenario.queued("1", SALES);
        scenario.thenNothingOffered();
        scenario.pass(Duration.ofMinutes(30));

        scenario.left("1");
        scenario.handle(new AcdEvent.AgentReady(scenario.now(), ALICE));

        scenario.thenState(ALICE, new Ready(LOGGED_IN));
    }

    @Test
    void aBreakAskedForInACallBeginsAfterTheWrapUp() {
        givenAlice();
        scenario.queued("1", SALES);
        notReady("lunch");
        scenario.accepted(1);
        scenario.thenState(ALICE, new Talking(new OfferId(1), CALL, scenario.now()));
        scenario.talkEnded(1);
        scenario.thenState(ALICE, new WrapUp(scenario.now(), scenario.now() + 10_000_000));

        scenario.pass(WRAP_UP);

        scenario.thenState(ALICE, new NotReady("lunch", scenario.now()));
    }

    @Test
    void anAgentWhoIsReadyEndsTheWrapUpAndIsIdleFromThen() {
        givenAlice();
        scenario.queued("1", SALES);
        scenario.accepted(1);
        scenario.talkEnded(1);
        scenario.pass(WRAP_UP.dividedBy(2));

        scenario.handle(new AcdEvent.AgentReady(scenario.now(), ALICE));
        long since = scenario.now();
        scenario.thenState(ALICE, new Ready(since));
        scenario.pass(WRAP_UP);

        scenario.thenState(ALICE, new Ready(since));
    }

    @Test
    void whoLogsOutInACallIsOutWhenItIsOver() {
        givenAlice();
        scenario.queued("1", SALES);
        scenario.accepted(1);
        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), ALICE));
        scenario.thenState(ALICE, new Talking(new OfferId(1), CALL, scenario.now()));

        scenario.talkEnded(1);

        scenario.thenState(ALICE, new LoggedOut());
    }

    @Test
    void aCallOfTheAgentsOwnKeepsCallsAwayAndTheIdleTime() {
        givenAlice();
        scenario.handle(new AcdEvent.AgentBusy(scenario.now(), ALICE));
        scenario.thenState(ALICE, new Busy(scenario.now(), LOGGED_IN));
        scenario.queued("1", SALES);
        scenario.thenNothingOffered();

        scenario.handle(new AcdEvent.AgentFree(scenario.now(), ALICE));

        scenario.thenOffered("1 to alice");
    }

    @Test
    void aCallOfTheAgentsOwnThatCrossesAnOfferIsRemembered() {
        givenAlice();
        scenario.queued("1", SALES);
        scenario.handle(new AcdEvent.AgentBusy(scenario.now(), ALICE));

        scenario.failed(1);

        scenario.thenState(ALICE, new Busy(scenario.now(), LOGGED_IN));
    }

    @Test
    void loggingInByPhoneMakesReadyWhenThePhoneIsFree() {
        scenario.configured(agent(ALICE));
        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, true));
        scenario.handle(new AcdEvent.AgentBusy(scenario.now(), ALICE));
        scenario.handle(new AcdEvent.AgentLoggedIn(scenario.now(), ALICE));
        scenario.thenState(ALICE, new Busy(scenario.now(), LOGGED_IN));

        scenario.pass(Duration.ofSeconds(3));
        scenario.handle(new AcdEvent.AgentFree(scenario.now(), ALICE));

        scenario.thenState(ALICE, new Ready(LOGGED_IN));
    }

    @Test
    void aCallerIsToldWhyThereIsNoPlace() {
        scenario.configured(agent(ALICE));
        for (int i = 1; i <= 5; i++) {
            scenario.queued("" + i, SALES);
        }
        scenario.queued("5", SALES);
        assertEquals(1, scenario.distributor.ignoredEvents());

        scenario.queued("6", SALES);
        scenario.thenCommands(refused("6", SALES, "queue full"));
        scenario.queued("6", new QueueId("tea"));
        scenario.thenCommands(refused("6", new QueueId("tea"), "unknown queue"));
        scenario.left("1");
        scenario.queued("6", SALES);
        scenario.thenCommands();
    }

    @Test
    void aNewConfigurationKeepsCallsAndAgentsAndAppliesTheNewRules() {
        scenario.configured(List.of(queue(SALES, new Skill("tax", 5))), agent(ALICE)).ready(ALICE);
        scenario.queued("1", SALES);
        scenario.thenNothingOffered();

        scenario.configured(
                List.of(queue(SALES, new Skill("tax", 5))), agent(ALICE, new Skill("tax", 7)));

        scenario.thenOffered("1 to alice");
        scenario.served(1);
        scenario.thenAtRest();
    }

    @Test
    void callsOfARemovedQueueAreRefusedAndOneThatRingsOnlyWhenThatComesToNothing() {
        givenAlice();
        scenario.queued("1", SALES);
        scenario.queued("2", SALES);

        scenario.configured(List.of(queue(SUPPORT)), agent(ALICE));
        scenario.thenCommands(refused("2", SALES, "queue removed"));
        scenario.failed(1);

        scenario.thenCommands(refused("1", SALES, "queue removed"));
        scenario.thenAtRest();
    }

    @Test
    void aRemovedAgentIsOutAtOnceOrAfterTheOffer() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(ALICE, BOB);
        scenario.queued("1", SALES);

        scenario.configured();
        scenario.thenState(BOB, new LoggedOut());
        scenario.thenCommands(new AcdCommand.WithdrawOffer(new OfferId(1), "agent gone"));
        scenario.withdrawn(1);

        scenario.thenState(ALICE, new LoggedOut());
        scenario.handle(new AcdEvent.AgentReady(scenario.now(), ALICE));
        assertEquals(1, scenario.distributor.ignoredEvents());
    }

    @Test
    void aSnapshotShowsAgentsAndQueuesAfterEverythingHasSettled() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(ALICE);
        long joined = scenario.now();
        scenario.queued("1", SALES);
        scenario.pass(Duration.ofSeconds(1));
        scenario.queued("2", SALES);
        scenario.queued("3", SALES, 5);

        scenario.handle(new AcdEvent.SnapshotWanted(scenario.now(), 77));

        var ringing =
                new AgentState.Offered(new OfferId(1), CALL, joined + 20_000_000, LOGGED_IN, false);
        scenario.thenCommands(
                new AcdCommand.Snapshot(
                        77,
                        List.of(
                                new AcdCommand.AgentView(ALICE, ringing, true),
                                new AcdCommand.AgentView(BOB, new LoggedOut(), false)),
                        List.of(
                                new AcdCommand.QueueView(
                                        SALES,
                                        List.of(new CallId("3"), new CallId("2")),
                                        1,
                                        joined),
                                new AcdCommand.QueueView(SUPPORT, List.of(), 0, 0))));
    }

    @Test
    void whatNobodyKnowsIsCountedAndNoError() {
        scenario.configured();

        scenario.left("nobody");
        scenario.accepted(5);
        scenario.handle(new AcdEvent.AgentBusy(scenario.now(), new AgentId("nobody")));

        assertEquals(3, scenario.distributor.ignoredEvents());
    }

    private void givenAlice() {
        scenario.configured(agent(ALICE)).ready(ALICE);
    }

    private void comes() {
        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, true));
    }

    private void goes() {
        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, false));
    }

    private void notReady(String reason) {
        scenario.handle(new AcdEvent.AgentNotReady(scenario.now(), ALICE, reason));
    }

    private static AcdCommand refused(String call, QueueId queue, String reason) {
        return new AcdCommand.QueueRefused(new CallId(call), queue, reason);
    }
}
