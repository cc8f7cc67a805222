package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Flow;
import org.strowger.sip.TrunkState;
import org.strowger.sip.TrunkState.Service;
import org.strowger.sip.locate.Located;
import org.strowger.sip.locate.ServerName;
import org.strowger.sip.registrar.Credentials;
import org.strowger.sip.trunk.Registering;
import org.strowger.sip.trunk.TrunkName;

/** A trunk whose host is a name: its places come and go. */
class TrunkNamesTest {

    private static final ServerName NAME = new ServerName("sip.carrier.example", 0, null);

    private final TrunkOf named = new TrunkOf("peer");
    private Bench b = new Bench();

    @BeforeEach
    void aNamedHost() {
        named.names.add(new TrunkName(NAME, 1, 1));
        b = TrunkOf.bench(named);
    }

    @AfterEach
    void leavesNothingBehind() {
        b.core.closeTrunks();
        assertEquals(0, b.core.trunkTimers());
        b.leavesNothing();
    }

    /** Hosts 127.0.0.N, the first with priority 0, the second with 1, and so on. */
    private void located(int... hosts) {
        var at = new ArrayList<Located>();
        for (int host : hosts) {
            at.add(
                    new Located(
                            Flow.Transport.UDP,
                            Bench.address("127.0.0." + host, TrunkOf.PORT),
                            at.size(),
                            10));
        }
        b.core.located(NAME, at);
    }

    private List<String> hosts() {
        return b.core.trunks().stream().map(TrunkState::host).toList();
    }

    private void refuse(int host, int status) {
        assertEquals(host, TrunkOf.last(b));
        b.receive(response(status, b.sent().getLast(), "x", ""), TrunkOf.flow(host));
    }

    @Test
    void withoutAnAddressThereIsNoCall() {
        var state = b.core.trunks().getFirst();
        assertEquals(Service.UNRESOLVED, state.service());
        assertEquals("sip.carrier.example", state.name());
        b.call();
        b.time.advanceMillis(10);
        assertEquals(List.of("out ended REJECTED 503"), b.hub.told());
        assertEquals(List.of(), b.sent());
    }

    @Test
    void callsGoWhereTheNameLeadsByThePrioritiesOfItsRecords() {
        b.time.advanceMillis(5_000);
        located(3, 2);
        assertEquals(List.of("127.0.0.3:5070", "127.0.0.2:5070"), hosts());
        var state = b.core.trunks().getFirst();
        assertEquals(b.time.nowMicros(), state.foundMicros());
        assertEquals(Service.UP, state.service());
        b.call();
        var first = b.sent.getLast();
        assertTrue(first.startsWith("INVITE sip:4003@sip.carrier.example SIP/2.0\r\n"), first);
        assertEquals("<sip:4003@sip.carrier.example>", header(first, "To"));
        refuse(3, 503);
        refuse(2, 404);
        assertEquals(List.of("out ended REJECTED 404"), b.hub.told());
    }

    @Test
    void whatIsKnownOfAHostThatStaysIsKept() {
        located(2, 3);
        b.call();
        var busy =
                response(503, b.sent().getLast(), "x", "")
                        .replace("\r\nContact", "\r\nRetry-After: 60\r\nContact");
        b.receive(busy, TrunkOf.flow(2));
        refuse(3, 404);
        located(2, 4);
        assertEquals(
                List.of(Service.RESTING, Service.UP),
                b.core.trunks().stream().map(TrunkState::service).toList());
        b.call();
        refuse(4, 404);
        located(4);
        located(2);
        assertEquals(
                List.of(Service.UP),
                b.core.trunks().stream().map(TrunkState::service).toList(),
                "one that was away is new");
    }

    @Test
    void aCallUnderWayGoesOnToAHostThatHasGone() {
        located(2, 3);
        b.call();
        located(4);
        refuse(2, 503);
        refuse(3, 404);
        b.call();
        refuse(4, 404);
    }

    @Test
    void checksBeginAndEndWithTheirHosts() {
        named.checkSeconds = 10;
        b = TrunkOf.bench(named);
        b.core.openTrunks();
        assertEquals(0, b.core.trunkTimers());
        located(2, 3);
        assertEquals(2, b.core.trunkTimers());
        b.time.advanceMillis(10_000);
        assertEquals(List.of("127.0.0.2", "127.0.0.3"), asked());
        located(3, 4);
        assertEquals(2, b.core.trunkTimers());
        b.rest();
        b.sent();
        b.time.advanceMillis(10_000);
        assertEquals(List.of("127.0.0.3", "127.0.0.4"), asked());
    }

    /** Where OPTIONS went since the last look. */
    private List<String> asked() {
        var asked =
                b.flows.stream()
                        .map(flow -> flow.remote().getAddress().getHostAddress())
                        .distinct()
                        .sorted()
                        .toList();
        b.sent();
        return asked;
    }

    @Test
    void weRegisterAsSoonAsThereIsAHostAndAgainWhereItMoves() {
        named.credentials = new Credentials("me", "secret");
        named.registering = new Registering("me", 600, 30);
        b = TrunkOf.bench(named);
        b.core.openTrunks();
        b.time.advanceMillis(60_000);
        assertEquals(List.of(), b.sent());
        located(2);
        b.time.advanceMillis(1_010);
        var register = b.sent.getLast();
        assertTrue(register.startsWith("REGISTER sip:sip.carrier.example SIP/2.0\r\n"), register);
        refuse(2, 200);
        assertEquals(1, b.core.registeredTrunks());
        assertEquals("peer", callerFrom(2, "1"));
        assertEquals("anonymous", callerFrom(3, "2"));
        located(3);
        b.time.advanceMillis(1_010);
        refuse(3, 200);
        assertEquals("peer", callerFrom(3, "3"));
        assertEquals("anonymous", callerFrom(2, "4"));
        b.core.closeTrunks();
        refuse(3, 200);
    }

    /** Who calls, when an INVITE comes from there. */
    private String callerFrom(int host, String call) {
        b.receive(
                Bench.invite(
                        Map.of(
                                "Call-ID",
                                "call-" + call,
                                "branch",
                                "z9hG4bK-" + call,
                                "From",
                                "<sip:6@x>;tag=t" + call)),
                TrunkOf.flow(host));
        var caller = b.hub.leg().caller();
        b.hub.leg().reject(486);
        b.receive(
                Bench.request(
                        "ACK",
                        Map.of(
                                "branch", "z9hG4bK-" + call,
                                "Call-ID", "call-" + call,
                                "CSeq", "1 ACK"),
                        ""),
                TrunkOf.flow(host));
        b.sent();
        return caller instanceof org.strowger.sip.Caller.Trunk(var name) ? name : "anonymous";
    }

    @Test
    void theGuardIsToldWhereTrunksAreNow() {
        located(2, 3);
        assertEquals(List.of("127.0.0.2", "127.0.0.3"), b.trunksAt);
        located(2, 3);
        located(4);
        assertEquals(List.of("127.0.0.4"), b.trunksAt);
    }

    @Test
    void anAddressThatTheOperatorWroteIsNotDoubledByAName() {
        var both = new TrunkOf("peer", 2);
        both.names.add(new TrunkName(NAME, 2, 7));
        b = TrunkOf.bench(both);
        located(2, 3);
        assertEquals(List.of("127.0.0.2:5070", "127.0.0.3:5070"), hosts());
        assertEquals("", b.core.trunks().getFirst().name());
    }
}
