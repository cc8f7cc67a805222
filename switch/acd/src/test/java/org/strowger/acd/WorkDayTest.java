package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.acd.Scenario.ALICE;
import static org.strowger.acd.Scenario.SALES;
import static org.strowger.acd.Scenario.SUPPORT;
import static org.strowger.acd.Scenario.agent;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AgentState.NotReady;
import org.strowger.acd.AgentState.Ready;
import org.strowger.acd.AgentState.Talking;
import org.strowger.acd.AgentState.WrapUp;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/** Phones that die in calls, wrap-ups that are made longer or ended, queues that are closed. */
class WorkDayTest {

    private static final long LOGGED_IN = 1_000_000_000;
    private static final CallId CALL = new CallId("1");

    private final Scenario scenario = new Scenario();

    @Test
    void whosePhoneIsLostInACallHasNoWrapUpAndIsNotReadyUntilHeAsksForIt() {
        givenAlice();
        scenario.queued("1", SALES);
        scenario.accepted(1);
        scenario.handle(new AcdEvent.AgentLost(scenario.now(), ALICE));
        scenario.thenState(ALICE, new Talking(new OfferId(1), CALL, scenario.now()));
        scenario.talkEnded(1);
        scenario.thenState(ALICE, new NotReady("phone lost", scenario.now()));

        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, false));
        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, true));
        scenario.thenState(ALICE, new NotReady("phone lost", scenario.now()));
        scenario.handle(new AcdEvent.AgentReady(scenario.now(), ALICE));
        scenario.thenState(ALICE, new Ready(scenario.now()));
    }

    @Test
    void whoComesBackIsTakenInThoughTheQueueIsFullOrClosedAndIsFirst() {
        scenario.configured(agent(ALICE));
        for (int i = 0; i < 5; i++) {
            scenario.queued("w" + i, SALES, 100);
        }
        scenario.handle(new AcdEvent.QueueOpened(scenario.now(), SALES, false));
        scenario.queued("back", SALES, AcdEvent.CallQueued.AT_THE_HEAD);
        scenario.ready(ALICE);
        thenFirst("back");
    }

    @Test
    void aClosedQueueTakesNobodyAndServesThoseWhoAreInIt() {
        scenario.configured(agent(ALICE));
        scenario.queued("1", SALES);
        scenario.handle(new AcdEvent.QueueOpened(scenario.now(), SALES, false));
        scenario.configured(agent(ALICE));
        scenario.queued("2", SALES);
        scenario.thenCommands(refused("2", SALES, "closed"));
        scenario.queued("3", SUPPORT);
        scenario.ready(ALICE);
        thenFirst("1");
        scenario.handle(new AcdEvent.QueueOpened(scenario.now(), SALES, true));
        scenario.queued("2", SALES);
        assertEquals(List.of(), scenario.reasons(Why.Refused.class));
        scenario.handle(new AcdEvent.QueueOpened(scenario.now(), new QueueId("nowhere"), false));
        assertEquals(1, scenario.distributor.ignoredEvents());
    }

    @Test
    void aWrapUpGrowsUpToItsLimitAndNotWithoutOne() {
        givenAlice();
        scenario.handle(new AcdEvent.WrapUpExtended(scenario.now(), ALICE, 5_000_000, 60_000_000));
        scenario.thenState(ALICE, new Ready(LOGGED_IN));
        scenario.queued("1", SALES);
        scenario.accepted(1);
        scenario.talkEnded(1);
        long since = scenario.now();
        extend(5_000_000, 60_000_000);
        scenario.thenState(ALICE, new WrapUp(since, since + 15_000_000));
        extend(5_000_000, 18_000_000);
        scenario.thenState(ALICE, new WrapUp(since, since + 18_000_000));
        extend(5_000_000, 12_000_000); // Never shorter by that.
        scenario.thenState(ALICE, new WrapUp(since, since + 18_000_000));
        extend(Long.MIN_VALUE, Long.MAX_VALUE);
        scenario.thenState(ALICE, new WrapUp(since, since + 18_000_000));
        scenario.pass(Duration.ofSeconds(18));
        scenario.thenState(ALICE, new Ready(since + 18_000_000));
    }

    /** Alice has been offered this call since. */
    private void thenFirst(String call) {
        scenario.accepted(1);
        scenario.thenState(ALICE, new Talking(new OfferId(1), new CallId(call), scenario.now()));
    }

    @Test
    void whoEndsTheWrapUpGoesOnTheBreakThatWasAskedFor() {
        givenAlice();
        scenario.handle(new AcdEvent.WrapUpEnded(scenario.now(), ALICE));
        scenario.thenState(ALICE, new Ready(LOGGED_IN));
        scenario.queued("1", SALES);
        scenario.accepted(1);
        notReady("lunch");
        scenario.talkEnded(1);
        scenario.pass(Duration.ofSeconds(1));
        scenario.handle(new AcdEvent.WrapUpEnded(scenario.now(), ALICE));
        scenario.thenState(ALICE, new NotReady("lunch", scenario.now()));
        scenario.handle(new AcdEvent.AgentReady(scenario.now(), ALICE));
        scenario.thenState(ALICE, new Ready(scenario.now()));
    }

    private void extend(long more, long most) {
        scenario.handle(new AcdEvent.WrapUpExtended(scenario.now(), ALICE, more, most));
    }

    private void givenAlice() {
        scenario.configured(agent(ALICE)).ready(ALICE);
    }

    private void notReady(String reason) {
        scenario.handle(new AcdEvent.AgentNotReady(scenario.now(), ALICE, reason));
    }

    private static AcdCommand refused(String call, QueueId queue, String reason) {
        return new AcdCommand.QueueRefused(new CallId(call), queue, reason);
    }
}
