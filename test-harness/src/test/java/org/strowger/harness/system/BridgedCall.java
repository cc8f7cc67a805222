package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.strowger.harness.audio.Spectrum;
import org.strowger.harness.baresip.Baresip;
import org.strowger.harness.process.SwitchProcess;
import tools.jackson.databind.JsonNode;

/** A call of one softphone to another through queue support, whoever and over whatever they are. */
record BridgedCall(SwitchProcess strowger, Baresip caller, Baresip agent) {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /**
     * Calls, listens for three seconds, and hangs up; then the agent is not registered any more.
     *
     * @param number the caller's, who has no other record
     * @param callerHertz the tone that the agent must hear 20 dB above the rest
     * @param endedBy {@code caller} or {@code agent}
     * @param transport by which every message of both legs must come and go
     */
    void talks(String number, double callerHertz, String endedBy, String transport)
            throws IOException, InterruptedException {
        strowger.awaitAgents(1, "ready", LIMIT);
        try (var trace = new DoorTrace(strowger, "number=1001")) {
            caller.dial("4002");
            agent.awaitEstablished(LIMIT);
            Thread.sleep(3_000); // They talk.
            boolean callerEnds = endedBy.equals("caller");
            (callerEnds ? caller : agent).hangUp();
            (callerEnds ? agent : caller).awaitClosed(LIMIT);
            assertTransport(trace.until("BYE", true), transport);
        }
        agent.quit();
        awaitNobodyRegistered(strowger);
        var heard = agent.heard().between(1, 2).samples();
        assertTrue(Spectrum.toneOverRest(heard, callerHertz) >= 20);
        var record = strowger.awaitRecordsOf(Set.of(number), 1, LIMIT).getFirst();
        assertEquals("1001", record.agent());
        assertEquals(endedBy, record.endedBy());
    }

    /** The next test's phone is another. */
    static void awaitNobodyRegistered(SwitchProcess strowger) {
        strowger.await(
                () -> strowger.count("gauge.registrations") == 0,
                LIMIT,
                () -> "no registration: " + strowger.agents());
    }

    private static void assertTransport(List<JsonNode> messages, String transport) {
        for (var message : messages) {
            assertEquals(transport, message.path("transport").asString(), message::toString);
        }
        assertTrue(
                messages.stream().anyMatch(each -> DoorTrace.is(each, "INVITE sip:4002", false)));
        assertTrue(messages.stream().anyMatch(each -> DoorTrace.is(each, "INVITE sip:1001", true)));
    }
}
