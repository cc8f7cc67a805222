package org.strowger.sip.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CallGateTest {

    private static final long SECOND = 1_000_000;

    @Test
    void bothDirectionsShareThePlaces() {
        var gate = new CallGate(new TrunkLimits(2, 0));
        assertTrue(gate.enterOutgoing(0));
        assertTrue(gate.enterIncoming());
        assertFalse(gate.enterOutgoing(0));
        assertFalse(gate.enterIncoming());
        assertEquals(2, gate.refused());
        gate.leave();
        assertEquals(1, gate.calls());
        assertTrue(gate.enterIncoming());
    }

    @Test
    void noMoreCallsBeginWithinAnySecondThanAreAllowed() {
        var gate = new CallGate(new TrunkLimits(0, 3));
        int begun = 0;
        for (long at = 0; at < 10 * SECOND; at += SECOND / 20) {
            begun += gate.enterOutgoing(at) ? 1 : 0;
        }
        assertEquals(30, begun);
        assertTrue(gate.enterIncoming(), "the trunk's calls are not ours to slow down");
    }

    @Test
    void theSecondSlides() {
        var gate = new CallGate(new TrunkLimits(0, 2));
        assertTrue(gate.enterOutgoing(900_000));
        assertTrue(gate.enterOutgoing(950_000));
        assertFalse(
                gate.enterOutgoing(1_100_000), "another second of the clock is no other second");
        assertFalse(gate.enterOutgoing(1_899_999));
        assertTrue(gate.enterOutgoing(1_900_000));
        assertFalse(gate.enterOutgoing(1_949_999));
    }

    @Test
    void whoFindsNoPlaceDoesNotCountForTheSecond() {
        var gate = new CallGate(new TrunkLimits(1, 2));
        assertTrue(gate.enterOutgoing(0));
        assertFalse(gate.enterOutgoing(1));
        gate.leave();
        assertTrue(gate.enterOutgoing(2));
    }
}
