package org.strowger.acd;

import static org.strowger.acd.Scenario.ALICE;
import static org.strowger.acd.Scenario.BOB;
import static org.strowger.acd.Scenario.CAROL;
import static org.strowger.acd.Scenario.RINGING;
import static org.strowger.acd.Scenario.SALES;
import static org.strowger.acd.Scenario.SUPPORT;
import static org.strowger.acd.Scenario.agent;
import static org.strowger.acd.Scenario.queue;
import static org.strowger.acd.Scenario.withWeight;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;

/** Who is offered which call. */
class SelectionTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MICRO = Duration.ofNanos(1_000);
    private static final Skill ENGLISH_5 = new Skill("english", 5);

    private final Scenario scenario = new Scenario();

    @Test
    void offersToTheLongestIdleAgent() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(BOB, ALICE);

        scenario.queued("1", SALES);

        scenario.thenCommands(new AcdCommand.Offer(new OfferId(1), BOB, new CallId("1"), SALES));
    }

    @Test
    void countsIdleTimeOverAllQueues() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(ALICE, BOB);
        scenario.queued("1", SALES);
        scenario.served(1);

        scenario.queued("2", SUPPORT);

        scenario.thenOffered("2 to bob");
    }

    @Test
    void takesTheFirstConfiguredOfAgentsIdleForTheSameTime() {
        scenario.configured(agent(CAROL), agent(BOB), agent(ALICE));
        for (var agent : List.of(ALICE, BOB, CAROL)) {
            scenario.handle(new AcdEvent.AgentReachable(scenario.now(), agent, true));
            scenario.handle(new AcdEvent.AgentLoggedIn(scenario.now(), agent));
        }

        scenario.queued("1", SALES);
        scenario.thenOffered("1 to carol");
        scenario.queued("2", SALES);
        scenario.thenOffered("2 to bob");
    }

    @Test
    void prefersTheBestMatchToTheLongestIdle() {
        scenario.configured(
                        List.of(queue(SALES, ENGLISH_5)),
                        agent(ALICE, new Skill("english", 6)),
                        agent(BOB, new Skill("english", 9)))
                .ready(ALICE, BOB);

        scenario.queued("1", SALES);
        scenario.thenOffered("1 to bob");
        scenario.queued("2", SALES);
        scenario.thenOffered("2 to alice");
    }

    @Test
    void doesNotCountSkillsThatNobodyAskedFor() {
        scenario.configured(agent(ALICE), agent(BOB, new Skill("english", 9))).ready(ALICE, BOB);

        scenario.queued("1", SALES);

        scenario.thenOffered("1 to alice");
    }

    @Test
    void asksForTheNeedsOfTheQueueAndOfTheCall() {
        scenario.configured(
                        List.of(queue(SALES, ENGLISH_5)),
                        agent(ALICE, new Skill("english", 4), new Skill("tax", 9)),
                        agent(BOB, new Skill("english", 9)),
                        agent(CAROL, ENGLISH_5, new Skill("tax", 1)))
                .ready(ALICE, BOB, CAROL);

        scenario.queued("1", SALES, new Skill("tax", 1));

        scenario.thenOffered("1 to carol");
    }

    @Test
    void takesTheHigherLevelOfASkillThatQueueAndCallAskFor() {
        scenario.configured(List.of(queue(SALES, ENGLISH_5)), agent(ALICE, ENGLISH_5));
        scenario.ready(ALICE);

        scenario.queued("1", SALES, new Skill("english", 6));
        scenario.thenNothingOffered();
        scenario.queued("2", SALES, new Skill("english", 4));
        scenario.thenOffered("2 to alice");
    }

    @Test
    void offersNothingToWhoDoesNotServeTheQueue() {
        scenario.configured(
                        List.of(queue(SALES), queue(SUPPORT)),
                        new AcdConfig.Agent(ALICE, List.of(SUPPORT), List.of(), false))
                .ready(ALICE);

        scenario.queued("1", SALES);

        scenario.thenNothingOffered();
    }

    @Test
    void offersNothingToWhoCannotBeReached() {
        scenario.configured(agent(ALICE)).ready(ALICE);
        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, false));
        scenario.queued("1", SALES);
        scenario.thenNothingOffered();

        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), ALICE, true));

        scenario.thenOffered("1 to alice");
    }

    @Test
    void offersOneCallAtATimeToAnAgentWhoServesSeveralQueues() {
        scenario.configured(agent(ALICE)).ready(ALICE);

        scenario.queued("1", SALES);
        scenario.thenOffered("1 to alice");
        scenario.queued("2", SUPPORT);
        scenario.thenNothingOffered();
    }

    @Test
    void servesCallersOfAllQueuesInTheOrderOfJoining() {
        givenWaiting(() -> {
            scenario.queued("1", SUPPORT);
            scenario.queued("2", SALES);
        });

        thenServed(ALICE, "1", "2");
    }

    @Test
    void aPointOfPriorityIsWorthExactlyASecondOfWaiting() {
        givenWaiting(() -> {
            scenario.queued("old", SALES);
            scenario.pass(Duration.ofSeconds(5).minus(MICRO));
            scenario.queued("ahead", SALES, 5);
            scenario.pass(MICRO);
            scenario.queued("tie", SALES, 5);
            scenario.pass(MICRO);
            scenario.queued("behind", SALES, 5);
        });

        thenServed(ALICE, "ahead", "old", "tie", "behind");
    }

    @Test
    void theWeightOfAQueueCountsAsPriority() {
        scenario.configured(List.of(queue(SALES), withWeight(queue(SUPPORT), 2)), agent(ALICE));
        scenario.queued("sales", SALES);
        scenario.pass(SECOND);
        scenario.queued("support", SUPPORT);
        scenario.pass(SECOND.plus(MICRO));
        scenario.queued("late", SUPPORT);

        thenServed(ALICE, "support", "sales", "late");
    }

    @Test
    void aLongWaitWinsOverAnyPriorityInTheEnd() {
        givenWaiting(() -> {
            scenario.queued("old", SALES);
            scenario.pass(Duration.ofSeconds(101));
            scenario.queued("important", SALES, 100);
        });

        thenServed(ALICE, "old", "important");
    }

    @Test
    void givesTheBestCallOfAllWhenTwoAgentsAreFreedAtOnce() {
        scenario.configured(
                        List.of(queue(SALES, ENGLISH_5), queue(SUPPORT)),
                        agent(ALICE),
                        agent(BOB, ENGLISH_5))
                .ready(ALICE, BOB);
        scenario.queued("a", SUPPORT);
        scenario.queued("b", SALES);
        scenario.accepted(1);
        scenario.accepted(2);
        scenario.queued("1", SALES);
        scenario.queued("2", SUPPORT);
        scenario.talkEnded(1);
        scenario.talkEnded(2);

        scenario.pass(RINGING);

        scenario.thenOffered("1 to bob", "2 to alice");
    }

    private void givenWaiting(Runnable callers) {
        scenario.configured(agent(ALICE));
        callers.run();
    }

    private void thenServed(AgentId agent, String... calls) {
        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), agent, true));
        scenario.handle(new AcdEvent.AgentLoggedIn(scenario.now(), agent));
        for (int i = 0; i < calls.length; i++) {
            scenario.thenOffered(calls[i] + " to " + agent);
            scenario.served(i + 1);
        }
        scenario.thenAtRest();
    }
}
