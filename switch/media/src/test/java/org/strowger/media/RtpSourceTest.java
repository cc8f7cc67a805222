package org.strowger.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

class RtpSourceTest {

    private static final InetSocketAddress SIGNALLED = at(1, 4_000);
    private static final InetSocketAddress NAT = at(1, 61_000);

    private final RtpSource source = new RtpSource();

    @Test
    void nobodyIsAcceptedBeforeAnAddressIsKnown() {
        assertFalse(source.accepts(SIGNALLED));
        assertNull(source.target());
    }

    @Test
    void whoWasSignalledIsHeardAndThenNobodyElse() {
        source.signal(SIGNALLED);
        assertTrue(source.accepts(SIGNALLED));
        assertFalse(source.heard(SIGNALLED));
        assertFalse(source.accepts(NAT));
        assertFalse(source.accepts(at(2, 4_000)));
        assertEquals(SIGNALLED, source.target());
    }

    @Test
    void thePortMayDifferUntilOneIsLocked() {
        source.signal(SIGNALLED);
        assertTrue(source.accepts(NAT));
        assertTrue(source.heard(NAT));
        assertEquals(NAT, source.target());
        assertTrue(source.accepts(NAT));
        assertFalse(source.accepts(at(1, 61_001)));
    }

    @Test
    void theSignalledAddressIsAcceptedAlways() {
        source.signal(SIGNALLED);
        source.heard(NAT);
        assertTrue(source.accepts(SIGNALLED));
        assertTrue(source.heard(SIGNALLED));
        assertEquals(SIGNALLED, source.target());
        assertFalse(source.accepts(NAT));
    }

    @Test
    void theLockEndsWithTheAddress() {
        source.signal(SIGNALLED);
        source.heard(NAT);
        source.signal(SIGNALLED);
        assertEquals(NAT, source.target());
        source.signal(at(3, 5_000));
        assertEquals(at(3, 5_000), source.target());
        assertFalse(source.accepts(NAT));
        assertTrue(source.accepts(at(3, 9)));
    }

    @Rfc(number = 8445, section = "12.2")
    @Test
    void whoMakesChecksIsHeardFromWhereverOneCame() {
        source.signal(SIGNALLED);
        source.checked(NAT);
        source.nominate(NAT);
        assertFalse(source.accepts(at(2, 7_000)));
        source.checked(at(2, 7_000));
        assertTrue(source.accepts(at(2, 7_000)));
        assertEquals(NAT, source.target());
        assertTrue(source.heard(at(2, 7_000)));
        assertEquals(at(2, 7_000), source.target());
        assertTrue(source.accepts(NAT));
        assertTrue(source.heard(NAT));
        assertEquals(NAT, source.target());
        assertFalse(source.accepts(at(2, 7_001)));
    }

    @Test
    void whoWasHeardIsNotMovedByACheckThatAnybodyMayHaveSentAgain() {
        source.signal(SIGNALLED, true);
        source.checked(NAT);
        assertTrue(source.nominate(NAT));
        assertFalse(source.heard(NAT));
        var elsewhere = at(2, 7_000);
        source.checked(elsewhere);
        assertFalse(source.nominate(elsewhere));
        assertEquals(NAT, source.target());
        assertTrue(source.accepts(elsewhere));
        assertTrue(source.heard(elsewhere));
        assertEquals(elsewhere, source.target());
    }

    /** Its description may name anybody. */
    @Rfc(number = 8445, section = "12.2")
    @Test
    void whoMakesChecksIsTakenFromNowhereElseUntilAPairIsChosen() {
        source.signal(SIGNALLED, true);
        assertFalse(source.accepts(SIGNALLED));
        assertFalse(source.accepts(NAT));
        source.checked(NAT);
        assertTrue(source.accepts(NAT));
        assertFalse(source.accepts(SIGNALLED));
        source.nominate(NAT);
        assertTrue(source.accepts(NAT));
    }

    @Test
    void whoWasHeardIsTakenFromThereThoughItBeginsToMakeChecks() {
        source.signal(SIGNALLED);
        source.heard(SIGNALLED);
        source.signal(SIGNALLED, true);
        assertTrue(source.accepts(SIGNALLED));
        assertFalse(source.accepts(NAT));
        source.forget();
        assertFalse(source.accepts(SIGNALLED));
    }

    @Test
    void theFirstPlaceCountsUntilSomebodyIsHeard() {
        source.signal(SIGNALLED, true);
        assertTrue(source.nominate(NAT));
        assertTrue(source.nominate(at(2, 7_000)));
        assertEquals(at(2, 7_000), source.target());
    }

    @Test
    void theOldestPlaceIsForgotten() {
        source.signal(SIGNALLED);
        source.heard(SIGNALLED);
        for (int host = 2; host <= RtpSource.MOST_CHECKED + 2; host++) {
            source.checked(at(host, 1));
            source.checked(at(host, 1));
        }
        assertFalse(source.accepts(at(2, 1)));
        assertTrue(source.accepts(at(3, 1)));
        assertTrue(source.accepts(at(RtpSource.MOST_CHECKED + 2, 1)));
    }

    @Test
    void whoChecksAgainIsNotTheOldest() {
        source.signal(SIGNALLED);
        source.heard(SIGNALLED);
        source.checked(at(2, 1));
        for (int host = 3; host < RtpSource.MOST_CHECKED + 2; host++) {
            source.checked(at(host, 1));
        }
        source.checked(at(2, 1));
        source.checked(at(100, 1));
        assertTrue(source.accepts(at(2, 1)));
        assertFalse(source.accepts(at(3, 1)));
    }

    @Test
    void whoIsHeardIsNotForgottenForOthers() {
        source.signal(SIGNALLED, true);
        source.checked(NAT);
        source.nominate(NAT);
        var elsewhere = at(2, 7_000);
        source.checked(elsewhere);
        source.heard(elsewhere);
        for (int port = 1; port <= RtpSource.MOST_CHECKED; port++) {
            source.checked(at(9, port));
        }
        assertTrue(source.heard(at(9, RtpSource.MOST_CHECKED)));
        assertTrue(source.accepts(elsewhere), "it may speak by that pair again");
    }

    @Test
    void whoProvesNothingIsHeardFromNoPlaceOfWhoDid() {
        source.signal(SIGNALLED, true);
        source.checked(NAT);
        source.nominate(NAT);
        source.checked(at(2, 7_000));
        source.signal(at(4, 6_000), false);
        assertFalse(source.accepts(NAT));
        assertFalse(source.accepts(at(2, 7_000)));
    }

    @Test
    void nothingIsSentToWhatIsNoPlace() {
        source.signal(new InetSocketAddress(4_000));
        assertNull(source.target());
        source.signal(at(1, 0));
        assertNull(source.target());
        source.signal(InetSocketAddress.createUnresolved("phone.invalid", 4_000));
        assertNull(source.target());
        assertFalse(source.accepts(NAT));
    }

    @Test
    void whereAPeerHasProvedToBeCountsUntilItProvesNothingAnyMore() {
        source.signal(SIGNALLED, true);
        assertTrue(source.nominate(at(3, 5_000)));
        source.signal(at(4, 6_000), true);
        assertEquals(at(3, 5_000), source.target());
        assertFalse(source.accepts(at(4, 6_000)));
        source.signal(at(4, 6_000), false);
        assertEquals(at(4, 6_000), source.target());
        assertFalse(source.accepts(at(3, 5_000)));
    }

    private static InetSocketAddress at(int host, int port) {
        try {
            var address = InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) host});
            return new InetSocketAddress(address, port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
