package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.harness.system.ContactCentre.FIRST;
import static org.strowger.harness.system.ContactCentre.SECOND;
import static org.strowger.harness.system.ContactCentre.THIRD;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.process.ConfFolder;

/** What a queue asks for as its caller waits, for whom it waits, and who lets it ring. */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class QueueRulesCallTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMillis(1_800);
    private static final String RELAXED = ContactCentre.numberOf(2);
    private static final String IMPATIENT = ContactCentre.numberOf(0);
    private static final String PATIENT = ContactCentre.numberOf(1);
    private static final String PREFERS = "4300";

    /** In alphabetical order. */
    private static final Map<String, String> QUEUES =
            new TreeMap<>(
                    Map.of(
                            "a-impatient", "method: linear, offer-s: 1, rona-limit: 1",
                            "b-patient", "method: linear, offer-s: 1, rona-limit: 2",
                            "c-relaxed",
                                    "needs: tax >= 9, relax: [{after-s: 1, lower: {tax: 2}}]"));

    private static final String SCRIPT =
            """
            language: en
            start: wait
            nodes:
              wait:
                queue: {name: sales, preferred-agent: "1003", hold-s: 1, on-overflow: bye}
              bye:
                hang-up: true
            """;

    private Loopback loopback;
    private ContactCentre centre;
    private int callers;

    @BeforeAll
    void start() {
        var conf =
                ContactCentre.conf(
                                ConfFolder.at(
                                        ScriptFolders.with(
                                                "queue-rules", Map.of("prefers", SCRIPT))),
                                QUEUES,
                                List.of("tax: 3", "tax: 7", "tax: 5"),
                                "  \"" + PREFERS + "\": {script: prefers}\n")
                        .t1Millis(Loopback.SHORT_T1_MILLIS);
        loopback = Loopback.start("queue-rules", conf);
        centre = new ContactCentre(loopback);
    }

    @AfterAll
    void stop() {
        centre.close();
        loopback.closeAtRest(Loopback.AT_REST);
    }

    @BeforeEach
    void beginTheDay() {
        centre.beginTheDay();
    }

    @Test
    void lessIsAskedForAfterASecond() {
        var caller = caller();
        assertEquals(SECOND, centre.agentOf(RELAXED, caller, LONG));
        ContactCentre.assertSaid(
                centre.why(centre.recordOf(caller)),
                "waits: 0 agents would do for tax >= 9",
                "step 1 of the relaxation: asks for tax >= 7; 1 agent would do",
                "agent " + SECOND + " took");
    }

    @Test
    void whoIsPreferredGetsTheCallThoughOthersAreIdleLonger() {
        var caller = caller();
        assertEquals(THIRD, centre.agentOf(PREFERS, caller, SHORT));
        ContactCentre.assertSaid(centre.why(centre.recordOf(caller)), "agent " + THIRD + " took");
    }

    @Test
    void whoIsPreferredAndTalksIsWaitedForASecond() {
        var before = caller();
        var first = centre.call(PREFERS, before, LONG);
        centre.strowger().awaitAgent(THIRD, "talking", Loopback.SOON);
        var caller = caller();
        assertEquals(FIRST, centre.agentOf(PREFERS, caller, LONG));
        Loopback.assertAllSuccessful(first.await(), 1);
        ContactCentre.assertSaid(
                centre.why(centre.recordOf(caller)),
                "waits: held for agent " + THIRD,
                "held for agent " + THIRD + " no more",
                "agent " + FIRST + " took");
    }

    @Test
    void whoLetsACallRingIsNotReadyAndTheNextAgentGetsIt() {
        centre.phone(FIRST).answering(new Answering.Ring());
        var caller = caller();
        var run = centre.call(IMPATIENT, caller, LONG);
        centre.strowger().awaitAgent(FIRST, "not-ready", Loopback.SOON);
        assertEquals("rona", reasonOf(FIRST));
        Loopback.assertAllSuccessful(run.await(), 1);
        assertEquals(SECOND, centre.recordOf(caller).agent());
        ContactCentre.assertSaid(
                centre.why(centre.recordOf(caller)),
                "to agent " + FIRST + " came to nothing: missed",
                "agent " + SECOND + " took");
        centre.phone(FIRST).awaitCall(Loopback.SOON).awaitCancel(Loopback.SOON);
        centre.change(FIRST, "READY");
        centre.strowger().awaitAgents(ContactCentre.ALL.size(), "ready", Loopback.SOON);
    }

    @Test
    void twoCallsMayBeLetRingWhereTheQueueSaysSo() {
        centre.phone(FIRST).answering(new Answering.Ring());
        var caller = caller();
        assertEquals(SECOND, centre.agentOf(PATIENT, caller, LONG));
        centre.phone(FIRST).awaitCall(Loopback.SOON).awaitCancel(Loopback.SOON);
        assertEquals(SECOND, centre.agentOf(PATIENT, caller(), LONG, FIRST));
        centre.phone(FIRST).awaitCall(Loopback.SOON).awaitCancel(Loopback.SOON);
        assertEquals("rona", reasonOf(FIRST));
    }

    private String reasonOf(String agent) {
        return centre.strowger().agents().stream()
                .filter(each -> each.path("id").asString("").equals(agent))
                .map(each -> each.path("reason").asString(""))
                .findFirst()
                .orElse("");
    }

    private String caller() {
        return String.valueOf(5_558_000 + ++callers);
    }
}
