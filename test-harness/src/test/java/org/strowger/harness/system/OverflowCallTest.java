package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/** Whom a queue does not take, or lets go, is sent on: to another queue, and to a number. */
@Tag("loopback")
class OverflowCallTest {

    private static final String AGENT = "1001";
    private static final String DESK = "1002";
    private static final double DESK_HERTZ = 660;

    private static final String SCRIPT =
            """
            language: en
            start: sales
            nodes:
              sales:
                queue: {name: sales, on-overflow: support, on-refused: {waited-too-long: desk}}
              support:
                queue: {name: support, on-overflow: desk}
              desk:
                transfer: {number: "1002", on-failure: bye}
              bye:
                hang-up: true
            """;

    private static ConfFolder conf(String name) {
        return ConfFolder.at(ScriptFolders.with(name, Map.of("hotline", SCRIPT)))
                .agents(1)
                .phones(2)
                .wrapUpSeconds(0)
                .maxWaiting(1)
                .t1Millis(Loopback.SHORT_T1_MILLIS);
    }

    private static Phone phone(String user, SwitchProcess strowger) {
        var phone = Phone.of(user, "demo-" + user, strowger.sip());
        phone.answering(Answering.afterMillis(0)).register();
        return phone;
    }

    private static void awaitWaiting(SwitchProcess strowger, String queue, int callers) {
        strowger.await(
                () -> strowger.list("queues/" + queue + "/calls").size() == callers,
                Loopback.SOON,
                () -> callers + " in " + queue + ": " + strowger.list("queues"));
    }

    private static CallRecord recordOf(SwitchProcess strowger, String caller) {
        return strowger.awaitRecordsOf(Set.of(caller), 1, Loopback.SOON).getFirst();
    }

    private static List<String> why(SwitchProcess strowger, CallRecord record) {
        return strowger.list("calls/" + record.id() + "/why").stream()
                .map(line -> line.path("queue").asString() + ": " + line.path("reason").asString())
                .toList();
    }

    private static void assertSaid(List<String> why, String part) {
        assertTrue(why.stream().anyMatch(line -> line.contains(part)), why::toString);
    }

    @Test
    void aFullQueueSendsOnToTheNextAndThatToANumber() {
        try (var loopback = Loopback.start("overflow", conf("overflow"))) {
            var strowger = loopback.strowger();
            try (var first = Phone.anonymous("5557001", strowger.sip());
                    var second = Phone.anonymous("5557002", strowger.sip());
                    var third = Phone.anonymous("5557003", strowger.sip());
                    var desk = phone(DESK, strowger)) {
                var waits = first.dial("4000");
                awaitWaiting(strowger, "sales", 1);
                var goesOn = second.dial("4000");
                awaitWaiting(strowger, "support", 1);
                var out = third.dial("4000");
                var answered = desk.awaitCall(Loopback.SOON);
                answered.audio().say(DESK_HERTZ);
                out.awaitTone(DESK_HERTZ, Loopback.SOON);
                out.hangUp();
                answered.awaitEnd(Loopback.SOON);
                waits.hangUp();
                try (var agent = phone(AGENT, strowger)) {
                    agent.awaitCall(Loopback.SOON);
                    strowger.awaitAgent(AGENT, "talking", Loopback.SOON);
                    goesOn.hangUp();
                    agent.unregister();
                }
            }
            var sentOn = recordOf(strowger, "5557002");
            assertEquals(
                    List.of("answered", "support", AGENT),
                    List.of(sentOn.outcome(), sentOn.queue(), sentOn.agent()));
            assertSaid(why(strowger, sentOn), "sales: not taken into the queue: queue full");
            assertSaid(why(strowger, sentOn), "support: agent " + AGENT + " took");
            var out = recordOf(strowger, "5557003");
            assertEquals(List.of("answered", DESK), List.of(out.outcome(), out.agent()));
            assertEquals("full", out.json().path("queueLeft").asString(""));
            assertSaid(why(strowger, out), "support: not taken into the queue: queue full");
            strowger.awaitAtRest(Loopback.AT_REST);
        }
    }

    @Test
    void whoHasWaitedForTooLongIsConnectedWithANumber() {
        var conf = conf("overflow-late").queues("longest-wait-s: 1");
        try (var loopback = Loopback.start("overflow-late", conf)) {
            var strowger = loopback.strowger();
            try (var caller = Phone.anonymous("5557004", strowger.sip());
                    var desk = phone(DESK, strowger)) {
                var call = caller.dial("4000");
                var answered = desk.awaitCall(Loopback.SOON);
                answered.audio().say(DESK_HERTZ);
                call.awaitTone(DESK_HERTZ, Loopback.SOON);
                call.hangUp();
                answered.awaitEnd(Loopback.SOON);
            }
            var record = recordOf(strowger, "5557004");
            assertEquals(List.of("answered", DESK), List.of(record.outcome(), record.agent()));
            assertEquals("waited-too-long", record.json().path("queueLeft").asString(""));
            assertSaid(why(strowger, record), "sales: ");
            assertSaid(why(strowger, record), "waited too long");
            strowger.awaitAtRest(Loopback.AT_REST);
        }
    }
}
