package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.strowger.call.Laboratory.AGENT;
import static org.strowger.call.Laboratory.OTHER_AGENT;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.Choice;
import org.strowger.acd.Method;
import org.strowger.acd.Needs;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/** The queue rings two agents at once for one caller. */
class RingAllTest {

    private static final QueueId SUPPORT = new QueueId("support");

    private final Laboratory lab = new Laboratory();
    private final FakeSip.Incoming caller;
    private final FakeSip.Outgoing first;
    private final FakeSip.Outgoing second;

    RingAllTest() {
        var queue =
                new AcdConfig.Queue(
                        SUPPORT,
                        Needs.none(),
                        0,
                        15_000_000,
                        2_000_000,
                        2,
                        1,
                        List.of(),
                        new Choice(Method.RING_ALL, 0, 5, 0),
                        0);
        var agents =
                Stream.of(AGENT, OTHER_AGENT)
                        .map(id ->
                                new AcdConfig.Agent(
                                        new AgentId(id), List.of(SUPPORT), List.of(), true))
                        .toList();
        lab.publish(new AcdEvent.Configured(0, "all", new AcdConfig(List.of(queue), agents)));
        lab.registers(AGENT, OTHER_AGENT);
        caller = lab.waits("5551001");
        first = lab.sip.calls.get(0);
        second = lab.sip.calls.get(1);
    }

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
    }

    @Test
    void theFirstAnswerWinsAndTheOtherPhoneMissedNothing() {
        lab.then(first::rings, second::rings, second::answers);
        assertEquals("Call completed elsewhere", first.hungUp);
        lab.then(first::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.OfferAccepted.class));
        assertEquals(1, lab.told(AcdEvent.OfferWithdrawn.class));
        lab.then(second::hangsUp, caller::confirmsEnd);
        assertEquals(second.user(), lab.cdrs().getFirst().agent());
        lab.passes(Duration.ofSeconds(3));
        var next = lab.waits("5551002");
        assertEquals(4, lab.sip.calls.size(), "both are rung again: nobody was set not ready");
        lab.then(next::hangsUp);
        lab.then(lab.sip.calls.get(2)::confirmsEnd, lab.sip.calls.get(3)::confirmsEnd);
    }

    @Test
    void anAnswerThatComesTooLateIsEnded() {
        lab.then(first::rings, second::rings, first::answers, second::answers);
        assertEquals("Call completed elsewhere", second.hungUp);
        assertNull(first.hungUp);
        lab.then(second::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.OfferAccepted.class));
        assertEquals(1, lab.told(AcdEvent.OfferWithdrawn.class));
        lab.then(first::hangsUp, caller::confirmsEnd);
        assertEquals(first.user(), lab.cdrs().getFirst().agent());
    }

    @Test
    void bothAnswerBeforeTheDistributorHasSpoken() {
        first.rings();
        second.rings();
        second.answers();
        first.answers();
        lab.run();
        assertEquals("Call completed elsewhere", first.hungUp);
        lab.then(first::confirmsEnd, caller::hangsUp, second::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.OfferAccepted.class));
    }

    @Test
    void whoDeclinesLeavesTheOtherRinging() {
        lab.then(first::rings, second::rings, () -> first.rejects(603));
        assertNull(second.hungUp);
        lab.then(second::answers, second::hangsUp, caller::confirmsEnd);
        assertEquals(1, lab.told(AcdEvent.OfferRefused.class));
        assertEquals(second.user(), lab.cdrs().getFirst().agent());
    }

    @Test
    void theCallerLeavesAndNobodyRings() {
        lab.then(first::rings, second::rings, caller::hangsUp);
        assertEquals("caller gone", first.hungUp);
        assertEquals("caller gone", second.hungUp);
        lab.then(first::confirmsEnd, second::confirmsEnd);
        assertEquals("abandoned", lab.cdrs().getFirst().outcome());
    }

    @Test
    void onePhoneThatIsGoneDoesNotHoldTheOther() {
        lab.then(first::rings, second::rings, second::answers);
        lab.passes(Duration.ofSeconds(2));
        assertEquals(1, lab.told(AcdEvent.OfferWithdrawn.class));
        lab.then(second::hangsUp, caller::confirmsEnd, first::confirmsEnd);
    }
}
