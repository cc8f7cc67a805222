package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Needs;
import org.strowger.base.AgentId;
import org.strowger.sip.Caller;

/** What a script asks of the distributor comes to it, and is done. */
class RequestedAgentTest {

    private static final String CALLER = Laboratory.STRANGER_TO_TEAM;

    private final Laboratory lab = new Laboratory();

    private AcdEvent.CallQueued queued() {
        return lab.acdEvents.stream()
                .filter(AcdEvent.CallQueued.class::isInstance)
                .map(AcdEvent.CallQueued.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theDistributorIsToldAll() {
        var caller = lab.dials(new Caller.User(CALLER), CALLER, "4012");
        lab.then(() -> caller.events().confirmed());

        var queued = queued();
        assertEquals(3, queued.priority());
        assertEquals(Needs.parse("support >= 2"), queued.needs());
        assertEquals("strategic", queued.tier());
        assertEquals(
                new AcdEvent.Preferred(new AgentId(OTHER_AGENT), 20_000_000), queued.preferred());
        lab.then(caller::hangsUp);
        lab.assertAtRest();
    }

    @Test
    void whoIsPreferredIsRungThoughAnotherHasBeenIdleForLonger() {
        lab.registers(AGENT);
        lab.passes(Duration.ofSeconds(5));
        lab.registers(OTHER_AGENT);
        var caller = lab.dials(new Caller.User(CALLER), CALLER, "4012");
        lab.then(() -> caller.events().confirmed());

        assertEquals(OTHER_AGENT, lab.rung().user());
        lab.then(lab.rung()::answers);
        lab.then(caller::hangsUp);
        lab.then(lab.rung()::confirmsEnd);
        lab.assertAtRest();
    }
}
