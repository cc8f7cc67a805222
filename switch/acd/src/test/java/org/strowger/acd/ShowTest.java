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
import static org.strowger.acd.Scenario.queue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/** What each call of a queue waits for. */
class ShowTest {

    private final Scenario scenario = new Scenario();

    private List<String> why(String call) {
        return scenario.shown(SALES).calls().stream()
                .filter(shown -> shown.call().value().equals(call))
                .flatMap(shown -> shown.agents().stream())
                .map(obstacle -> obstacle.agent() + " " + obstacle.why())
                .toList();
    }

    @Test
    void eachAgentHasAReason() {
        var tax = new Skill("tax", 1);
        var dave = new AgentId("dave");
        var eve = new AgentId("eve");
        scenario.configured(
                agent(ALICE, tax),
                agent(BOB),
                agent(CAROL, tax),
                agent(dave, tax),
                agent(eve, tax));
        scenario.ready(ALICE, BOB, CAROL, eve);
        scenario.handle(new AcdEvent.AgentNotReady(scenario.now(), CAROL, "lunch"));
        scenario.handle(new AcdEvent.AgentReachable(scenario.now(), eve, false));
        scenario.queued("a", SALES, tax);
        scenario.queued("b", SALES, tax);
        assertEquals(
                List.of(
                        "alice rung for another",
                        "bob not skilled for this step",
                        "carol not ready: lunch",
                        "dave logged out",
                        "eve no phone"),
                why("b"));
        assertEquals("alice rung for this call", why("a").getFirst());
        scenario.accepted(1);
        assertEquals("alice talking", why("b").getFirst());
        scenario.talkEnded(1);
        assertEquals("alice wrap-up", why("b").getFirst());
        scenario.handle(new AcdEvent.AgentReady(scenario.now(), CAROL));
        scenario.failed(2);
        assertEquals("carol excluded: failed", why("b").get(2));
        scenario.left("b");
        assertEquals(List.of(), scenario.shown(SALES).calls());
    }

    @Test
    void callsStandInTheOrderOfTheirPlacesWithScoreNeedsAndStep() {
        var easier =
                new Relaxation(10_000_000, null, List.of(), List.of("tax"), List.of(), List.of());
        var sales = Scenario.withNeeds(Scenario.withRelaxation(queue(SALES), easier), "tax >= 9");
        scenario.configured(List.of(sales, queue(SUPPORT)), agent(ALICE));
        scenario.queued("a", SALES);
        scenario.pass(Duration.ofSeconds(11));
        scenario.queued("b", SALES, 100);
        var calls = scenario.shown(SALES).calls();
        assertEquals(List.of("b", "a"), calls.stream().map(c -> c.call().value()).toList());
        assertEquals(List.of(1, 2), calls.stream().map(c -> c.estimate().place()).toList());
        assertEquals(List.of(0, 1), calls.stream().map(c -> c.step()).toList());
        assertEquals(List.of(0, 1), calls.stream().map(c -> c.able()).toList());
        assertEquals(
                List.of(100_000_000L, 11_000_000L),
                calls.stream().map(c -> c.scoreMicros()).toList());
        assertEquals(Needs.none(), calls.getLast().needs());
    }

    @Test
    void aQueueThatThereIsNotIsSaidSo() {
        scenario.configured(agent(ALICE));
        assertFalse(scenario.shown(new QueueId("mail")).known());
        assertTrue(scenario.shown(SALES).known());
    }

    @Test
    void onlyTheFirstHundredAreShown() {
        scenario.configured(
                List.of(new QueueRules(queue(SALES)).room(200), queue(SUPPORT)), agent(ALICE));
        for (int i = 0; i < 150; i++) {
            scenario.queued("c" + i, SALES);
        }
        var calls = scenario.shown(SALES).calls();
        assertEquals(100, calls.size());
        assertEquals("c99", calls.getLast().call().value());
    }
}
