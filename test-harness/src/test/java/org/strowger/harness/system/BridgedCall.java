package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.strowger.harness.audio.Spectrum;
import org.strowger.harness.baresip.Baresip;
import org.strowger.harness.process.SwitchProcess;

/** A call of one softphone to another through queue support, whoever and over whatever they are. */
record BridgedCall(SwitchProcess strowger, Baresip caller, Baresip agent) {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /**
     * Calls, listens for three seconds, and hangs up.
     *
     * @param callerHertz the tone that the agent must hear 20 dB above the rest
     * @param endedBy {@code caller} or {@code agent}
     */
    void talks(double callerHertz, String endedBy) throws InterruptedException {
        strowger.awaitAgents(1, "ready", LIMIT);
        caller.dial("4002");
        agent.awaitEstablished(LIMIT);
        Thread.sleep(3_000); // They talk.
        boolean callerEnds = endedBy.equals("caller");
        (callerEnds ? caller : agent).hangUp();
        (callerEnds ? agent : caller).awaitClosed(LIMIT);
        agent.quit();
        var heard = agent.heard().between(1, 2).samples();
        assertTrue(Spectrum.toneOverRest(heard, callerHertz) >= 20);
        var record = strowger.awaitRecords(1, LIMIT).getFirst();
        assertEquals("1001", record.agent());
        assertEquals(endedBy, record.endedBy());
    }
}
