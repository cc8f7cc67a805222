package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;
import org.strowger.sip.Flow.Transport;

/** Signalling over every transport, and voice, over IPv6 alone. */
@Tag("loopback")
class Ipv6CallTest {

    private static final String HERE = "::1";
    private static final int T1_MILLIS = 100;
    private static final byte CALLERS = 0x55;
    private static final byte AGENTS = 0x2a;

    /** Each call has a caller of its own, by whom its record is known. */
    private static final AtomicInteger NUMBERS = new AtomicInteger(5_551_000);

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch("ipv6", Ipv6CallTest::conf, Loopback.atRest(T1_MILLIS));

    private static ConfFolder conf() {
        Voice.assumeIpv6();
        return ConfFolder.create().agents(1).t1Millis(T1_MILLIS).address(HERE).ws().wss();
    }

    @Rfc(number = 5118, section = "4")
    @Rfc(number = 8866, section = "5.7")
    @ParameterizedTest
    @EnumSource
    void aCallerAndAnAgentTalkOverIpv6(Transport transport) throws Exception {
        var strowger = SWITCH.strowger();
        var number = String.valueOf(NUMBERS.incrementAndGet());
        try (var agent = RawPeer.open("1001", transport, HERE, SWITCH.loopback());
                var caller = RawPeer.open(number, transport, HERE, SWITCH.loopback())) {
            agent.register("demo-1001", ";expires=600");
            strowger.awaitAgents(1, "ready", Loopback.SOON);
            caller.send(caller.withVoice(caller.request("INVITE", 1, "4002")));
            var ok = caller.await(200, "INVITE");
            caller.send(caller.request("ACK", 1, "4002", ok.first("To")));

            var offered = agent.awaitRequest("INVITE");
            var answered = agent.response(200, offered);
            agent.send(agent.withVoice(answered));
            agent.awaitRequest("ACK");
            assertNamesItself(ok, offered, transport);
            assertTrue(Voice.isHeard(caller.voice(), Voice.place(ok), agent.voice(), CALLERS));
            assertTrue(Voice.isHeard(agent.voice(), Voice.place(offered), caller.voice(), AGENTS));

            caller.send(caller.request("BYE", 2, "4002", ok.first("To")));
            caller.await(200, "BYE");
            agent.send(agent.response(200, agent.awaitRequest("BYE")));
            agent.register("demo-1001", ";expires=0");
        }
        var record = strowger.awaitRecordsOf(Set.of(number), 1, Loopback.SOON).getFirst();
        assertEquals("answered", record.outcome(), record::toString);
        assertEquals("1001", record.agent(), record::toString);
    }

    private static void assertNamesItself(SipText ok, SipText invite, Transport transport) {
        assertTrue(ok.first("Contact").startsWith("<sip:[::1]:"), ok::toString);
        assertTrue(ok.body().contains("o=- ") && ok.body().contains("c=IN IP6 "), ok::body);
        assertTrue(
                invite.first("Via").startsWith("SIP/2.0/" + transport + " [::1]:"),
                invite::toString);
        var parameter = transport.uriParameter().toLowerCase(Locale.ROOT);
        assertTrue(invite.first("Contact").endsWith(parameter + ">"), invite::toString);
        assertFalse(invite.toString().contains("IP4"), invite::toString);
    }
}
