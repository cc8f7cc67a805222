package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.Caller;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;

/** Calls to a trunk that may be reached by IPv4 (the first port) or IPv6 (the second). */
class BothVersionsTest {

    private static final AudioDescription OVER_IPV4 = FakeSip.session(6_000, Codec.PCMU);
    private static final AudioDescription OVER_IPV6 =
            new AudioDescription(
                    new InetSocketAddress(InetAddress.ofLiteral("::1"), 6_002),
                    List.of(Codec.PCMU),
                    101,
                    AudioDescription.Direction.SENDRECV,
                    false);

    private final Laboratory lab = new Laboratory();

    private FakeSip.Incoming calls() {
        lab.sip.families = List.of(StandardProtocolFamily.INET, StandardProtocolFamily.INET6);
        return lab.dials("5551001", "4003");
    }

    private FakeMedia.Leg media(int number) {
        return lab.media.legs.get(number);
    }

    private void end(FakeSip.Incoming caller) {
        lab.then(caller::hangsUp);
        lab.then(() -> lab.rung().confirmsEnd());
    }

    @AfterEach
    void nothingIsLeft() {
        lab.assertAtRest();
        assertTrue(lab.media.legs.stream().allMatch(leg -> leg.closed));
    }

    @Test
    void aPortOfEachIsOfferedAndTheOneThatIsNotNeededClosed() {
        var caller = calls();
        var outgoing = lab.rung().call;
        var other = outgoing.other();
        assertNotNull(other);
        assertEquals("127.0.0.1", outgoing.offer().address().getAddress().getHostAddress());
        assertEquals("0:0:0:0:0:0:0:1", other.address().getAddress().getHostAddress());
        assertEquals(other, outgoing.offer(OVER_IPV6.address()));
        assertEquals(outgoing.offer(), outgoing.offer(OVER_IPV4.address()));
        lab.then(() -> lab.rung().events.answered(OVER_IPV6));
        assertEquals(media(2), media(0).partner);
        assertTrue(media(1).closed);
        assertFalse(media(2).closed);
        end(caller);
    }

    @Test
    void whoAnswersByTheFirstIsHeardByIt() {
        var caller = calls();
        lab.then(() -> lab.rung().events.answered(OVER_IPV4));
        assertEquals(media(1), media(0).partner);
        assertTrue(media(2).closed);
        end(caller);
    }

    @Test
    void theToneOfOneHostAndTheAnswerOfAnotherAreBothHeard() {
        var caller = calls();
        lab.then(() -> lab.rung().events.ringing(183, OVER_IPV6));
        assertEquals(media(2), media(0).partner);
        lab.then(() -> lab.rung().events.answered(OVER_IPV4));
        assertEquals(media(1), media(0).partner);
        assertTrue(media(2).closed);
        assertFalse(media(1).closed);
        end(caller);
    }

    @Test
    void whoDoesNotAnswerLeavesNoPort() {
        var caller = calls();
        lab.then(() -> lab.rung().events.ringing(183, OVER_IPV6));
        lab.then(() -> lab.rung().rejects(486));
        assertEquals("486", caller.heard.getLast());
        lab.then(caller::confirmsEnd);
    }

    @Test
    void theLossOfThePortThatTheCallSpeaksByEndsIt() {
        var caller = calls();
        lab.then(() -> lab.rung().events.answered(OVER_IPV6));
        assertNull(lab.rung().hungUp);
        lab.then(() -> media(2).close());
        assertEquals("the voice port is lost", lab.rung().hungUp);
        lab.then(() -> lab.rung().confirmsEnd());
        lab.then(caller::confirmsEnd);
    }

    @Test
    void thePortThatIsLostBeforeTheAnswerIsNotSpokenBy() {
        var caller = calls();
        lab.then(() -> media(2).close());
        lab.then(() -> lab.rung().events.answered(OVER_IPV6));
        assertEquals(media(1), media(0).partner);
        assertFalse(media(1).closed);
        end(caller);
    }

    @Test
    void norIsTheFirstWhenItIsLostAfterAToneByTheOther() {
        var caller = calls();
        lab.then(() -> lab.rung().events.ringing(183, OVER_IPV6));
        lab.then(() -> media(1).close());
        lab.then(() -> lab.rung().events.answered(OVER_IPV4));
        assertEquals(media(2), media(0).partner);
        assertFalse(media(2).closed);
        end(caller);
    }

    @Test
    void withoutASecondPortTheFirstIsOffered() {
        lab.media.lacking = StandardProtocolFamily.INET6;
        var caller = calls();
        assertNull(lab.rung().call.other());
        lab.then(() -> lab.rung().events.answered(OVER_IPV4));
        assertEquals(media(1), media(0).partner);
        end(caller);
    }

    @Test
    void whoNeedsOneVersionGetsOnePort() {
        var caller = lab.dials("5551001", "4003");
        assertNull(lab.rung().call.other());
        assertEquals(2, lab.media.legs.size());
        lab.then(() -> lab.rung().events.answered(OVER_IPV4));
        end(caller);
    }

    @Rfc(number = 3264, section = "6.1")
    @Test
    void anOfferOfAVersionThatWeHaveNoAddressOfIsRefused() {
        var caller = new FakeSip.Incoming(new Caller.Trunk("peer"), "5551001", "4004");
        caller.offer = OVER_IPV6; // The switch listens by IPv4 alone, as the leg says.
        caller.events = lab.switchboard.incoming(caller);
        lab.run();
        assertEquals(List.of("488"), caller.heard);
        lab.then(caller::confirmsEnd);
    }
}
