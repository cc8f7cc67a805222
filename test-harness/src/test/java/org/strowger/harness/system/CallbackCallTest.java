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
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;
import tools.jackson.databind.JsonNode;

/** Callers ask to be called back, and are. */
@Tag("loopback")
class CallbackCallTest {

    private static final String CALLER = "5551001";
    private static final String AGENT = "1001";
    private static final double CALLERS_HERTZ = 440;
    private static final double AGENTS_HERTZ = 660;

    /** The hotline of this test: key 1 out of the queue, and 1 again to be called back. */
    private static final String SCRIPT =
            """
            language: en
            start: waiting
            nodes:
              waiting:
                queue: {name: support, exit-keys: {"1": offer}, on-overflow: bye}
              offer:
                menu:
                  prompts: [callback-at, say/caller, callback-confirm]
                  keys: {"1": book}
                  on-no-key: waiting
              book:
                callback: {queue: support, next: booked, on-failure: failed}
              booked:
                play: {prompts: [callback-booked], next: bye}
              failed:
                echo: true
              bye:
                hang-up: true
            """;

    private static ConfFolder conf(String name, String callback) {
        return ConfFolder.at(ScriptFolders.with(name, Map.of("hotline", SCRIPT)))
                .agents(1)
                .t1Millis(Loopback.SHORT_T1_MILLIS)
                .outside(
                        "{match: \"555\\\\d+\", trunk: peer, kind: national}",
                        "{kinds: [national]}")
                .queues("callback: {class: all, %s}".formatted(callback));
    }

    private static List<JsonNode> callbacks(SwitchProcess strowger) {
        return strowger.list("callbacks");
    }

    private static void awaitCallback(SwitchProcess strowger, String state) {
        strowger.await(
                () -> callbacks(strowger).toString().contains("\"state\":\"" + state + "\""),
                Loopback.SOON,
                () -> state + ": " + callbacks(strowger));
    }

    private static void awaitNone(SwitchProcess strowger) {
        strowger.await(
                () -> callbacks(strowger).isEmpty(),
                Loopback.SOON,
                () -> "nobody to be called back: " + callbacks(strowger));
    }

    private static void awaitWaiting(SwitchProcess strowger, int callers) {
        strowger.await(
                () -> strowger.list("queues/support/calls").size() == callers,
                Loopback.SOON,
                () -> callers + " waiting: " + strowger.list("queues/support/calls"));
    }

    private static CallRecord book(SwitchProcess strowger) {
        try (var caller = Phone.anonymous(CALLER, strowger.sip())) {
            var call = caller.dial("4000");
            awaitWaiting(strowger, 1);
            call.awaitSound(Loopback.SOON);
            call.press("1");
            awaitWaiting(strowger, 0);
            call.press("1");
            call.awaitEnd(Loopback.SOON);
        }
        var record = strowger.awaitRecordsOf(Set.of(CALLER), 1, Loopback.SOON).getFirst();
        assertEquals("callback", record.json().path("queueLeft").asString(""));
        assertEquals("11", record.keys());
        awaitCallback(strowger, "waiting");
        awaitWaiting(strowger, 1);
        return record;
    }

    private static Phone agent(SwitchProcess strowger) {
        var agent = Phone.of(AGENT, "demo-" + AGENT, strowger.sip());
        agent.answering(Answering.afterMillis(0)).register();
        return agent;
    }

    private static void talk(PhoneCall caller, PhoneCall agent) {
        caller.audio().say(CALLERS_HERTZ);
        agent.audio().say(AGENTS_HERTZ);
        agent.awaitTone(CALLERS_HERTZ, Loopback.SOON);
        caller.awaitTone(AGENTS_HERTZ, Loopback.SOON);
        caller.hangUp();
        agent.awaitEnd(Loopback.SOON);
    }

    /** The record of the call that has called back; {@code asked} is that of the other. */
    private static void assertAnswered(SwitchProcess strowger, CallRecord asked, int records) {
        var record =
                strowger.awaitRecordsOf(Set.of(CALLER), records, Loopback.SOON).stream()
                        .filter(each -> each.outcome().equals("answered"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(AGENT, record.agent(), record::toString);
        assertEquals("support", record.queue(), record::toString);
        assertEquals(asked.id(), record.json().path("callbackOf").asString(""));
        var why = strowger.list("calls/" + record.id() + "/why").toString();
        assertTrue(why.contains("agent " + AGENT + " took"), why);
        strowger.awaitAtRest(Loopback.AT_REST);
    }

    @Test
    void thePlaceOutlivesAKillAndTheCallerIsCalledWhenAnAgentIsThere() {
        var name = "callback-agent";
        try (var loopback = Loopback.start(name, conf(name, "first: agent"))) {
            var asked = book(loopback.strowger());
            loopback.strowger().kill9();
            try (var again = loopback.again()) {
                var strowger = again.strowger();
                awaitCallback(strowger, "waiting");
                awaitWaiting(strowger, 1);
                var waits = strowger.list("queues/support/calls").getFirst();
                assertTrue(waits.path("score").asDouble() > 1, waits::toString);
                try (var carrier = Phone.carrier(strowger.conf().trunkPort(), strowger.sip());
                        var agent = agent(strowger)) {
                    carrier.answering(Answering.afterMillis(500));
                    var answered = agent.awaitCall(Loopback.SOON);
                    assertEquals(CALLER, answered.caller());
                    talk(carrier.awaitCall(Loopback.SOON), answered);
                    agent.unregister();
                }
                assertAnswered(strowger, asked, 3); // With the call that was cut off.
                awaitNone(strowger);
            }
        }
    }

    @Test
    void theCallerIsCalledInHisTurnAndThenWaitsForTheAgent() {
        var name = "callback-caller";
        try (var loopback = Loopback.start(name, conf(name, "first: caller"))) {
            var strowger = loopback.strowger();
            var asked = book(strowger);
            try (var carrier = Phone.carrier(strowger.conf().trunkPort(), strowger.sip());
                    var agent = agent(strowger)) {
                carrier.answering(Answering.afterMillis(200));
                var called = carrier.awaitCall(Loopback.SOON);
                called.awaitSound(Loopback.SOON);
                called.press("1");
                var answered = agent.awaitCall(Loopback.SOON);
                talk(called, answered);
                agent.unregister();
            }
            assertAnswered(strowger, asked, 2);
            awaitNone(strowger);
        }
    }

    @Test
    void whoCallsInHasThePlaceAndIsNotCalled() {
        var name = "callback-in";
        try (var loopback = Loopback.start(name, conf(name, "retries: 0"))) {
            var strowger = loopback.strowger();
            book(strowger);
            try (var caller = Phone.anonymous(CALLER, strowger.sip())) {
                var call = caller.dial("4002");
                awaitNone(strowger);
                awaitWaiting(strowger, 1);
                var waits = strowger.list("queues/support/calls").getFirst();
                assertTrue(waits.path("score").asDouble() > 1, waits::toString);
                call.hangUp();
            }
            var dropped =
                    strowger.awaitRecordsOf(Set.of(CALLER), 3, Loopback.SOON).stream()
                            .map(record -> record.json().path("queueLeft").asString(""))
                            .sorted()
                            .toList();
            assertEquals(List.of("", "callback", "called-in"), dropped);
            strowger.awaitAtRest(Loopback.AT_REST);
        }
    }
}
