package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.OutgoingCall;

class CallingPartyTest {

    private final Bench b = new Bench();

    @Test
    void hasNoControlCharactersAndNoMoreThan64CodePoints() {
        b.receive(
                Bench.invite(
                        Map.of(
                                "From",
                                "\"A\u0085l"
                                        + "\ud83d\ude00".repeat(70)
                                        + "\" <sip:5%0D%0A5%C2%80"
                                        + "1".repeat(70)
                                        + "@127.0.0.9>;tag=al",
                                "uri",
                                "sip:40%00%7f00" + "2".repeat(70) + "@127.0.0.1")));
        var leg = b.hub.leg();
        assertEquals("55" + "1".repeat(62), leg.callerNumber());
        assertEquals("Al" + "\ud83d\ude00".repeat(62), leg.callerName());
        assertEquals("4000" + "2".repeat(60), leg.dialled());
    }

    /** What stands behind a number would pass by the number plan, and reach a trunk. */
    @Rfc(number = 3261, section = "19.1.6")
    @Test
    void dialsANumberWithoutItsParameters() {
        b.receive(Bench.invite(Map.of("uri", "sip:%34003;rn=+4930;npdi@127.0.0.1;user=phone")));
        assertEquals("4003", b.hub.leg().dialled());
    }

    @Test
    void canAlwaysBeShownToWhoeverIsCalled() {
        b.receive(
                Bench.invite(
                        Map.of("From", "\"A\u0085l\" <sip:5%0D%0AEvil%3A%205@127.0.0.9>;tag=al")));
        b.sent();
        var leg = b.hub.leg();
        b.core.call(
                new OutgoingCall(
                        new OutgoingCall.Target.Trunk("peer", leg.dialled()),
                        leg.callerNumber(),
                        leg.callerName(),
                        Bench.OURS),
                b.hub.listener("out"));
        assertTrue(Bench.header(b.only(), "From").startsWith("\"Al\" <sip:5Evil%3A%205@"));
    }

    @Test
    void cannotLookLikeALocalUserByWhatIsDropped() {
        b.receive(Bench.invite(Map.of("From", "<sip:10%0001@127.0.0.9>;tag=al")));
        assertEquals(List.of("401"), b.started());
    }
}
