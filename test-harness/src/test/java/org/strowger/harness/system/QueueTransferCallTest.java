package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;

/**
 * An agent transfers a caller into a queue in which others wait, blindly and after he has stood
 * there himself: who is served next, with what is known of him, and whose part is over when.
 */
@Tag("loopback")
class QueueTransferCallTest {

    private static final String AGENT = "1001";
    private static final String COLLEAGUE = "1002";
    private static final String CALLER = "1003";
    private static final String OTHER = "1004";
    private static final String QUEUE = "4002";
    private static final String MENU = "4010";
    private static final int LONG_WRAP_UP_S = 60;

    /** Key 1 leads into queue support before the others who wait there. */
    private static final String URGENT =
            """
            language: en
            start: ask
            nodes:
              ask:
                menu:
                  prompts: [sales-or-support]
                  keys: {"1": urgent}
                  tries: 1
                  timeout-s: 10
                  on-no-key: bye
              urgent:
                queue: {name: support, priority: 7, on-overflow: bye}
              bye:
                hang-up: true
            """;

    private static ConfFolder conf(String name) {
        return ConfFolder.at(ScriptFolders.with(name, Map.of("urgent", URGENT)))
                .agents(2)
                .phones(2)
                .wrapUpSeconds(LONG_WRAP_UP_S)
                .t1Millis(Loopback.SHORT_T1_MILLIS)
                .number(MENU, "{script: urgent}");
    }

    private static Phone phone(String user, Loopback loopback) {
        var phone = Phone.of(user, "demo-" + user, loopback.strowger().sip());
        phone.register();
        return phone;
    }

    private static void awaitWaiting(Loopback loopback, int callers) {
        loopback.strowger()
                .await(
                        () -> waiting(loopback) == callers,
                        Loopback.SOON,
                        () -> callers + " waiting: " + loopback.strowger().list("queues"));
    }

    private static int waiting(Loopback loopback) {
        return loopback.strowger().list("queues").stream()
                .filter(queue -> queue.path("id").asString().equals("support"))
                .mapToInt(queue -> queue.path("waiting").asInt())
                .sum();
    }

    /** Since when the agent is in wrap-up. */
    private static String wrapUp(Loopback loopback, String agent) {
        loopback.strowger().awaitAgent(agent, "wrap-up", Loopback.SOON);
        return loopback.strowger().agents().stream()
                .filter(each -> each.path("id").asString().equals(agent))
                .map(each -> each.path("since").asString())
                .findFirst()
                .orElseThrow();
    }

    private static CallRecord recordOf(Loopback loopback, String caller) {
        var records = loopback.strowger().awaitRecordsOf(Set.of(caller), 1, Loopback.SOON);
        assertEquals(1, records.size(), records::toString);
        return records.getFirst();
    }

    /** The colleague comes, and gets that caller, who then hangs up. */
    private static void assertServedFirst(Loopback loopback, PhoneCall call, String caller) {
        try (var colleague = phone(COLLEAGUE, loopback)) {
            var next = colleague.awaitCall(Loopback.SOON);
            assertEquals(caller, next.caller());
            next.answer();
            next.audio().say(660);
            call.awaitTone(660, Loopback.SOON);
            call.hangUp();
            next.awaitEnd(Loopback.SOON);
            colleague.unregister();
        }
    }

