package org.strowger.sip.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.strowger.sip.trunk.CallGate.Entry;

class CallGateTest {

    private static final long SECOND = 1_000_000;

    @Test
    void bothDirectionsShareThePlaces() {
        var gate = new CallGate(new TrunkLimits(2, 0, 0));
        assertEquals(Entry.IN, gate.enterOutgoing(0));
        assertEquals(Entry.IN, gate.enterIncoming(0));
        assertEquals(Entry.FULL, gate.enterOutgoing(0));
        assertEquals(Entry.FULL, gate.enterIncoming(0));
        assertEquals(2, gate.refused());
        gate.leave();
        assertEquals(1, gate.calls());
        assertEquals(Entry.IN, gate.enterIncoming(0));
    }

    @Test
    void noMoreCallsBeginWithinAnySecondThanAreAllowed() {
        var gate = new CallGate(new TrunkLimits(0, 3, 2));
        int begun = 0;
        int came = 0;
        for (long at = 0; at < 10 * SECOND; at += SECOND / 20) {
            begun += gate.enterOutgoing(at) == Entry.IN ? 1 : 0;
            came += gate.enterIncoming(at) == Entry.IN ? 1 : 0;
        }
        assertEquals(30, begun);
        assertEquals(20, came);
    }

    @Test
    void neitherDirectionSlowsTheOtherDown() {
        var gate = new CallGate(new TrunkLimits(0, 1, 1));
        assertEquals(Entry.IN, gate.enterOutgoing(0));
        assertEquals(Entry.IN, gate.enterIncoming(0));
        assertEquals(Entry.TOO_FAST, gate.enterOutgoing(0));
        assertEquals(Entry.TOO_FAST, gate.enterIncoming(0));
        assertEquals(2, gate.calls());
    }

    @Test
    void theSecondSlides() {
        var gate = new CallGate(new TrunkLimits(0, 2, 0));
        assertEquals(Entry.IN, gate.enterOutgoing(900_000));
        assertEquals(Entry.IN, gate.enterOutgoing(950_000));
        assertEquals(
                Entry.TOO_FAST,
                gate.enterOutgoing(1_100_000),
                "another second of the clock is no other second");
        assertEquals(Entry.TOO_FAST, gate.enterOutgoing(1_899_999));
        assertEquals(Entry.IN, gate.enterOutgoing(1_900_000));
        assertEquals(Entry.TOO_FAST, gate.enterOutgoing(1_949_999));
    }

    @Test
    void whoFindsNoPlaceDoesNotCountForTheSecond() {
        var gate = new CallGate(new TrunkLimits(1, 2, 0));
        assertEquals(Entry.IN, gate.enterOutgoing(0));
        assertEquals(Entry.FULL, gate.enterOutgoing(1));
        gate.leave();
        assertEquals(Entry.IN, gate.enterOutgoing(2));
    }
}
