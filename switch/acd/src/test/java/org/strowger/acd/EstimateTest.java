package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.acd.Scenario.ALICE;
import static org.strowger.acd.Scenario.BOB;
import static org.strowger.acd.Scenario.CAROL;
import static org.strowger.acd.Scenario.SALES;
import static org.strowger.acd.Scenario.SUPPORT;
import static org.strowger.acd.Scenario.agent;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.CallId;

/** How long callers are told to wait, and how far that is from what comes. */
class EstimateTest {

    private static final long SECOND = 1_000_000;

    private final Scenario scenario = new Scenario();
    private long offers;

    /** A call that took 50 s of talk and 10 s of wrap-up. */
    private void handled() {
        scenario.queued("h" + offers, SALES);
        offers++;
        scenario.accepted(offers);
        scenario.pass(Duration.ofSeconds(50));
        scenario.talkEnded(offers);
        scenario.pass(Scenario.WRAP_UP);
    }

    private WaitEstimate estimate(String call) {
        scenario.handle(new AcdEvent.PlaceWanted(scenario.now(), new CallId(call)));
        return scenario.place();
    }

    private WaitFigures figures() {
        return scenario.distributor.waits().stream()
                .filter(f -> f.queue().equals(SALES))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void beforeAnybodyWasServedOnlyThePlaceIsKnown() {
        scenario.configured(agent(ALICE)).ready(ALICE);
        scenario.queued("a", SALES);
        scenario.accepted(1);
        scenario.queued("b", SALES);
        scenario.queued("c", SALES);
        assertEquals(WaitEstimate.unknown(2), estimate("c"));
    }

    @Test
    void theTimeIsThePlaceTimesTalkAndWrapUpByTheAgentsAtWork() {
        scenario.configured(agent(ALICE), agent(BOB), agent(CAROL)).ready(ALICE);
        handled();
        assertEquals(60 * SECOND, figures().handleMicros());
        scenario.ready(BOB, CAROL);
        scenario.handle(new AcdEvent.AgentNotReady(scenario.now(), CAROL, "lunch"));
        scenario.queued("a", SALES);
        scenario.queued("b", SALES);
        scenario.accepted(2);
        scenario.accepted(3);
        for (int i = 1; i <= 3; i++) {
            scenario.queued("w" + i, SALES);
            var estimate = estimate("w" + i);
            assertEquals(i, estimate.place());
            assertEquals(SECOND * 30 * i, estimate.likelyMicros(), "two are at work");
            assertEquals(SECOND * 15 * i, estimate.lowMicros());
            assertEquals(SECOND * 45 * i, estimate.highMicros());
        }
        assertEquals(SECOND * 120, figures().expectedMicros(), "of the next one");
    }

    @Test
    void whoComesLaterWithMorePointsIsAheadAndWhoIsOfAnotherQueueIsNot() {
        scenario.configured(agent(ALICE)).ready(ALICE);
        scenario.queued("a", SALES);
        scenario.accepted(1);
        scenario.queued("b", SALES);
        scenario.queued("other", SUPPORT, 1_000);
        assertEquals(1, estimate("b").place());
        scenario.queued("c", SALES, 1_000);
        assertEquals(1, estimate("c").place());
        assertEquals(2, estimate("b").place());
        scenario.left("c");
        assertEquals(1, estimate("b").place());
    }

    @Test
    void whoHasAPhoneRingingIsStillAheadOfOthers() {
        scenario.configured(agent(ALICE)).ready(ALICE);
        scenario.queued("rung", SALES);
        scenario.thenOffered("rung to alice");
        scenario.queued("b", SALES);
        assertEquals(2, estimate("b").place());
    }

    @Test
    void withNobodyAtWorkNoTimeIsKnown() {
        scenario.configured(agent(ALICE)).ready(ALICE);
        handled();
        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), ALICE));
        scenario.queued("a", SALES);
        assertFalse(estimate("a").isKnown());
    }

    @Test
    void whoIsHeldForOneAgentIsToldNoTime() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(ALICE);
        handled();
        scenario.queued("busy", SALES);
        scenario.accepted(++offers);
        scenario.preferring("a", SALES, ALICE, Duration.ofSeconds(20));
        assertFalse(estimate("a").isKnown());
        scenario.pass(Duration.ofSeconds(20));
        assertTrue(estimate("a").isKnown());
    }

    @Test
    void whatItWasWrongByIsMeasuredAndCorrectsTheNext() {
        scenario.configured(agent(ALICE)).ready(ALICE);
        handled();
        scenario.queued("a", SALES);
        scenario.accepted(++offers);
        scenario.queued("b", SALES); // Told 60 s.
        assertEquals(List.of("b: " + expected(1, 60)), scenario.expectations());
        scenario.pass(Duration.ofSeconds(170));
        scenario.talkEnded(offers);
        scenario.pass(Scenario.WRAP_UP);
        scenario.thenOffered("b to alice");
        scenario.accepted(++offers); // Waited for 180 s.
        assertEquals(1, figures().measured());
        assertEquals(180 * SECOND, figures().waitedMicros());
        assertEquals(120 * SECOND, figures().errorMicros());
        scenario.queued("c", SALES);
        long handled = SECOND * (15 * 60 + 180) / 16;
        assertEquals(handled, figures().handleMicros());
        assertTrue(estimate("c").likelyMicros() > handled, "such waits were longer than supposed");
    }

    private static String expected(int place, int seconds) {
        long micros = seconds * SECOND;
        return new Why.Expected(new WaitEstimate(place, micros / 2, micros, micros * 3 / 2))
                .toString();
    }

    @Test
    void noEstimateIsMeasuredOfWhoIsServedAtOnceOrLeaves() {
        scenario.configured(agent(ALICE)).ready(ALICE);
        handled();
        handled();
        scenario.queued("a", SALES);
        scenario.accepted(++offers);
        scenario.queued("b", SALES);
        scenario.left("b");
        assertEquals(0, figures().measured());
    }

    @Test
    void anIdleAgentMeansNoWaitForTheNext() {
        scenario.configured(agent(ALICE)).ready(ALICE);
        handled();
        assertEquals(0, figures().expectedMicros());
    }
}
