package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;
import org.strowger.sip.Flow.Transport;

/**
 * A switch at an IPv4 and an IPv6 address: who comes by the one talks with who comes by the other.
 */
@Tag("loopback")
class DualStackCallTest {

    private static final String IPV4 = "127.0.0.1";
    private static final String IPV6 = "::1";
    private static final int T1_MILLIS = 100;
    private static final byte CALLERS = 0x55;
    private static final byte AGENTS = 0x2a;
    private static int calls;

    @SuppressWarnings("NullAway.Init") // By the method below.
    private static Loopback loopback;

    @BeforeAll
    static void startsWithBoth() {
        Voice.assumeIpv6();
        var conf = ConfFolder.create().agents(2).t1Millis(T1_MILLIS).address(IPV4, IPV6).ws().wss();
        loopback = Loopback.start("dual-stack", conf);
    }

    @AfterAll
    static void stops() {
        if (loopback != null) {
            loopback.closeAtRest(Loopback.atRest(T1_MILLIS));
        }
    }

    @Rfc(number = 8866, section = "5.7")
    @Rfc(number = 3264, section = "6.1")
    @ParameterizedTest
    @CsvSource({
        "UDP, ::1, UDP, 127.0.0.1",
        "UDP, 127.0.0.1, UDP, ::1",
        "TLS, ::1, TCP, 127.0.0.1",
        "TCP, 127.0.0.1, WSS, ::1",
        "WS, ::1, TLS, 127.0.0.1"
    })
    void bothHearEachOther(Transport callers, String from, Transport agents, String to)
            throws Exception {
        var strowger = loopback.strowger();
        try (var agent = TransportPeer.open("1001", agents, to, loopback);
                var caller = TransportPeer.open("5551001", callers, from, loopback)) {
            agent.register(";expires=600");
            strowger.awaitAgents(1, "ready", Loopback.SOON);
            caller.send(caller.withSdp(caller.request("INVITE", 1, caller.to("4002"))));
            var ok = acknowledged(caller);
            talk(caller, ok, agent, answered(agent));
            agent.register(";expires=0");
            assertTellsNothingOf(from, agent);
            assertTellsNothingOf(to, caller);
        }
        calls++;
        var record = strowger.awaitRecords(calls, Loopback.SOON).getLast();
        assertEquals("answered", record.outcome(), record::toString);
    }

    private static SipText acknowledged(TransportPeer caller) throws Exception {
        var ok = caller.await(200, "INVITE");
        caller.send(caller.request("ACK", 1, ok.first("To")));
        return ok;
    }

    /** The offer to the agent, who takes it. */
    private static SipText answered(TransportPeer agent) throws Exception {
        var offered = agent.awaitRequest("INVITE");
        agent.send(agent.withSdp(agent.response(200, offered)));
        agent.awaitRequest("ACK");
        return offered;
    }

    /** Each hears the other; then the caller hangs up. */
    private static void talk(TransportPeer caller, SipText ok, TransportPeer agent, SipText offered)
            throws Exception {
        assertEquals(Voice.place(ok).getAddress(), caller.voice().getLocalAddress());
        assertEquals(Voice.place(offered).getAddress(), agent.voice().getLocalAddress());
        assertTrue(Voice.isHeard(caller.voice(), Voice.place(ok), agent.voice(), CALLERS));
        assertTrue(Voice.isHeard(agent.voice(), Voice.place(offered), caller.voice(), AGENTS));
        caller.send(caller.request("BYE", 2, ok.first("To")));
        caller.await(200, "BYE");
        agent.send(agent.response(200, agent.awaitRequest("BYE")));
    }

    /** Neither the other side's address nor ours on that side is in what a peer has heard. */
    private static void assertTellsNothingOf(String address, TransportPeer peer) {
        for (var message : peer.heard()) {
            if (message.sequenceMethod().equals("REGISTER")) {
                continue; // It lists all contacts of the peer's own user.
            }
            assertFalse(message.toString().contains(address), message::toString);
            assertFalse(
                    message.body().contains(address.equals(IPV4) ? "IN IP4" : "IN IP6"),
                    message::body);
        }
    }

    /** The first contact is offered a port of its version, and so is the second. */
    @Test
    void aUserWhoIsNotThereByTheOneVersionIsFoundByTheOther() throws Exception {
        try (var away = TransportPeer.open("1002", Transport.UDP, IPV6, loopback);
                var there = TransportPeer.open("1002", Transport.UDP, IPV4, loopback);
                var caller = TransportPeer.open("1001", Transport.TCP, IPV6, loopback)) {
            away.register(";q=1.0");
            there.register(";q=0.5");
            var number = caller.to("1002");
            caller.invite(number);
            var offered = away.awaitRequest("INVITE");
            assertEquals(Voice.place(offered).getAddress(), away.voice().getLocalAddress());
            away.send(away.response(480, offered));
            away.awaitRequest("ACK");
            var second = answered(there);
            talk(caller, acknowledged(caller), there, second);
            away.register(";expires=0");
            there.register(";expires=0");
            assertTellsNothingOf(IPV6, there);
            assertTellsNothingOf(IPV4, away);
        }
        calls++;
        loopback.strowger().awaitRecords(calls, Loopback.SOON);
    }
}
