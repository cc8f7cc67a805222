package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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

    /** Each call has a caller of its own, by whom its record is known. */
    private static final AtomicInteger NUMBERS = new AtomicInteger(5_551_000);

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch("dual-stack", DualStackCallTest::conf, Loopback.atRest(T1_MILLIS));

    private static ConfFolder conf() {
        Voice.assumeIpv6();
        return ConfFolder.create().agents(2).t1Millis(T1_MILLIS).address(IPV4, IPV6).ws().wss();
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
        var strowger = SWITCH.strowger();
        var number = String.valueOf(NUMBERS.incrementAndGet());
        try (var agent = RawPeer.open("1001", agents, to, SWITCH.loopback());
                var caller = RawPeer.open(number, callers, from, SWITCH.loopback())) {
            agent.register("demo-1001", ";expires=600");
            strowger.awaitAgents(1, "ready", Loopback.SOON);
            caller.send(caller.withVoice(caller.request("INVITE", 1, "4002")));
            var ok = acknowledged(caller);
            talk(caller, ok, agent, answered(agent));
            agent.register("demo-1001", ";expires=0");
            assertTellsNothingOf(from, agent);
            assertTellsNothingOf(to, caller);
        }
        var record = strowger.awaitRecordsOf(Set.of(number), 1, Loopback.SOON).getFirst();
        assertEquals("answered", record.outcome(), record::toString);
    }

    private static SipText acknowledged(RawPeer caller) throws Exception {
        var ok = caller.await(200, "INVITE");
        caller.send(inDialog(caller, "ACK", 1, ok));
        return ok;
    }

    private static SipText inDialog(RawPeer caller, String method, int cseq, SipText ok) {
        var to = ok.first("To");
        return caller.request(method, cseq, SipText.user(SipText.uri(to)), to);
    }

    /** The offer to the agent, who takes it. */
    private static SipText answered(RawPeer agent) throws Exception {
        var offered = agent.awaitRequest("INVITE");
        agent.send(agent.withVoice(agent.response(200, offered)));
        agent.awaitRequest("ACK");
        return offered;
    }

    /** Each hears the other; then the caller hangs up. */
    private static void talk(RawPeer caller, SipText ok, RawPeer agent, SipText offered)
            throws Exception {
        assertEquals(Voice.place(ok).getAddress(), caller.voice().getLocalAddress());
        assertEquals(Voice.place(offered).getAddress(), agent.voice().getLocalAddress());
        assertTrue(Voice.isHeard(caller.voice(), Voice.place(ok), agent.voice(), CALLERS));
        assertTrue(Voice.isHeard(agent.voice(), Voice.place(offered), caller.voice(), AGENTS));
        caller.send(inDialog(caller, "BYE", 2, ok));
        caller.await(200, "BYE");
        agent.send(agent.response(200, agent.awaitRequest("BYE")));
    }

    /** Neither the other side's address nor ours on that side is in what a peer has heard. */
    private static void assertTellsNothingOf(String address, RawPeer peer) {
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
        var loopback = SWITCH.loopback();
        try (var away = RawPeer.open("1002", Transport.UDP, IPV6, loopback);
                var there = RawPeer.open("1002", Transport.UDP, IPV4, loopback);
                var caller = RawPeer.open("1001", Transport.TCP, IPV6, loopback)) {
            away.register("demo-1002", ";q=1.0");
            there.register("demo-1002", ";q=0.5");
            caller.invite("1002", "demo-1001");
            var offered = away.awaitRequest("INVITE");
            assertEquals(Voice.place(offered).getAddress(), away.voice().getLocalAddress());
            away.send(away.response(480, offered));
            away.awaitRequest("ACK");
            var second = answered(there);
            talk(caller, acknowledged(caller), there, second);
            away.register("demo-1002", ";expires=0");
            there.register("demo-1002", ";expires=0");
            assertTellsNothingOf(IPV6, there);
            assertTellsNothingOf(IPV4, away);
        }
        loopback.strowger().awaitRecordsOf(Set.of("1001"), 1, Loopback.SOON);
    }
}
