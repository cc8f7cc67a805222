package org.strowger.acd;

import static org.strowger.acd.Scenario.ALICE;
import static org.strowger.acd.Scenario.BOB;
import static org.strowger.acd.Scenario.SALES;
import static org.strowger.acd.Scenario.SUPPORT;
import static org.strowger.acd.Scenario.agent;
import static org.strowger.acd.Scenario.queue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdCommand.QueueRefused;
import org.strowger.acd.Stay.Staff;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;

/** Who may join a queue, and who has to leave one. */
class StayTest {

    private static final long SECOND = 1_000_000;
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final Scenario scenario = new Scenario();

    private void configured(Stay stay, Relaxation... relaxation) {
        var sales = Scenario.withRelaxation(queue(SALES), relaxation).with(stay);
        scenario.configured(List.of(sales, queue(SUPPORT)), agent(ALICE), agent(BOB));
    }

    private void thenRefused(String call, String reason) {
        scenario.thenCommands(new QueueRefused(new CallId(call), SALES, reason));
    }

    private void onABreak(AgentId agent) {
        scenario.handle(new AcdEvent.AgentNotReady(scenario.now(), agent, "lunch"));
    }

    /** A call of 50 s and 10 s of wrap-up. */
    private void handled(long offer) {
        scenario.queued("h" + offer, SALES);
        scenario.accepted(offer);
        scenario.pass(Duration.ofSeconds(50));
        scenario.talkEnded(offer);
        scenario.pass(Scenario.WRAP_UP);
    }

    @Test
    void nobodyJoinsWhereNobodyIsLoggedIn() {
        configured(new Stay(Staff.LOGGED_IN, Staff.NOBODY, 0, 0));
        scenario.queued("a", SALES);
        thenRefused("a", "no agents");
        scenario.thenAtRest();
        scenario.ready(ALICE);
        onABreak(ALICE);
        scenario.queued("b", SALES);
        scenario.thenCommands();
    }

