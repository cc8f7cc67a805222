package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.address;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.registrar.KeptBinding;

/** A new core is told what the old one knew. */
class RestoreTest {

    private final Bench before = new Bench();
    private final Bench after = new Bench();

    @Test
    void aPhoneThatRegisteredBeforeIsCalledWhereItWas() {
        before.register("<sip:1001@127.0.0.9:5060>;expires=600", 1, "");
        assertEquals(1, before.kept.size());
        after.core.restore(List.copyOf(before.kept.values()));
        assertEquals(List.of("reachable 1001"), after.hub.told());
        after.core.call(
                new OutgoingCall(new OutgoingCall.Target.User("1001"), "555", "", Bench.OURS),
                after.hub.listener("out"));
        assertEquals(address("127.0.0.9", 5060), after.flows.getFirst().remote());
        assertTrue(after.only().startsWith("INVITE sip:1001@127.0.0.9:5060 "));
        after.time.advance(Duration.ofSeconds(601));
        assertFalse(after.core.isReachable("1001"), "it ends when it would have ended");
    }

    @Test
    void whatHasEndedMeanwhileIsNotRestored() {
        before.register("<sip:1001@127.0.0.9:5060>;expires=600", 1, "");
        after.time.advance(Duration.ofSeconds(601));
        after.core.restore(List.copyOf(before.kept.values()));
        assertEquals(List.of(), after.hub.told());
    }

    @Test
    void whatIsOfAnIpVersionThatWeHaveNoMoreIsNotRestored() {
        before.register("<sip:1001@127.0.0.9:5060>;expires=600", 1, "");
        var kept = before.kept.values().iterator().next();
        var elsewhere =
                new KeptBinding(
                        kept.user(),
                        kept.identity(),
                        kept.uri(),
                        kept.callId(),
                        kept.cseq(),
                        kept.untilMicros(),
                        address("2001:db8::9", 5060),
                        kept.traits());
        after.core.restore(List.of(elsewhere));
        assertEquals(List.of(), after.hub.told());
        assertFalse(after.core.isReachable("1001"));
    }

    @Test
    void whoHasLeftIsNotKept() {
        before.register("<sip:1001@127.0.0.9:5060>;expires=600", 1, "");
        before.register("<sip:1001@127.0.0.9:5060>;expires=0", 5, "");
        assertEquals(0, before.kept.size());
        before.register("<sip:1001@127.0.0.9:5060>;expires=60", 9, "");
        before.time.advance(Duration.ofSeconds(61));
        assertEquals(List.<KeptBinding>of(), List.copyOf(before.kept.values()));
    }
}
