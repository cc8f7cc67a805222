package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.STRANGER_TO_TEAM;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdEvent;
import org.strowger.records.CallEvent;
import org.strowger.sip.Caller;

/** Callers who leave a queue by a key, or whom it does not take, and what is written down of it. */
class QueueExitTest {

    private final Laboratory lab = new Laboratory();

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    private FakeSip.Incoming waits() {
        var leg = lab.dials(new Caller.User(STRANGER_TO_TEAM), STRANGER_TO_TEAM, "4015");
        lab.then(() -> leg.events().confirmed());
        return leg;
    }

    private FakeMedia.Leg media() {
        return lab.media.legs.getFirst();
    }

    private List<String> left() {
        return lab.records.stream()
                .filter(CallEvent.LeftQueue.class::isInstance)
                .map(event -> ((CallEvent.LeftQueue) event).reason())
                .toList();
    }

    @Test
    void aKeyLeadsOutOfTheQueue() {
        var caller = waits();
        lab.then(() -> media().pressed('2'));
        assertEquals("music", media().did.getLast());
        lab.then(() -> media().pressed('1'));
        assertEquals("echo", media().did.getLast());
        assertEquals(1, lab.told(AcdEvent.CallLeft.class));
        lab.then(caller::hangsUp);
        assertEquals(List.of("exit-key"), left());
        assertEquals("exit-key", lab.cdrs().getFirst().queueLeft());
        assertEquals("script", lab.cdrs().getFirst().outcome());
        assertEquals("1", lab.cdrs().getFirst().keys());
    }

    @Test
    void whoRingsForTheCallerThenRingsNoMoreAndAnAnswerComesTooLate() {
        lab.registers(AGENT);
        var caller = waits();
        var phone = lab.rung();
        lab.then(() -> media().pressed('1'), phone::answers);
        assertEquals("echo", media().did.getLast());
        lab.then(phone::confirmsEnd);
        assertEquals(0, lab.told(AcdEvent.OfferAccepted.class));
        assertEquals(1, lab.told(AcdEvent.OfferWithdrawn.class));
        lab.then(caller::hangsUp);
        assertNull(lab.cdrs().getFirst().agent());
    }

    @Test
    void aReasonHasItsOwnWayInTheScript() {
        var first = lab.waits("5551001");
        var second = lab.waits("5551002");
        var third = waits();
        var leg = lab.media.legs.getLast();
        assertEquals("play tone/busy", leg.did.getLast());
        lab.then(third::hangsUp);
        assertEquals(List.of("full"), left());
        lab.then(first::hangsUp, second::hangsUp);
        assertEquals("full", lab.cdrs().getFirst().queueLeft());
        assertNull(lab.cdrs().getLast().queueLeft());
    }
}
