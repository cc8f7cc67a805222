package org.strowger.acd;

import static org.strowger.acd.Scenario.ALICE;
import static org.strowger.acd.Scenario.BOB;
import static org.strowger.acd.Scenario.SALES;
import static org.strowger.acd.Scenario.SUPPORT;
import static org.strowger.acd.Scenario.agent;
import static org.strowger.acd.Scenario.queue;
import static org.strowger.acd.Scenario.withNeeds;
import static org.strowger.acd.Scenario.withObjective;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.AgentId;

/** Callers who want somebody, and callers who count for more. */
class PreferenceTest {

    private static final Duration HOLD = Duration.ofSeconds(20);
    private static final Duration MICRO = Duration.ofNanos(1_000);

    private final Scenario scenario = new Scenario();

    @Test
    void thePreferredAgentComesBeforeWhoIsIdleLonger() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(ALICE, BOB);

        scenario.preferring("1", SALES, BOB, HOLD);

        scenario.thenOffered("1 to bob");
    }

    @Test
    void aCallIsHeldForABusyAgentToTheMicrosecondAndKeepsItsPlace() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(BOB);
        scenario.queued("0", SALES);
        scenario.preferring("1", SALES, BOB, HOLD);
        scenario.ready(ALICE);
        scenario.queued("2", SALES);
        scenario.thenOffered("2 to alice");
        scenario.left("2");
        scenario.withdrawn(2);
        scenario.thenNothingOffered();
        scenario.pass(HOLD.minusSeconds(1).minus(MICRO));
        scenario.thenNothingOffered();

        scenario.pass(MICRO);

        scenario.thenOffered("1 to alice");
    }

    @Test
    void aHeldCallIsForThePreferredAgentInTurn() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(BOB);
        scenario.queued("0", SALES);
        scenario.accepted(1);
        scenario.queued("1", SUPPORT);
        scenario.pass(Duration.ofSeconds(1));
        scenario.preferring("2", SALES, BOB, HOLD);
        scenario.talkEnded(1);
        scenario.handle(new AcdEvent.AgentReady(scenario.now(), BOB));

        scenario.thenOffered("1 to bob");
    }

    @Test
    void whoGoesHomeIsNotWaitedFor() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(BOB);
        scenario.queued("0", SALES);
        scenario.accepted(1);
        scenario.preferring("1", SALES, BOB, HOLD);
        scenario.ready(ALICE);
        scenario.thenNothingOffered();

        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), BOB));

        scenario.thenOffered("1 to alice");
    }

    @Test
    void whoDoesNotTakeItIsNotWaitedFor() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(ALICE, BOB);
        scenario.preferring("1", SALES, BOB, HOLD);

        scenario.refused(1);

        scenario.thenOffered("1 to alice");
    }

    @Test
    void nobodyIsHeldForWhoIsNotAtWorkOrWillNotDo() {
        scenario.configured(
                        List.of(withNeeds(queue(SALES), "tax")),
                        agent(ALICE, new Skill("tax", 1)),
                        agent(BOB))
                .ready(ALICE, BOB);
        scenario.preferring("1", SALES, BOB, HOLD);
        scenario.thenOffered("1 to alice");
        scenario.left("1");
        scenario.withdrawn(1);
        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), BOB));
        scenario.configured(agent(ALICE), agent(BOB));
        scenario.preferring("2", SALES, BOB, HOLD);
        scenario.thenOffered("2 to alice");
        scenario.left("2");
        scenario.withdrawn(2);
        scenario.preferring("3", SALES, new AgentId("nobody"), HOLD);
        scenario.thenOffered("3 to alice");
    }

    @Test
    void aTierIsWorthItsPoints() {
        var order = new Order(false, List.of(new Order.Tier("gold", 10)));
        scenario.configured(order, List.of(queue(SALES)), agent(ALICE));
        scenario.ofTier("iron", SALES, "iron");
        scenario.pass(Duration.ofSeconds(10));
        scenario.ofTier("tie", SALES, "gold");
        scenario.pass(MICRO);
        scenario.ofTier("late", SALES, "gold");
        scenario.pass(Duration.ofSeconds(1));
        scenario.configured(
                new Order(false, List.of(new Order.Tier("gold", 12))),
                List.of(queue(SALES)),
                agent(ALICE));

        scenario.ready(ALICE);
        scenario.left("tie");
        scenario.withdrawn(1);

        scenario.thenOffered("late to alice");
    }

    @Test
    void whoIsFurthestBeyondTheObjectiveIsFirstIfSoOrdered() {
        scenario.configured(
                new Order(true, List.of()),
                List.of(
                        withObjective(queue(SALES), Duration.ofSeconds(30)),
                        withObjective(queue(SUPPORT), Duration.ofSeconds(10))),
                agent(ALICE));
        scenario.queued("1", SALES);
        scenario.pass(Duration.ofSeconds(20).minus(MICRO));
        scenario.queued("2", SUPPORT);
        scenario.pass(Duration.ofSeconds(5));

        scenario.ready(ALICE);
        scenario.left("2");
        scenario.thenCommands(new AcdCommand.WithdrawOffer(new OfferId(1), "caller gone"));
        scenario.withdrawn(1);

        scenario.thenOffered("1 to alice");
    }
}
