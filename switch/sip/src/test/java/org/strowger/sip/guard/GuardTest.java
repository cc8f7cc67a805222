package org.strowger.sip.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.strowger.sip.Flow;
import org.strowger.sip.SipCounter;
import org.strowger.sip.SipCounters;
import org.strowger.sip.message.MalformedSipMessageException;
import org.strowger.sip.message.SipIndex;

class GuardTest {

    private static final InetSocketAddress HERE = address("192.0.2.254", 5060);

    private final SipCounters counters = new SipCounters();
    private final ArrayDeque<Runnable> posted = new ArrayDeque<>();
    private final Set<Flow> served = new HashSet<>();
    private final Set<InetSocketAddress> inCalls = new HashSet<>();
    private long now = 1_700_000_000_000_000L;
    private int told;
    private Guard guard = guard(GuardSettings.DEFAULT);

    private Guard guard(GuardSettings settings) {
        return new Guard(settings, () -> now, 1, counters, new Others());
    }

    private final class Others implements Neighbours {
        @Override
        public void onSignalling(Runnable step) {
            posted.add(step);
        }

        @Override
        public boolean isServed(Flow flow) {
            return served.contains(flow);
        }

        @Override
        public Set<Integer> portsInCalls(Predicate<InetAddress> who) {
            var ports = new HashSet<Integer>();
            inCalls.stream()
                    .filter(remote -> who.test(remote.getAddress()))
                    .forEach(remote -> ports.add(remote.getPort()));
            return ports;
        }

        @Override
        public void banned() {
            told++;
        }
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    private static Flow from(String host, int port) {
        return new Flow(Flow.Transport.UDP, HERE, address(host, port), 0);
    }

