package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.acd.Scenario.ALICE;
import static org.strowger.acd.Scenario.BOB;
import static org.strowger.acd.Scenario.CAROL;
import static org.strowger.acd.Scenario.SALES;
import static org.strowger.acd.Scenario.SUPPORT;
import static org.strowger.acd.Scenario.agent;
import static org.strowger.acd.Scenario.queue;
import static org.strowger.acd.Scenario.withNeeds;
import static org.strowger.acd.Scenario.withRelaxation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/** What is asked for as a caller waits. */
class RelaxationTest {

    private static final Duration MICRO = Duration.ofNanos(1_000);
    private static final AcdConfig.Queue TAX = withNeeds(queue(SALES), "tax >= 8");

    private final Scenario scenario = new Scenario();

    @Test
    void aLevelIsLoweredToTheMicrosecond() {
        var lower = step(10, null, List.of(new Skill("tax", 3)), List.of());
        scenario.configured(List.of(withRelaxation(TAX, lower)), agent(ALICE, new Skill("tax", 5)));
        scenario.ready(ALICE);
        scenario.queued("1", SALES);
        scenario.pass(Duration.ofSeconds(10).minus(MICRO));
        scenario.thenNothingOffered();

        scenario.pass(MICRO);

        scenario.thenOffered("1 to alice");
        assertEquals(
                List.of("1: Relaxed[step=1, needs=tax >= 5, able=1]"),
                scenario.reasons(Why.Relaxed.class));
    }

    @Test
    void whatTheCallItselfAsksForIsRelaxedToo() {
        var drop = step(10, null, List.of(), List.of("english"));
        scenario.configured(List.of(withRelaxation(queue(SALES), drop)), agent(ALICE)).ready(ALICE);
        scenario.asking("1", SALES, "english >= 5 or not smoker and english");

        scenario.pass(Duration.ofSeconds(10));

        scenario.thenOffered("1 to alice");
    }

    @Test
    void aStepMayReplaceWhatTheQueueAsksForButNotWhatTheCallDoes() {
        var replace = step(10, "billing", List.of(), List.of());
        scenario.configured(
                        List.of(withRelaxation(TAX, replace)),
                        agent(ALICE, new Skill("billing", 1)),
                        agent(BOB, new Skill("billing", 1), new Skill("english", 1)))
                .ready(ALICE, BOB);
        scenario.asking("1", SALES, "english");

        scenario.pass(Duration.ofSeconds(10));

        scenario.thenOffered("1 to bob");
    }

    @Test
    void otherQueuesAndAgentsAreAddedStepByStep() {
        var queues =
                new Relaxation(5_000_000, null, List.of(), List.of(), List.of(SUPPORT), List.of());
        var agents =
                new Relaxation(9_000_000, null, List.of(), List.of(), List.of(), List.of(CAROL));
        var mail = new QueueId("mail");
        scenario.configured(
                        List.of(withRelaxation(queue(SALES), queues, agents), queue(SUPPORT)),
                        serving(ALICE, mail),
                        serving(BOB, SUPPORT),
                        serving(CAROL, mail))
                .ready(ALICE, BOB, CAROL);
        scenario.queued("1", SALES);
        scenario.queued("2", SALES);
        scenario.queued("3", SALES);
        scenario.thenNothingOffered();

        scenario.pass(Duration.ofSeconds(5));
        scenario.thenOffered("1 to bob");
        scenario.pass(Duration.ofSeconds(4));
        scenario.thenOffered("2 to carol");
    }

    @Test
    void aStepThatComesWhileAnAgentIsRungHoldsFromThenOn() {
        var lower = step(10, null, List.of(new Skill("tax", 3)), List.of());
        scenario.configured(
                        List.of(withRelaxation(TAX, lower)),
                        agent(ALICE, new Skill("tax", 5)),
                        agent(BOB, new Skill("tax", 9)))
                .ready(ALICE, BOB);
        scenario.queued("1", SALES);
        scenario.thenOffered("1 to bob");
        scenario.pass(Duration.ofSeconds(10));
        scenario.thenNothingOffered();

        scenario.refused(1);

        scenario.thenOffered("1 to alice");
    }

    @Test
    void waitingCountsFromTheJoiningOverANewConfiguration() {
        scenario.configured(List.of(TAX), agent(ALICE, new Skill("tax", 5))).ready(ALICE);
        scenario.queued("1", SALES);
        scenario.pass(Duration.ofSeconds(10));

        var lower = step(10, null, List.of(new Skill("tax", 3)), List.of());
        scenario.configured(List.of(withRelaxation(TAX, lower)), agent(ALICE, new Skill("tax", 5)));

        scenario.thenOffered("1 to alice");
    }

    @Test
    void aRelaxedCallKeepsItsPlace() {
        var lower = step(10, null, List.of(new Skill("tax", 3)), List.of());
        scenario.configured(List.of(withRelaxation(TAX, lower)), agent(ALICE, new Skill("tax", 5)));
        scenario.queued("1", SALES);
        scenario.pass(Duration.ofSeconds(3));
        scenario.queued("2", SALES);
        scenario.pass(Duration.ofSeconds(20));

        scenario.ready(ALICE);
        scenario.served(1);

        scenario.thenOffered("2 to alice");
    }

    @Test
    void nothingIsLeftOfACallThatIsGone() {
        var lower = step(10, null, List.of(new Skill("tax", 3)), List.of());
        scenario.configured(List.of(withRelaxation(TAX, lower)), agent(ALICE, new Skill("tax", 5)));
        scenario.queued("1", SALES);
        scenario.left("1");

        scenario.pass(Duration.ofSeconds(10));

        assertEquals(List.of(), scenario.reasons(Why.class));
        scenario.thenAtRest();
    }

    @Test
    void whoIsBusyAsTheWrapUpEndsAndAStepComesIsNotCountedAsIdle() {
        var drop = step(10, null, List.of(), List.of("tax"));
        scenario.configured(
                        List.of(withRelaxation(TAX, drop), queue(SUPPORT)),
                        agent(ALICE),
                        agent(BOB))
                .ready(ALICE);
        scenario.queued("0", SUPPORT);
        scenario.accepted(1);
        scenario.talkEnded(1);
        scenario.queued("1", SALES);
        long later = scenario.now() + 10_000_000;
        scenario.handle(new AcdEvent.AgentBusy(later, ALICE));
        scenario.handle(new AcdEvent.AgentReachable(later, BOB, true));

        scenario.handle(new AcdEvent.AgentLoggedIn(later, BOB));

        assertEquals(
                List.of(
                        "1: Offered[offer=OfferId[value=2], agent=bob, method=LONGEST_IDLE,"
                                + " match=0, idle=1, passed=[]]"),
                scenario.reasons(Why.Offered.class));
    }

    private static AcdConfig.Agent serving(AgentId id, QueueId queue) {
        return new AcdConfig.Agent(id, List.of(queue), List.of(), false);
    }

    private static Relaxation step(
            int seconds, @Nullable String needs, List<Skill> lower, List<String> drop) {
        return new Relaxation(
                seconds * 1_000_000L,
                needs == null ? null : Needs.parse(needs),
                lower,
                drop,
                List.of(),
                List.of());
    }
}
