package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.acd.Scenario.ALICE;
import static org.strowger.acd.Scenario.BOB;
import static org.strowger.acd.Scenario.SALES;
import static org.strowger.acd.Scenario.agent;
import static org.strowger.acd.Scenario.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;

class WatchdogTest {

    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final Duration TICK = Duration.ofMillis(1);

    /**
     * By its rule alice may not have the calls; by the rule of the watchdog below everybody may.
     */
    private final Scenario scenario = new Scenario();

    private final Watchdog watchdog = new Watchdog(scenario.distributor, (_, _) -> true);

    private void aliceCannot(String... calls) {
        scenario.configured(List.of(queue(SALES, new Skill("hebrew", 3))), agent(ALICE));
        scenario.ready(ALICE);
        for (var call : calls) {
            scenario.queued(call, SALES);
        }
    }

    @Test
    void tellsOnceWhoIsNotOffered() {
        aliceCannot("1");

        assertEquals(List.of(), watchdog.look());
        scenario.pass(PATIENCE);
        assertEquals(List.of(), watchdog.look(), "not yet over");
        scenario.pass(TICK);
        assertEquals(
                List.of(new Watchdog.Missed(SALES, new CallId("1"), ALICE, 101_000)),
                watchdog.look());
        scenario.pass(PATIENCE.multipliedBy(2));
        assertEquals(List.of(), watchdog.look(), "it was told");
    }

    @Test
    void whoseAgentGoesInBetweenIsNotTold() {
        aliceCannot("1");
        assertEquals(List.of(), watchdog.look());

        scenario.handle(new AcdEvent.AgentBusy(scenario.now(), ALICE));
        assertEquals(List.of(), watchdog.look());
        scenario.handle(new AcdEvent.AgentFree(scenario.now(), ALICE));
        scenario.pass(PATIENCE.plus(TICK));

        assertEquals(List.of(), watchdog.look(), "found anew just now");
        scenario.pass(PATIENCE.plus(TICK));
        assertEquals(1, watchdog.look().size());
    }

    @Test
    void forgetsWhoLeaves() {
        aliceCannot("1", "2");
        assertEquals(List.of(), watchdog.look());

        scenario.left("1");
        scenario.pass(PATIENCE.plus(TICK));

        assertEquals(
                List.of(new CallId("2")),
                watchdog.look().stream().map(Watchdog.Missed::call).toList());
    }

    @Test
    void looksAtABoundedNumberOfPairsAndStillAtEverybody() {
        var pairs = new AtomicInteger();
        var agents = new ArrayList<AcdConfig.Agent>();
        for (int i = 0; i < 500; i++) {
            agents.add(agent(new AgentId("a" + i)));
        }
        var rules = new QueueRules(queue(SALES, new Skill("hebrew", 3)));
        rules.maxWaiting = 1_000;
        scenario.configured(List.of(rules.rules()), agents.toArray(AcdConfig.Agent[]::new));
        for (var one : agents) {
            scenario.handle(new AcdEvent.AgentReachable(scenario.now(), one.id(), true));
            scenario.handle(new AcdEvent.AgentLoggedIn(scenario.now(), one.id()));
        }
        for (int i = 0; i < 200; i++) {
            scenario.queued("c" + i, SALES);
        }
        var last = new CallId("c199");
        var slow =
                new Watchdog(
                        scenario.distributor,
                        (call, one) -> {
                            pairs.incrementAndGet();
                            return call.id.equals(last) && one.id.equals(agents.getLast().id());
                        });

        int looks = 0;
        List<Watchdog.Missed> missed = List.of();
        while (missed.isEmpty() && looks < 100) {
            pairs.set(0);
            missed = slow.look();
            assertTrue(pairs.get() <= Watchdog.PAIRS + 2 * agents.size(), pairs + " pairs");
            scenario.pass(Duration.ofMillis(50));
            looks++;
        }

        assertEquals(last, missed.getFirst().call());
        assertEquals(agents.getLast().id(), missed.getFirst().agent());
    }

    @Test
    void isSilentByTheRuleOfTheCore() {
        for (int seed = 1; seed <= 20; seed++) {
            var core = new Distributor();
            var watching = new Watchdog(core);
            var run = new RandomRun(seed);
            core.handle(run.first());
            for (int i = 0; i < 2_000; i++) {
                var event = run.next();
                run.saw(event, core.handle(event));
                assertEquals(List.of(), watching.look(), "seed " + seed + ", event " + i);
            }
        }
    }

    @Test
    void bobWhoIsNotThereIsNobody() {
        aliceCannot();
        scenario.configured(List.of(queue(SALES)), agent(BOB));
        scenario.queued("1", SALES);

        assertEquals(List.of(), watchdog.look());
        scenario.pass(PATIENCE.plus(TICK));
        assertEquals(List.of(), watchdog.look());
    }
}
