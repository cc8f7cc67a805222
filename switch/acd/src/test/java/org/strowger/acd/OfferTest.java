package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.acd.Scenario.ALICE;
import static org.strowger.acd.Scenario.BOB;
import static org.strowger.acd.Scenario.RINGING;
import static org.strowger.acd.Scenario.SALES;
import static org.strowger.acd.Scenario.WRAP_UP;
import static org.strowger.acd.Scenario.agent;
import static org.strowger.acd.Scenario.queue;
import static org.strowger.acd.Scenario.withRonaLimit;
import static org.strowger.acd.Scenario.withWrapUp;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AgentState.LoggedOut;
import org.strowger.acd.AgentState.NotReady;
import org.strowger.acd.AgentState.Offered;
import org.strowger.acd.AgentState.Ready;
import org.strowger.acd.AgentState.Talking;
import org.strowger.acd.AgentState.WrapUp;
import org.strowger.base.CallId;

/** What becomes of an offer. */
class OfferTest {

    private static final OfferId FIRST = new OfferId(1);
    private static final CallId CALL = new CallId("1");
    private static final Duration MICRO = Duration.ofNanos(1_000);
    private static final long IDLE_SINCE = 1_000_000_000;

    private final Scenario scenario = new Scenario();

    @Test
    void anAcceptedCallIsTalkedWrappedUpAndOver() {
        givenAnOffer();

        scenario.accepted(1);
        scenario.thenState(ALICE, new Talking(FIRST, CALL, scenario.now()));
        assertEquals(1, scenario.distributor.entries());

        scenario.pass(Duration.ofSeconds(100));
        scenario.talkEnded(1);
        long ended = scenario.now();
        scenario.thenState(ALICE, new WrapUp(ended, ended + WRAP_UP.toMillis() * 1_000));
        scenario.thenAtRest();

        scenario.pass(WRAP_UP);
        scenario.thenState(ALICE, new Ready(scenario.now()));
    }

    @Test
    void idleTimeBeginsAtTheEndOfWrapUpAndNotAtTheTickThatFindsIt() {
        givenAnOffer();
        scenario.accepted(1);
        scenario.talkEnded(1);
        long end = scenario.now() + WRAP_UP.toMillis() * 1_000;

        scenario.pass(WRAP_UP.minus(MICRO));
        scenario.thenState(ALICE, new WrapUp(scenario.now() - 9_999_999, end));
        scenario.pass(Duration.ofMillis(100));

        scenario.thenState(ALICE, new Ready(end));
    }

    @Test
    void withoutWrapUpTheAgentIsReadyAtOnce() {
        scenario.configured(List.of(withWrapUp(queue(SALES), Duration.ZERO)), agent(ALICE));
        scenario.ready(ALICE);
        scenario.queued("1", SALES);
        scenario.accepted(1);
        scenario.queued("2", SALES);

        scenario.talkEnded(1);

        scenario.thenOffered("2 to alice");
    }

    @Test
    void anOfferIsWithdrawnAtItsDeadlineAndNotBefore() {
        givenAnOffer();
        long deadline = scenario.now() + 20_000_000;
        scenario.pass(RINGING.minus(MICRO));
        scenario.thenCommands();

        scenario.pass(MICRO);

        scenario.thenCommands(new AcdCommand.WithdrawOffer(FIRST, "no answer"));
        scenario.thenState(ALICE, new Offered(FIRST, CALL, deadline, IDLE_SINCE, true));
        scenario.pass(RINGING);
        scenario.thenCommands();
    }

    @Test
    void theDeadlineIsSeenByEveryEvent() {
        givenAnOffer();
        long late = scenario.now() + 20_000_000;

        scenario.handle(new AcdEvent.AgentReady(late, BOB));

        scenario.thenCommands(new AcdCommand.WithdrawOffer(FIRST, "no answer"));
    }