    @Test
    void whoTalksIsAtWorkAndWhoIsOnABreakIsNot() {
        configured(new Stay(Staff.AT_WORK, Staff.NOBODY, 0, 0));
        scenario.ready(ALICE);
        scenario.queued("a", SALES);
        scenario.accepted(1);
        scenario.queued("b", SALES);
        scenario.thenCommands();
        onABreak(ALICE); // After the call.
        scenario.queued("c", SALES);
        thenRefused("c", "none ready");
        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), ALICE));
        scenario.queued("d", SALES);
        thenRefused("d", "no agents");
    }

    @Test
    void whoWouldWaitTooLongIsNotTaken() {
        configured(new Stay(Staff.NOBODY, Staff.NOBODY, 90 * SECOND, 0));
        scenario.ready(ALICE);
        handled(1);
        scenario.queued("a", SALES);
        scenario.accepted(2);
        scenario.queued("b", SALES); // 60 s.
        scenario.thenCommands();
        scenario.queued("c", SALES); // 120 s.
        thenRefused("c", "too long");
        scenario.ready(BOB);
        scenario.thenOffered();
        scenario.queued("d", SALES);
        scenario.thenCommands();
    }

    @Test
    void whoWaitsLeavesSoonAfterTheLastAgent() {
        configured(new Stay(Staff.NOBODY, Staff.LOGGED_IN, 0, 0));
        scenario.ready(ALICE, BOB);
        scenario.queued("a", SALES);
        scenario.queued("b", SALES);
        scenario.accepted(1);
        scenario.accepted(2);
        scenario.queued("c", SALES);
        scenario.pass(A_SECOND);
        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), ALICE));
        scenario.pass(A_SECOND);
        scenario.thenCommands();
        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), BOB));
        scenario.pass(A_SECOND);
        thenRefused("c", "no agents");
        scenario.talkEnded(1);
        scenario.talkEnded(2);
        scenario.thenAtRest();
    }

    @Test
    void aBreakLetsGoOnlyWhereSomebodyMustBeAtWork() {
        configured(new Stay(Staff.NOBODY, Staff.LOGGED_IN, 0, 0));
        scenario.ready(ALICE);
        onABreak(ALICE);
        scenario.queued("a", SALES);
        scenario.pass(Duration.ofSeconds(5));
        scenario.thenCommands();
        configured(new Stay(Staff.NOBODY, Staff.AT_WORK, 0, 0));
        scenario.pass(A_SECOND);
        thenRefused("a", "none ready");
    }

    @Test
    void asLongAsMoreIsToComeNobodyIsSentAway() {
        var later =
                new Relaxation(5 * SECOND, null, List.of(), List.of(), List.of(SUPPORT), List.of());
        configured(new Stay(Staff.LOGGED_IN, Staff.LOGGED_IN, 0, 0), later);
        scenario.queued("a", SALES);
        scenario.pass(Duration.ofSeconds(4));
        scenario.thenCommands();
        scenario.pass(Duration.ofSeconds(2));
        thenRefused("a", "no agents");
    }

    @Test
    void whoHasWaitedLongEnoughLeaves() {
        configured(new Stay(Staff.NOBODY, Staff.NOBODY, 0, 30 * SECOND));
        scenario.queued("a", SALES);
        scenario.pass(Duration.ofSeconds(29));
        scenario.thenCommands();
        scenario.pass(A_SECOND);
        thenRefused("a", "waited too long");
        scenario.thenAtRest();
    }

    @Test
    void whoIsRungForThenLeavesWhenThatComesToNothing() {
        configured(new Stay(Staff.NOBODY, Staff.NOBODY, 0, 30 * SECOND));
        scenario.queued("a", SALES);
        scenario.pass(Duration.ofSeconds(25));
        scenario.ready(ALICE);
        scenario.pass(Duration.ofSeconds(10));
        scenario.thenCommands();
        scenario.failed(1);
        thenRefused("a", "waited too long");
    }

    @Test
    void whoIsRungForThenMayStillBeAnswered() {
        configured(new Stay(Staff.NOBODY, Staff.NOBODY, 0, 30 * SECOND));
        scenario.queued("a", SALES);
        scenario.pass(Duration.ofSeconds(25));
        scenario.ready(ALICE);
        scenario.pass(Duration.ofSeconds(10));
        scenario.accepted(1);
        scenario.talkEnded(1);
        scenario.thenAtRest();
    }

    @Test
    void whoComesBackHasThePlaceButNotTheTimeOfBefore() {
        configured(new Stay(Staff.NOBODY, Staff.NOBODY, 0, 30 * SECOND));
        long before = scenario.now();
        scenario.pass(Duration.ofSeconds(60));
        scenario.queued("first", SALES);
        scenario.pass(Duration.ofSeconds(10));
        scenario.back("back", SALES, before);
        scenario.pass(Duration.ofSeconds(15));
        scenario.ready(ALICE, BOB);
        scenario.thenCommands();
        scenario.accepted(1);
        scenario.accepted(2);
        scenario.pass(Duration.ofSeconds(1));
        scenario.talkEnded(1);
        scenario.talkEnded(2);
        scenario.thenOfferedInAll("back to alice", "first to bob");
    }

    @Test
    void whomTheQueueHadTakenBeforeItTakesAgainWhateverItsRules() {
        var rules = new QueueRules(queue(SALES));
        rules.stay = new Stay(Staff.LOGGED_IN, Staff.NOBODY, SECOND, 0);
        scenario.configured(List.of(rules.room(1), queue(SUPPORT)), agent(ALICE));
        scenario.back("returns", SALES, scenario.now());
        scenario.thenCommands();
        scenario.handle(new AcdEvent.QueueOpened(scenario.now(), SALES, false));
        scenario.queued("cut off", SALES, AcdEvent.CallQueued.AT_THE_HEAD);
        scenario.thenCommands();
        scenario.back("returns, too", SALES, scenario.now());
        scenario.thenCommands();
        scenario.queued("new", SALES);
        thenRefused("new", "closed");
    }
}
