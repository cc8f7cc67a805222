package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.acd.Scenario.ALICE;
import static org.strowger.acd.Scenario.BOB;
import static org.strowger.acd.Scenario.CAROL;
import static org.strowger.acd.Scenario.SALES;
import static org.strowger.acd.Scenario.SUPPORT;
import static org.strowger.acd.Scenario.agent;
import static org.strowger.acd.Scenario.queue;
import static org.strowger.acd.Scenario.withChoice;
import static org.strowger.acd.Scenario.withNeeds;
import static org.strowger.acd.Scenario.withWrapUp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/** Which of several agents gets a call, by the method of its queue. */
class MethodTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Skill TAX_2 = new Skill("tax", 2);
    private static final Skill TAX_9 = new Skill("tax", 9);

    private final Scenario scenario = new Scenario();
    private long offers;

    @Test
    void mostSkilledTakesTheBestMatchThenWhoCanDoMost() {
        given(Method.MOST_SKILLED, "tax").ready(ALICE, BOB, CAROL);

        thenTaken("bob", "carol", "alice");
    }

    @Test
    void leastSkilledKeepsExpertsFree() {
        given(Method.LEAST_SKILLED, "tax").ready(BOB, ALICE, CAROL);

        thenTaken("alice", "carol", "bob");
    }

    private Scenario given(Method method, String needs) {
        return scenario.configured(
                List.of(withNeeds(withChoice(queue(SALES), Choice.of(method)), needs)),
                agent(ALICE, TAX_2),
                agent(BOB, TAX_9, new Skill("english", 1)),
                agent(CAROL, TAX_9));
    }

    private void thenTaken(String... agents) {
        for (var agent : agents) {
            scenario.queued(agent, SALES);
            scenario.thenOffered(agent + " to " + agent);
        }
    }

    @Test
    void fewestCallsCountsThemOverAllQueuesSinceTheLogIn() {
        plain(Method.FEWEST_CALLS).ready(ALICE, BOB);
        serve("a", SUPPORT, "alice");
        serve("b", SALES, "bob");
        serve("c", SALES, "alice");
        serve("d", SALES, "bob");
        scenario.handle(new AcdEvent.AgentLoggedOut(scenario.now(), BOB));
        scenario.ready(BOB);
        serve("e", SALES, "bob");
        serve("f", SALES, "bob");
        serve("g", SALES, "alice");
    }

    @Test
    void leastTalkTimeCountsTheTalkAndNotTheCalls() {
        plain(Method.LEAST_TALK_TIME).ready(ALICE, BOB);
        talk("long", "alice", Duration.ofSeconds(90));
        talk("short", "bob", Duration.ofSeconds(30));
        talk("again", "bob", Duration.ofSeconds(59));
        talk("more", "bob", Duration.ofSeconds(2));
        talk("back", "alice", Duration.ofSeconds(1));
    }

    @Test
    void leastOccupiedIsMeasuredEachMinuteOfBeingReady() {
        plain(Method.LEAST_OCCUPIED).ready(ALICE, BOB);
        talk("a", "alice", MINUTE); // Alice 60 s of 61, Bob none of 60.
        talk("b", "bob", Duration.ofSeconds(10)); // Bob 10 of 70.
        scenario.pass(MINUTE.multipliedBy(20)); // Alice 60 of 1,261 at the last minute.
        talk("c", "bob", Duration.ofSeconds(100)); // 10 of 1,270; afterwards 110 of 1,375.
        talk("d", "alice", Duration.ofSeconds(1));
    }

    @Test
    void roundRobinGoesOnWhereTheQueueLeftOff() {
        plain(Method.ROUND_ROBIN).ready(CAROL, BOB, ALICE);
        serve("1", SALES, "alice");
        serve("2", SALES, "bob");
        serve("other", SUPPORT, "carol");
        serve("3", SALES, "carol");
        serve("4", SALES, "alice");
        scenario.handle(new AcdEvent.AgentNotReady(scenario.now(), BOB, "lunch"));
        serve("5", SALES, "carol");
    }

    @Test
    void roundRobinRemembersOverANewConfiguration() {
        plain(Method.ROUND_ROBIN).ready(ALICE, BOB, CAROL);
        serve("1", SALES, "alice");
        scenario.configured(
                List.of(method(Method.ROUND_ROBIN), queue(SUPPORT)),
                agent(BOB),
                agent(ALICE),
                agent(CAROL));
        serve("2", SALES, "carol");
        serve("3", SALES, "bob");
    }

    @Test
    void linearBeginsAtTheFirstEachTime() {
        plain(Method.LINEAR).ready(CAROL, BOB, ALICE);
        serve("1", SALES, "alice");
        serve("2", SALES, "alice");
        scenario.handle(new AcdEvent.AgentNotReady(scenario.now(), ALICE, "lunch"));
        serve("3", SALES, "bob");
    }

    @Test
    void lotsFallByTheMatchAndTheSameForTheSameSeed() {
        var first = drawn(1);
        long bob = first.stream().filter("bob"::equals).count();

        assertEquals(first, drawn(1));
        assertTrue(!first.equals(drawn(2)));
        // 10 lots of 13, and 3: of 1,000 draws 769 on average, with a deviation of 13.
        assertTrue(bob > 700 && bob < 840, () -> bob + " of 1000");
    }

    private static List<String> drawn(long seed) {
        var run = new Scenario();
        var choice = new Choice(Method.WEIGHTED_RANDOM, seed, 1, 0);
        run.configured(
                        List.of(
                                withWrapUp(
                                        withNeeds(withChoice(queue(SALES), choice), "tax"),
                                        Duration.ZERO)),
                        agent(ALICE, TAX_2),
                        agent(BOB, TAX_9))
                .ready(ALICE, BOB);
        var drawn = new ArrayList<String>();
        for (int i = 1; i <= 1_000; i++) {
            run.queued("c" + i, SALES);
            drawn.add(run.offers().getFirst().replaceAll(".* to ", ""));
            run.accepted(i);
            run.talkEnded(i);
        }
        return drawn;
    }

    private Scenario plain(Method method) {
        return scenario.configured(
                List.of(method(method), queue(SUPPORT)), agent(ALICE), agent(BOB), agent(CAROL));
    }

    private static AcdConfig.Queue method(Method method) {
        return withChoice(queue(SALES), Choice.of(method));
    }

    private void serve(String call, QueueId queue, String agent) {
        scenario.queued(call, queue);
        scenario.thenOffered(call + " to " + agent);
        scenario.served(++offers);
    }

    /** Ready at once afterwards. */
    private void talk(String call, String agent, Duration length) {
        scenario.queued(call, SALES);
        scenario.thenOffered(call + " to " + agent);
        scenario.accepted(++offers);
        scenario.pass(length);
        scenario.talkEnded(offers);
        scenario.handle(new AcdEvent.AgentReady(scenario.now(), new AgentId(agent)));
    }
}
