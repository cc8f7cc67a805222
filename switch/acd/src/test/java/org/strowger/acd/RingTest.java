package org.strowger.acd;

import static org.strowger.acd.Scenario.ALICE;
import static org.strowger.acd.Scenario.BOB;
import static org.strowger.acd.Scenario.CAROL;
import static org.strowger.acd.Scenario.RINGING;
import static org.strowger.acd.Scenario.SALES;
import static org.strowger.acd.Scenario.SUPPORT;
import static org.strowger.acd.Scenario.agent;
import static org.strowger.acd.Scenario.queue;
import static org.strowger.acd.Scenario.withChoice;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queues that ring several agents for one call. */
class RingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scenario scenario = new Scenario();

    @Test
    void allAreRungAsManyAsMay() {
        given(Method.RING_ALL, 2).ready(ALICE, BOB, CAROL);

        scenario.queued("1", SALES);

        scenario.thenOffered("1 to alice", "1 to bob");
    }

    @Test
    void theFirstAnswerWinsAndTheOthersAreWithdrawn() {
        given(Method.RING_ALL, 9).ready(ALICE, BOB, CAROL);
        scenario.queued("1", SALES);

        scenario.accepted(2);

        scenario.thenCommands(withdrawn(1), withdrawn(3));
        scenario.withdrawn(1);
        scenario.withdrawn(3);
        scenario.queued("2", SUPPORT);
        scenario.thenOffered("2 to alice");
        scenario.talkEnded(2);
        scenario.accepted(4);
        scenario.talkEnded(4);
        scenario.thenAtRest();
    }

    @Test
    void whoAnswersTooLateIsInATalkUntilCallControlEndsIt() {
        given(Method.RING_ALL, 9).ready(ALICE, BOB);
        scenario.queued("1", SALES);
        scenario.accepted(2);

        scenario.accepted(1);
        scenario.talkEnded(1);
        scenario.talkEnded(2);

        scenario.thenAtRest();
    }

    @Test
    void whoHasNoPhoneRingingComesBeforeFurtherPhones() {
        given(Method.RING_ALL, 9);
        scenario.queued("1", SALES);
        scenario.pass(SECOND);
        scenario.queued("2", SUPPORT);
        scenario.queued("3", SALES);
        scenario.ready(ALICE);
        scenario.ready(BOB);
        scenario.ready(CAROL);
        scenario.queued("4", SUPPORT);
        scenario.accepted(1);
        scenario.accepted(2);
        scenario.talkEnded(1);
        scenario.handle(new AcdEvent.AgentReady(scenario.now(), ALICE));

        scenario.thenOffered("4 to alice");
    }

    @Test
    void whoBecomesIdleIsRungToo() {
        given(Method.RING_ALL, 9).ready(ALICE);
        scenario.queued("1", SALES);
        scenario.thenOffered("1 to alice");

        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), BOB, true));
        scenario.handle(new AcdEvent.AgentLoggedIn(scenario.now(), BOB));

        scenario.thenOffered("1 to bob");
    }

    @Test
    void oneRefusalLeavesTheOthersRinging() {
        given(Method.RING_ALL, 9).ready(ALICE, BOB);
        scenario.queued("1", SALES);

        scenario.refused(1);

        scenario.thenCommands();
        scenario.accepted(2);
        scenario.thenCommands();
    }

    @Test
    void nobodyAnswers() {
        given(Method.RING_ALL, 9).ready(ALICE, BOB);
        scenario.queued("1", SALES);
        scenario.pass(RINGING);
        scenario.thenCommands(
                new AcdCommand.WithdrawOffer(new OfferId(1), "no answer"),
                new AcdCommand.WithdrawOffer(new OfferId(2), "no answer"));
        scenario.withdrawn(1);
        scenario.withdrawn(2);
        scenario.thenNothingOffered();

        scenario.ready(CAROL);
        scenario.handle(new AcdEvent.AgentReady(scenario.now(), CAROL));
        scenario.left("1");

        scenario.thenCommands(new AcdCommand.WithdrawOffer(new OfferId(3), "caller gone"));
    }

    @Test
    void theCallerLeavesAndAllAreWithdrawn() {
        given(Method.RING_ALL, 9).ready(ALICE, BOB);
        scenario.queued("1", SALES);

        scenario.left("1");

        scenario.thenCommands(
                new AcdCommand.WithdrawOffer(new OfferId(1), "caller gone"),
                new AcdCommand.WithdrawOffer(new OfferId(2), "caller gone"));
    }

    @Test
    void progressivelyOneMoreIsRungAfterEachInterval() {
        given(Method.RING_PROGRESSIVELY, 3).ready(ALICE, BOB, CAROL);
        scenario.queued("1", SALES);
        scenario.thenOffered("1 to alice");
        scenario.pass(Duration.ofMillis(4_999));
        scenario.thenNothingOffered();

        scenario.pass(Duration.ofMillis(1));
        scenario.thenOffered("1 to bob");
        scenario.pass(Duration.ofSeconds(5));
        scenario.thenOffered("1 to carol");
    }

    @Test
    void progressivelyBeginsAnewWhenNobodyIsRungAnyMore() {
        given(Method.RING_PROGRESSIVELY, 3).ready(ALICE, BOB, CAROL);
        scenario.queued("1", SALES);
        scenario.pass(Duration.ofSeconds(4));

        scenario.refused(1);
        scenario.thenOffered("1 to bob");
        scenario.pass(Duration.ofSeconds(4));
        scenario.thenNothingOffered();
        scenario.pass(SECOND);
        scenario.thenOffered("1 to carol");
    }

    private Scenario given(Method method, int phones) {
        return scenario.configured(
                List.of(
                        withChoice(queue(SALES), new Choice(method, 0, phones, 5_000_000)),
                        queue(SUPPORT)),
                agent(ALICE),
                agent(BOB),
                agent(CAROL));
    }

    private static AcdCommand withdrawn(long offer) {
        return new AcdCommand.WithdrawOffer(new OfferId(offer), "completed elsewhere");
    }
}
