package org.strowger.acd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.acd.Scenario.ALICE;
import static org.strowger.acd.Scenario.BOB;
import static org.strowger.acd.Scenario.SALES;
import static org.strowger.acd.Scenario.SUPPORT;
import static org.strowger.acd.Scenario.agent;
import static org.strowger.acd.Scenario.queue;
import static org.strowger.acd.Scenario.withNeeds;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.QueueId;

/** What is said about decisions. */
class WhyTest {

    private final Scenario scenario = new Scenario();

    @Test
    void aCallThatGetsNobodySaysHowManyWouldDo() {
        scenario.configured(
                List.of(withNeeds(queue(SALES), "tax")),
                agent(ALICE, new Skill("tax", 1)),
                agent(BOB));

        scenario.queued("1", SALES);

        thenSaid("1: Waits[needs=tax, able=1, idle=0, heldFor=null]");
    }

    @Test
    void anOfferTellsTheMatchAndHowManyWereIdle() {
        scenario.configured(
                        List.of(withNeeds(queue(SALES), "tax")),
                        agent(ALICE, new Skill("tax", 3)),
                        agent(BOB, new Skill("tax", 1)))
                .ready(ALICE, BOB);

        scenario.queued("1", SALES);

        thenSaid(
                "1: Offered[offer=OfferId[value=1], agent=alice, method=LONGEST_IDLE, match=3,"
                        + " idle=2, passed=[]]");
    }

    @Test
    void aPhoneThatIsLostIsToldOfTheCallThatWasTalkedOn() {
        scenario.configured(agent(ALICE)).ready(ALICE);
        scenario.queued("1", SALES);
        scenario.accepted(1);
        scenario.handle(new AcdEvent.AgentLost(scenario.now(), ALICE));
        thenSaid("1: AgentLost[agent=alice]");
        scenario.talkEnded(1);
        scenario.handle(new AcdEvent.AgentLost(scenario.now(), ALICE));
        thenSaid();
    }

    @Test
    void aMissIsToldAndWhoWasPassedOverForIt() {
        scenario.configured(
                        List.of(Scenario.withRonaLimit(queue(SALES), 9), queue(SUPPORT)),
                        agent(ALICE),
                        agent(BOB))
                .ready(ALICE, BOB);
        scenario.queued("1", SALES);
        long until = scenario.now() + 30_000_000;

        scenario.refused(1);

        thenSaid(
                "1: NotTaken[offer=OfferId[value=1], agent=alice, reason=missed]",
                "1: Offered[offer=OfferId[value=2], agent=bob, method=LONGEST_IDLE, match=0,"
                        + " idle=2, passed=[Passed[agent=alice, reason=missed, untilMicros="
                        + until
                        + "]]]");
        scenario.accepted(2);
        thenSaid("1: Taken[offer=OfferId[value=2], agent=bob]");
    }

    @Test
    void aHoldAndItsEndAreTold() {
        scenario.configured(agent(ALICE), agent(BOB)).ready(BOB);
        scenario.queued("0", SALES);
        scenario.preferring("1", SALES, BOB, Duration.ofSeconds(5));
        thenSaid("1: Waits[needs=, able=1, idle=0, heldFor=bob]");

        scenario.pass(Duration.ofSeconds(5));

        thenSaid("1: HoldOver[agent=bob]");
    }

    @Test
    void refusalsAndLeavingAreTold() {
        scenario.configured(agent(ALICE)).ready(ALICE);
        scenario.queued("1", new QueueId("mail"));
        thenSaid("1: Refused[reason=unknown queue]");
        scenario.queued("2", SALES);

        scenario.left("2");
        thenSaid("2: Left[]");
        scenario.withdrawn(1);

        thenSaid("2: NotTaken[offer=OfferId[value=1], agent=alice, reason=caller gone]");
    }

    private void thenSaid(String... reasons) {
        assertEquals(List.of(reasons), scenario.reasons(Why.class));
    }
}