    @Test
    void anAgentWhoDoesNotAnswerIsNotReadyAndTheCallerKeepsThePlace() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(ALICE);
        scenario.queued("1", SALES);
        scenario.queued("2", SALES);
        scenario.ringsOut(1);
        scenario.thenState(ALICE, new NotReady("rona", scenario.now()));

        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), BOB, true));
        scenario.handle(new AcdEvent.AgentLoggedIn(scenario.now(), BOB));

        scenario.thenOffered("1 to bob");
    }

    @Test
    void belowTheLimitTheAgentStaysReadyWithTheIdleTimeKept() {
        scenario.configured(List.of(withRonaLimit(queue(SALES), 2)), agent(ALICE));
        scenario.ready(ALICE);
        scenario.queued("1", SALES);
        scenario.queued("2", SALES);

        scenario.ringsOut(1);
        scenario.thenOffered("2 to alice");
        scenario.ringsOut(2);

        scenario.thenState(ALICE, new NotReady("rona", scenario.now()));
    }

    @Test
    void anAnswerEndsTheRowOfMisses() {
        scenario.configured(
                List.of(withRonaLimit(withWrapUp(queue(SALES), Duration.ZERO), 2)), agent(ALICE));
        scenario.ready(ALICE);
        scenario.queued("1", SALES);
        scenario.queued("2", SALES);
        scenario.ringsOut(1);
        scenario.accepted(2);
        scenario.talkEnded(2);
        scenario.queued("3", SALES);

        scenario.refused(3);

        scenario.thenState(ALICE, new Ready(scenario.now()));
    }

    @Test
    void whoMissedACallIsNotOfferedItAgainForThirtySeconds() {
        scenario.configured(List.of(withRonaLimit(queue(SALES), 9)), agent(ALICE));
        scenario.ready(ALICE);
        scenario.queued("1", SALES);
        scenario.ringsOut(1);
        scenario.thenState(ALICE, new Ready(IDLE_SINCE));

        scenario.pass(Duration.ofSeconds(30).minus(MICRO));
        scenario.thenNothingOffered();
        scenario.pass(MICRO);
        scenario.thenOffered("1 to alice");
    }

    @Test
    void aRejectedCallCountsAsMissed() {
        givenAnOffer();

        scenario.refused(1);

        scenario.thenState(ALICE, new NotReady("rona", scenario.now()));
        scenario.thenNothingOffered();
    }

    @Test
    void aFailedOfferIsNoMissAndIsTriedAgainAfterTwoSeconds() {
        givenAnOffer();

        scenario.failed(1);
        scenario.thenState(ALICE, new Ready(IDLE_SINCE));
        scenario.thenNothingOffered();

        scenario.pass(Duration.ofSeconds(2).minus(MICRO));
        scenario.thenNothingOffered();
        scenario.pass(MICRO);
        scenario.thenOffered("1 to alice");
    }

    @Test
    void eachFailedOfferOfTheSameCallToTheSameAgentDoublesThePauseUpToAMinute() {
        givenAnOffer();
        long offer = 1;
        for (int seconds : new int[] {2, 4, 8, 16, 32, 60, 60}) {
            scenario.failed(offer++);
            scenario.pass(Duration.ofSeconds(seconds).minus(MICRO));
            scenario.thenNothingOffered();
            scenario.pass(MICRO);
            scenario.thenOffered("1 to alice");
        }
    }

    @Test
    void failuresAreCountedForEachCallAndEachAgentAlone() {
        givenAnOffer();
        scenario.failed(1);
        scenario.pass(Duration.ofSeconds(2));
        scenario.failed(2);

        scenario.ready(BOB);
        scenario.failed(3);
        scenario.pass(Duration.ofSeconds(2));
        scenario.thenOffered("1 to bob");
        scenario.queued("2", SALES);
        scenario.failed(5);

        scenario.thenNothingOffered();
        scenario.pass(Duration.ofSeconds(2));
        scenario.thenOffered("2 to alice");
    }

    @Test
    void aCallThatComesAgainBeginsWithTheShortPause() {
        givenAnOffer();
        scenario.failed(1);
        scenario.pass(Duration.ofSeconds(2));
        scenario.failed(2);
        scenario.left("1");
        scenario.queued("1", SALES);
        scenario.thenOffered("1 to alice");

        scenario.failed(3);

        scenario.pass(Duration.ofSeconds(2));
        scenario.thenOffered("1 to alice");
    }

    @Test
    void anAnswerThatCrossesTheWithdrawalWins() {
        givenAnOffer();
        scenario.pass(RINGING);

        scenario.accepted(1);

        scenario.thenState(ALICE, new Talking(FIRST, CALL, scenario.now()));
        scenario.withdrawn(1);
        assertEquals(1, scenario.distributor.ignoredEvents());
    }

    @Test
    void aCallerWhoLeavesTakesTheOfferAlongAndCostsTheAgentNothing() {
        givenAnOffer();
        scenario.pass(Duration.ofSeconds(5));

        scenario.left("1");
        scenario.thenCommands(new AcdCommand.WithdrawOffer(FIRST, "caller gone"));
        assertEquals(1, scenario.distributor.entries());
        scenario.withdrawn(1);

        scenario.thenState(ALICE, new Ready(IDLE_SINCE));
        scenario.thenAtRest();
    }

    @Test
    void anAgentWhoAnswersACallerWhoHasJustLeftWrapsUpAsAfterAnyCall() {
        givenAnOffer();
        scenario.left("1");

        scenario.accepted(1);
        scenario.thenState(ALICE, new Talking(FIRST, CALL, scenario.now()));
        scenario.talkEnded(1);

        scenario.thenState(ALICE, new WrapUp(scenario.now(), scenario.now() + 10_000_000));
        scenario.thenAtRest();
    }

    @Test
    void aCallerWhoLeavesAfterTheDeadlineIsNotWithdrawnTwiceAndTheMissCounts() {
        givenAnOffer();
        scenario.pass(RINGING);

        scenario.left("1");
        scenario.thenCommands();
        scenario.withdrawn(1);

        scenario.thenState(ALICE, new NotReady("rona", scenario.now()));
        scenario.thenAtRest();
    }

    @Test
    void anAgentWhoLogsOutGetsTheOfferTakenBack() {
        givenAnOffer();

        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), ALICE));
        scenario.thenCommands(new AcdCommand.WithdrawOffer(FIRST, "agent gone"));
        scenario.withdrawn(1);

        scenario.thenState(ALICE, new LoggedOut());
        scenario.left("1");
        scenario.thenAtRest();
    }

    @Test
    void aCallMayComeBackToTheQueueAfterItWasServed() {
        givenAnOffer();
        scenario.accepted(1);

        scenario.queued("1", SALES);
        scenario.talkEnded(1);
        scenario.pass(WRAP_UP);

        scenario.thenOffered("1 to alice");
    }

    @Test
    void answersToUnknownOffersAreCountedAndIgnored() {
        givenAnOffer();

        scenario.accepted(7);
        scenario.talkEnded(1);
        scenario.accepted(1);
        scenario.accepted(1);

        assertEquals(3, scenario.distributor.ignoredEvents());
        scenario.thenState(ALICE, new Talking(FIRST, CALL, scenario.now()));
    }

    private void givenAnOffer() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(ALICE);
        scenario.queued("1", SALES);
    }
}
