package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.base.Rfc;
import org.strowger.harness.baresip.Baresip;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.ControlDoor;

/** An agent's phone dies in a call: the caller hears so, and is served by the next agent. */
@Tag("loopback")
class LostAgentCallTest {

    private static final int T1_MILLIS = 100;
    private static final double AGENT_HERTZ = 660;
    private static final Map<String, String> OTHER = Map.of("1003", "demo-1003");
    private static final Duration TALK = Duration.ofMinutes(1);

    /** From the phone's death to the sentence. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch(
                    "lost-agent",
                    () -> ConfFolder.create().agents(3).t1Millis(T1_MILLIS).wrapUpSeconds(60),
                    Loopback.atRest(T1_MILLIS));

    @Rfc(number = 3261, section = "11")
    @Test
    void aSoftphoneThatIsKilledGivesItsCallerBack() {
        var strowger = SWITCH.strowger();
        var folder = SWITCH.loopback().folder("killed");
        try (var agent = Baresip.agent("1001", "demo-1001", strowger.sip(), AGENT_HERTZ, folder);
                var caller = Phone.anonymous("5559001", strowger.sip())) {
            strowger.awaitAgent("1001", "ready", Loopback.SOON);
            var call = caller.dial("4002");
            call.awaitTone(AGENT_HERTZ, Loopback.SOON);
            agent.kill9();
            assertReturned(call, "5559001", "1001");
        }
    }

    @Test
    void aSippThatStopsGivesItsCallerBack() {
        var strowger = SWITCH.strowger();
        try (var caller = Phone.anonymous("5559002", strowger.sip());
                var agent = SWITCH.loopback().agents(OTHER, TALK, TALK)) {
            var call = caller.dial("4002");
            call.awaitTone(AGENT_HERTZ, Loopback.SOON);
            agent.kill9();
            assertReturned(call, "5559002", "1003");
        }
    }

    /** The next agent gets the caller before whoever waits. */
    private static void assertReturned(PhoneCall call, String number, String lost) {
        var strowger = SWITCH.strowger();
        strowger.awaitAgent(lost, "not-ready", LIMIT);
        assertEquals("phone lost", reasonOf(lost));
        call.awaitSound(Loopback.SOON);
        try (var other = Phone.anonymous("5559100", strowger.sip());
                var agent = Phone.of("1002", "demo-1002", strowger.sip())) {
            var waiting = other.dial("4002");
            strowger.await(
                    () -> waiting(strowger.list("queues").toString()),
                    Loopback.SOON,
                    () -> "two waiting: " + strowger.list("queues"));
            agent.answering(Answering.afterMillis(0)).register();
            new ControlDoor(strowger.data())
                    .post("/api/v1/agents/1002", "{\"change\":\"READY\"}"); // No wrap-up any more.
            agent.awaitCall(Loopback.SOON);
            strowger.awaitAgent("1002", "talking", Loopback.SOON);
            call.hangUp();
            waiting.hangUp();
            agent.unregister();
        }
        var record = strowger.awaitRecordsOf(Set.of(number), 1, Loopback.SOON).getFirst();
        assertEquals(List.of("answered", "1002"), List.of(record.outcome(), record.agent()));
        assertEquals(
                102, record.json().path("legs").get(1).path("cause").asInt(0), record::toString);
        var why =
                strowger.list("calls/" + record.id() + "/why").stream()
                        .map(line -> line.path("reason").asString(""))
                        .toList();
        assertTrue(
                why.contains("the phone of agent " + lost + " was lost in the call"),
                why::toString);
    }

    private static boolean waiting(String queues) {
        return queues.contains("\"waiting\":2");
    }

    private static String reasonOf(String agent) {
        return SWITCH.strowger().agents().stream()
                .filter(each -> each.path("id").asString("").equals(agent))
                .map(each -> each.path("reason").asString(""))
                .findFirst()
                .orElse("");
    }
}