    private static SipIndex request(String method, String userAgent) {
        var text =
                method
                        + " sip:4000@h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\n"
                        + "From: <sip:a@h>;tag=f\r\nTo: <sip:4000@h>\r\nCall-ID: c\r\nCSeq: 1 "
                        + method
                        + "\r\nUser-Agent: "
                        + userAgent
                        + "\r\n\r\n";
        try {
            return SipIndex.of(text.getBytes(UTF_8));
        } catch (MalformedSipMessageException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private int admitted(String method, Flow flow, int attempts) {
        int admitted = 0;
        for (int i = 0; i < attempts; i++) {
            var answer = guard.admits(request(method, "Phone/1"), flow);
            admitted += answer == Guard.Admission.ADMITTED ? 1 : 0;
        }
        return admitted;
    }

    private void offends(Flow flow, Offence offence, int times) {
        for (int i = 0; i < times; i++) {
            guard.offence(flow, offence);
        }
        judge();
    }

    private void judge() {
        while (!posted.isEmpty()) {
            posted.remove().run();
        }
    }

    private void passes(Duration time) {
        now += time.toNanos() / 1_000;
    }

    private List<String> banned() {
        return guard.bans().stream().map(Ban::source).toList();
    }

    @Test
    void aSourceMayBeginSoMuchOfEachKind() {
        assertEquals(400, admitted("INVITE", from("192.0.2.1", 5060), 450));
        assertEquals(50, counters.value(SipCounter.SOURCE_LIMIT_INVITE));
        assertEquals(200, admitted("OPTIONS", from("192.0.2.1", 5061), 450), "a kind of its own");
        assertEquals(400, admitted("REGISTER", from("192.0.2.1", 5060), 450));
        assertEquals(400, admitted("MESSAGE", from("192.0.2.1", 5060), 450));
        assertEquals(0, admitted("SUBSCRIBE", from("192.0.2.1", 5060), 10), "all others are one");
        assertEquals(400, admitted("INVITE", from("192.0.2.2", 5060), 450), "a source of its own");
        passes(Duration.ofSeconds(1));
        assertEquals(100, admitted("INVITE", from("192.0.2.1", 5060), 450), 1);
    }

    @Test
    void aHostIsOneSourceWithAllOfItsIpv6Addresses() {
        assertEquals(400, admitted("INVITE", from("2001:db8:1:2::1", 5060), 450));
        assertEquals(0, admitted("INVITE", from("2001:db8:1:2:ffff::9", 5060), 10));
        assertEquals(10, admitted("INVITE", from("2001:db8:1:3::1", 5060), 10));
    }

    @Test
    void whoIsRegisteredMayBeginMoreAndWhoIsAllowedAnything() {
        guard.registered(from("192.0.2.1", 5060));
        assertEquals(8_000, admitted("INVITE", from("192.0.2.1", 5061), 9_000), 100);
        guard.unregistered(from("192.0.2.1", 5060));
        assertEquals(0, admitted("INVITE", from("192.0.2.1", 5061), 100));
        guard = guard(GuardSettings.DEFAULT.with(networks("192.0.2.0/24", "198.51.100.0/24")));
        assertEquals(100_000, admitted("INVITE", from("192.0.2.1", 5060), 100_000));
        assertTrue(guard.shuts(address("198.51.100.1", 5060)));
        assertEquals(1, counters.value(SipCounter.DENIED));
        offends(from("192.0.2.1", 5060), Offence.WRONG_PASSWORD, 100);
        assertEquals(List.of(), banned());
    }

    private static Networks networks(String allowed, String denied) {
        return new Networks(List.of(Network.parse(allowed)), List.of(Network.parse(denied)));
    }

    @Test
    void whoGuessesPasswordsIsBannedForTwiceAsLongEachTime() {
        var source = from("192.0.2.1", 5060);
        offends(source, Offence.WRONG_PASSWORD, 9);
        assertFalse(guard.shuts(source.remote()));
        offends(source, Offence.WRONG_PASSWORD, 1);
        assertTrue(guard.shuts(source.remote()));
        assertTrue(guard.shuts(address("192.0.2.1", 9)), "from any port");
        assertFalse(guard.shuts(address("192.0.2.2", 5060)));
        assertEquals(2, counters.value(SipCounter.BANNED));
        assertEquals(1, told);
        for (int minutes = 1; minutes <= 1_024; minutes *= 2) {
            passes(Duration.ofMinutes(minutes).minusMillis(1));
            assertTrue(guard.shuts(source.remote()), minutes + " minutes");
            passes(Duration.ofMillis(1));
            assertFalse(guard.shuts(source.remote()), minutes + " minutes");
            passes(Duration.ofMinutes(2));
            offends(source, Offence.WRONG_PASSWORD, 10);
            assertTrue(guard.shuts(source.remote()));
        }
        assertEquals(Duration.ofDays(1), length(), "the longest");
        assertEquals(12, guard.bans().getFirst().times());
        passes(Duration.ofDays(2).plusMinutes(1));
        offends(source, Offence.WRONG_PASSWORD, 10);
        assertEquals(Duration.ofMinutes(1), length(), "it is forgotten");
    }

    private Duration length() {
        var ban = guard.bans().getFirst();
        return Duration.ofNanos((ban.untilMicros() - ban.sinceMicros()) * 1_000);
    }

    @Test
    void whatAForgedDatagramMayHaveDoneIsNotBannedForLonger() {
        var source = from("192.0.2.1", 5060);
        for (int i = 0; i < 5; i++) {
            offends(source, Offence.MALFORMED, 50);
            assertEquals(Duration.ofMinutes(1), length());
            passes(Duration.ofMinutes(2));
        }
    }

    @Test
    void whatBeginsNothingHasALimitToo() {
        var source = from("192.0.2.1", 5060);
        int heard = 0;
        for (int i = 0; i < 9_000; i++) {
            heard += guard.hears(source) ? 1 : 0;
        }
        assertEquals(8_000, heard, 100, "2,000 a second, for four seconds");
        judge();
        assertEquals(List.of("192.0.2.1"), banned());
        assertEquals(9_000 - heard, counters.value(SipCounter.SOURCE_LIMIT_FOLLOWING));
        assertTrue(guard.hears(from("192.0.2.2", 5060)));
        guard = guard(GuardSettings.DEFAULT.with(networks("192.0.2.0/24", "198.51.100.0/24")));
        for (int i = 0; i < 9_000; i++) {
            assertTrue(guard.hears(source), "an allowed source has none");
        }
        guard.trunksAt(List.of(InetAddress.ofLiteral("203.0.113.7")));
        for (int i = 0; i < 9_000; i++) {
            assertTrue(guard.hears(from("203.0.113.7", 5060)), "nor a trunk's, found by name");
        }
    }

    @Test
    void offencesCountOnlyWithinTheWindow() {
        var source = from("192.0.2.1", 5060);
        for (int i = 0; i < 100; i++) {
            offends(source, Offence.WRONG_PASSWORD, 1);
            passes(Duration.ofSeconds(7));
        }
        assertEquals(List.of(), banned());
        offends(source, Offence.UNKNOWN, 19);
        offends(source, Offence.MALFORMED, 49);
        offends(source, Offence.STRAY, 199);
        assertEquals(List.of(), banned(), "each kind has its own number");
        offends(source, Offence.UNKNOWN, 1);
        assertEquals(List.of("192.0.2.1"), banned());
        assertEquals(Offence.UNKNOWN, guard.bans().getFirst().cause());
    }

    @Test
    void aKindThatIsNotSetIsNoReasonForABan() {
        var usual = GuardSettings.DEFAULT;
        guard =
                guard(
                        new GuardSettings(
                                true,
                                usual.networks(),
                                usual.perSecond(),
                                usual.window(),
                                Map.of(Offence.MALFORMED, 1),
                                usual.scanners(),
                                usual.firstBan(),
                                usual.longestBan()));
        offends(from("192.0.2.1", 5060), Offence.WRONG_PASSWORD, 1_000);
        assertEquals(List.of(), banned());
        offends(from("192.0.2.1", 5060), Offence.MALFORMED, 1);
        assertEquals(List.of("192.0.2.1"), banned());
    }

    @Test
    void aFloodIsBannedAndAScannerAtOnce() {
        var flood = from("192.0.2.1", 5060);
        assertEquals(400, admitted("INVITE", flood, 899));
        judge();
        assertEquals(List.of(), banned());
        admitted("INVITE", flood, 2);
        judge();
        assertEquals(List.of("192.0.2.1"), banned());
        var scanner = request("OPTIONS", "Friendly-Scanner");
        assertEquals(Guard.Admission.SCANNER, guard.admits(scanner, from("192.0.2.2", 5060)));
        judge();
        assertEquals(Set.of("192.0.2.1", "192.0.2.2"), Set.copyOf(banned()));
        var phone = request("OPTIONS", "Phone of a friendly-scanner");
        assertEquals(Guard.Admission.ADMITTED, guard.admits(phone, from("192.0.2.3", 5060)));
    }

    @Test
    void aScannerAtATrunksAddressIsNotHeardAndNobodyIsBanned() {
        guard = guard(GuardSettings.DEFAULT.with(networks("192.0.2.0/24", "198.51.100.0/24")));
        var scanner = request("INVITE", "sipcli/v1.8");
        assertEquals(Guard.Admission.SCANNER, guard.admits(scanner, from("192.0.2.2", 5060)));
        judge();
        assertEquals(List.of(), banned());
    }

    @Test
    void whereAgentsAreRegisteredOnlyThePortThatOffendsIsBanned() {
        var agent = from("192.0.2.1", 5060);
        var attacker = from("192.0.2.1", 40_000);
        guard.registered(agent);
        served.add(agent);
        offends(attacker, Offence.WRONG_PASSWORD, 10);
        assertEquals(List.of("192.0.2.1:40000"), banned());
        assertTrue(guard.shuts(attacker.remote()));
        assertFalse(guard.shuts(agent.remote()));
        var colleague = from("192.0.2.1", 5062);
        offends(colleague, Offence.WRONG_PASSWORD, 1);
        assertFalse(guard.shuts(colleague.remote()), "one mistyped password");
        offends(agent, Offence.WRONG_PASSWORD, 100);
        assertFalse(guard.shuts(agent.remote()));
        assertEquals(1, counters.value(SipCounter.BANS_SPARED), "asked once in ten seconds");
        guard.unregistered(agent);
        served.clear();
        offends(agent, Offence.WRONG_PASSWORD, 10);
        assertTrue(guard.shuts(agent.remote()), "nobody is registered there any more");
    }

    @Test
    void strangersKeepTheirCallsWhenTheirSourceIsBanned() {
        inCalls.add(address("192.0.2.1", 6_000));
        inCalls.add(address("192.0.2.1", 6_001));
        inCalls.add(address("192.0.2.2", 6_002));
        offends(from("192.0.2.1", 6_001), Offence.MALFORMED, 50);
        assertFalse(guard.shuts(address("192.0.2.1", 6_000)));
        assertTrue(guard.shuts(address("192.0.2.1", 6_001)), "its own call protects nobody");
        assertTrue(guard.shuts(address("192.0.2.1", 6_002)));
    }

    @Test
    void aBanThatIsClearedIsForgotten() {
        var source = from("192.0.2.1", 5060);
        offends(source, Offence.WRONG_PASSWORD, 10);
        offends(from("2001:db8::1", 5060), Offence.MALFORMED, 50);
        guard.registered(from("192.0.2.3", 1));
        offends(from("192.0.2.3", 2), Offence.WRONG_PASSWORD, 10);
        assertEquals(Set.of("192.0.2.1", "2001:db8:0:0::/64", "192.0.2.3:2"), Set.copyOf(banned()));
        assertEquals(0, guard.clear(InetAddress.ofLiteral("192.0.2.9")));
        assertEquals(1, guard.clear(InetAddress.ofLiteral("192.0.2.1")));
        assertFalse(guard.shuts(source.remote()));
        offends(source, Offence.WRONG_PASSWORD, 9);
        assertFalse(guard.shuts(source.remote()), "its offences count anew");
        assertEquals(1, guard.clear(InetAddress.ofLiteral("192.0.2.3")), "a port's by its address");
        offends(from("192.0.2.3", 2), Offence.WRONG_PASSWORD, 9);
        assertEquals(1, guard.clearAll());
        assertEquals(List.of(), banned());
        offends(source, Offence.WRONG_PASSWORD, 10);
        assertEquals(1, guard.bans().getFirst().times(), "and so do its bans");
    }

    @Test
    void aMillionForgedSourcesTakeBoundedMemoryAndFewJudgements() {
        var known = from("192.0.2.1", 5060);
        offends(known, Offence.WRONG_PASSWORD, 10);
        passes(Duration.ofMinutes(1));
        offends(known, Offence.WRONG_PASSWORD, 10);
        var scanner = request("OPTIONS", "friendly-scanner");
        int most = 0;
        for (int i = 0; i < 1_000_000; i++) {
            int host = 0x0a00_0000 + i;
            var octets =
                    new byte[] {
                        (byte) (host >> 24), (byte) (host >> 16), (byte) (host >> 8), (byte) host
                    };
            guard.admits(scanner, new Flow(Flow.Transport.UDP, HERE, forged(octets), 0));
            now += 10; // 100,000 a second.
            most = Math.max(most, posted.size());
            judge();
        }
        assertTrue(most <= 1, () -> "posted at once");
        assertEquals(1_000_000, counters.value(SipCounter.SCANNER));
        long banned = counters.value(SipCounter.BANS) - 2;
        assertTrue(Math.abs(banned - 1_100) < 10, () -> "a hundred a second: " + banned);
        assertTrue(guard.bans().size() < Bans.MOST);
        assertTrue(guard.shuts(known.remote()), "who was known is not pushed out");
    }

    private static InetSocketAddress forged(byte[] octets) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(octets), 5060);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aGuardThatIsOffLetsEverythingPass() {
        guard = Guard.off(counters);
        assertEquals(10_000, admitted("INVITE", from("192.0.2.1", 5060), 10_000));
        offends(from("192.0.2.1", 5060), Offence.SCANNER, 10_000);
        assertFalse(guard.shuts(address("192.0.2.1", 5060)));
    }
}