    @Test
    @Rfc(number = 3515, section = "2.4.2")
    void whoIsSentIntoAQueueKeepsPriorityAndKeysAndTheAgentsPartEndsOnce() throws IOException {
        var name = "queue-transfer";
        try (var loopback = Loopback.start(name, conf(name));
                var agent = phone(AGENT, loopback).answering(Answering.afterMillis(0));
                var caller = phone(CALLER, loopback);
                var other = phone(OTHER, loopback)) {
            loopback.strowger().awaitAgent(AGENT, "ready", Loopback.SOON);
            var call = caller.dial(MENU);
            call.awaitSound(Loopback.SOON);
            call.press("1");
            var answered = agent.awaitCall(Loopback.SOON);
            answered.audio().say(440);
            call.awaitTone(440, Loopback.SOON);

            var before = other.dial(QUEUE);
            awaitWaiting(loopback, 1);
            answered.refer(QUEUE);
            assertEquals(200, answered.awaitEnd(Loopback.SOON));
            awaitWaiting(loopback, 2);
            var since = wrapUp(loopback, AGENT);

            assertServedFirst(loopback, call, CALLER);
            assertEquals(since, wrapUp(loopback, AGENT), "wrap-up has begun once");
            before.hangUp();
            var record = recordOf(loopback, CALLER);
            assertEquals("1", record.keys(), record::toString);
            assertEquals("support", record.queue(), record::toString);
            assertEquals("answered", record.outcome(), record::toString);
            assertEquals(COLLEAGUE, record.agent(), record::toString);
            assertLegs(record, CALLER, AGENT, COLLEAGUE);
            assertEquals("abandoned", recordOf(loopback, OTHER).outcome());
            loopback.strowger().awaitAtRest(Loopback.AT_REST);
        }
    }

    /** One leg each, and the agent's was over before his colleague's phone rang. */
    private static void assertLegs(CallRecord record, String caller, String agent, String next) {
        assertEquals(
                List.of(caller, agent, next),
                record.legs().stream().map(CallRecord.Leg::party).toList(),
                record::toString);
        var legs = record.json().path("legs");
        var over = legs.path(1).path("end").asString();
        assertTrue(over.compareTo(legs.path(2).path("start").asString()) <= 0, record::toString);
    }

    /** The agent stands in the queue before the other caller comes; the place is the caller's. */
    @Test
    @Rfc(number = 3515, section = "2.4.2")
    @Rfc(number = 3891, section = "4")
    void whoIsGivenTheAgentsPlaceIsServedBeforeWhoCameAfterTheAgent() throws IOException {
        var name = "queue-transfer-place";
        try (var loopback = Loopback.start(name, conf(name));
                var agent = RawPeer.open(AGENT, loopback.strowger().sip());
                var consults = RawPeer.open(AGENT, loopback.strowger().sip());
                var caller = phone(CALLER, loopback);
                var other = phone(OTHER, loopback)) {
            agent.register("demo-" + AGENT);
            var call = caller.dial(AGENT);
            var invite = agent.awaitRequest("INVITE");
            agent.send(agent.withVoice(agent.response(200, invite)));
            agent.awaitRequest("ACK");
            call.awaitAnswer(Loopback.SOON);
            agent.register("demo-" + AGENT, ";expires=0"); // Else the next caller is his.
            var place = waits(consults);
            awaitWaiting(loopback, 1);
            var later = other.dial(QUEUE);
            awaitWaiting(loopback, 2);

            agent.send(
                    agent.requestOfCalled("REFER", 1, invite)
                            .with("Refer-To", referTo(consults, place)));
            agent.await(200, "REFER");
            agent.answer("NOTIFY", 200);
            consults.answer("BYE", 200);
            agent.answer("BYE", 200);
            awaitWaiting(loopback, 2);

            assertServedFirst(loopback, call, CALLER);
            later.hangUp();
            assertEquals(COLLEAGUE, recordOf(loopback, CALLER).agent());
            assertEquals("merged-into", recordOf(loopback, AGENT).outcome());
            loopback.strowger().awaitAtRest(Loopback.AT_REST);
        }
    }

    /** Dials the queue, and hears its music: the switch's 200. */
    private static SipText waits(RawPeer peer) throws IOException {
        peer.invite(QUEUE, "demo-" + AGENT);
        var ok = peer.await(200, "INVITE");
        peer.send(peer.request("ACK", 1, QUEUE, ok.first("To")));
        return ok;
    }

    private static String referTo(RawPeer peer, SipText ok) {
        return "<%s?Replaces=%s%%3Bto-tag%%3D%s%%3Bfrom-tag%%3D%s>"
                .formatted(
                        peer.uri(QUEUE),
                        peer.callId(),
                        SipText.parameter(ok.first("To"), "tag"),
                        peer.tag());
    }
}
