package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.SDP;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.TrunkState;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.trunk.CallerId;
import org.strowger.sip.trunk.Diverting;
import org.strowger.sip.trunk.Failover;
import org.strowger.sip.trunk.TrunkNumbers;

/** What the next host, or the next trunk, is offered, and what the one before may still say. */
class TrunkMendsTest {

    private final TrunkOf two = new TrunkOf("peer", 2, 3);
    private Bench b = TrunkOf.bench(two);

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    private static SipTrunk.Rules codecs(Codec... codecs) {
        return new SipTrunk.Rules(
                TrunkNumbers.AS_THEY_ARE, CallerId.PASS, List.of(codecs), Diverting.NONE);
    }

    private static String formats(String invite) {
        return invite.lines().filter(line -> line.startsWith("m=audio ")).findFirst().orElseThrow();
    }

    @Test
    void theTrunkThatACallOverflowsToIsOfferedItsOwnCodecs() {
        two.overflow = "other";
        two.rules = codecs(Codec.PCMA);
        var other = new TrunkOf("other", 4);
        other.rules = codecs(Codec.PCMU);
        b = TrunkOf.bench(two, other);
        var both =
                new AudioDescription(
                        Bench.OURS.address(),
                        List.of(Codec.PCMU, Codec.PCMA),
                        -1,
                        AudioDescription.Direction.SENDRECV,
                        false);
        b.core.call(
                new OutgoingCall(new OutgoingCall.Target.Trunk("peer", "4003"), "555", "Al", both),
                b.hub.listener("out"));
        var first = b.only();
        assertEquals("m=audio 20000 RTP/AVP 8", formats(first));
        b.receive(response(503, first, "x", ""), TrunkOf.flow(2));
        var second = b.sent().getLast();
        assertEquals(formats(first), formats(second), "the same trunk");
        b.receive(response(503, second, "x", ""), TrunkOf.flow(3));
        var third = b.sent().getLast();
        assertEquals("m=audio 20000 RTP/AVP 0", formats(third));
        b.receive(response(404, third, "x", ""), TrunkOf.flow(4));
    }

    @Test
    void aHostThatSaysWhyTheUserCannotBeReachedDoesNotRest() {
        b.call();
        var busy =
                response(503, b.only(), "x", "")
                        .replace(
                                "\r\nContact",
                                "\r\nRetry-After: 60\r\nReason: Q.850;cause=17\r\nContact");
        b.receive(busy, TrunkOf.flow(2));
        assertEquals(17, b.hub.lastEnd().q850());
        assertEquals(
                List.of(TrunkState.Service.UP, TrunkState.Service.UP),
                b.core.trunks().stream().map(TrunkState::service).toList());
    }

    @Test
    void a100AfterRingingDoesNotBeginToWaitAgain() {
        two.failover = new Failover(4_000, 2_000, Set.of(), 30);
        b = TrunkOf.bench(two);
        b.call();
        var invite = b.only();
        b.receive(response(100, invite, "", ""), TrunkOf.flow(2));
        b.receive(response(180, invite, "p", ""), TrunkOf.flow(2));
        b.receive(response(100, invite, "", ""), TrunkOf.flow(2));
        b.time.advanceMillis(10_000);
        assertEquals(List.of(), b.sent());
        b.receive(response(404, invite, "p", ""), TrunkOf.flow(2));
        assertEquals(List.of("out 180", "out ended REJECTED 404"), b.hub.told());
    }

    @Test
    void a100ThatComesAgainDoesNotPutOffTheNextHost() {
        two.failover = new Failover(4_000, 2_000, Set.of(), 30);
        b = TrunkOf.bench(two);
        b.call();
        var invite = b.only();
        for (int i = 0; i < 3; i++) {
            b.receive(response(100, invite, "", ""), TrunkOf.flow(2));
            b.time.advanceMillis(900);
        }
        var sent = b.sent();
        assertTrue(sent.get(0).startsWith("INVITE sip:4003@127.0.0.3:5070 "), sent::toString);
        b.receive(response(487, invite, "x", ""), TrunkOf.flow(2));
        b.receive(response(404, sent.get(0), "x", ""), TrunkOf.flow(3));
        b.receive(response(200, sent.get(1), "", ""), TrunkOf.flow(2));
    }

    @Test
    void aCopyThatCannotBeSentIsNotTheEndOfTheFirst() {
        b.call();
        var invite = b.only();
        b.broken = true;
        b.time.advanceMillis(600);
        b.broken = false;
        b.receive(response(200, invite, "p", SDP), TrunkOf.flow(2));
        assertEquals(List.of("ACK"), b.started());
        assertEquals(List.of("out answered 4000"), b.hub.told());
        hangUpBy(invite);
    }

    private void hangUpBy(String invite) {
        b.receive(TrunkOf.bye(1, invite));
        assertEquals(List.of("200"), b.started());
    }

    @Test
    void eachForkOfAnAbandonedCallIsAcknowledgedAndEndedByItself() {
        b.call();
        var first = b.only();
        b.time.advanceMillis(4_010);
        var second = b.sent().getLast();
        b.receive(response(200, first, "one", SDP), TrunkOf.flow(2));
        var one = b.sent();
        b.receive(response(200, first, "two", SDP), TrunkOf.flow(2));
        var two = b.sent();
        assertEquals(2, two.size(), two::toString);
        assertEquals("two", Bench.toTag(two.get(0)), "ACK");
        assertEquals("two", Bench.toTag(two.get(1)), "BYE");
        assertNotEquals(header(one.get(0), "Via"), header(two.get(0), "Via"));
        b.receive(response(200, first, "one", SDP), TrunkOf.flow(2));
        assertEquals(one.get(0), b.only(), "the ACK of the first fork again");
        b.receive(response(200, one.get(1), "", ""), TrunkOf.flow(2));
        b.receive(response(200, two.get(1), "", ""), TrunkOf.flow(2));
        b.receive(response(404, second, "p", ""), TrunkOf.flow(3));
    }
}
