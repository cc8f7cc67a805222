package org.strowger.sip.trunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.base.Entropy;
import org.strowger.sip.Flow;

class HostsTest {

    private static final long NOW = 1_700_000_000_000_000L;
    private static final int CALLS = 10_000;

    private final Entropy entropy = Entropy.seeded(7);

    private static TrunkHost host(int number, int priority, int weight) {
        var address = new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + number), 5_060);
        return new TrunkHost(Flow.Transport.UDP, address, priority, weight);
    }

    private List<String> order(Hosts hosts, long now) {
        return hosts.order(now, entropy).stream().map(state -> state.host().text()).toList();
    }

    @Test
    void theLowestPriorityGoesFirst() {
        var hosts = new Hosts(List.of(host(1, 20, 1), host(2, 10, 1)), false);
        for (int i = 0; i < 20; i++) {
            assertEquals(List.of("192.0.2.2:5060", "192.0.2.1:5060"), order(hosts, NOW));
        }
    }

    @Test
    void amongEqualsTheSharesAreThoseOfTheWeights() {
        var hosts = new Hosts(List.of(host(1, 1, 70), host(2, 1, 30), host(3, 1, 0)), false);
        var first = new TreeMap<String, Integer>();
        for (int i = 0; i < CALLS; i++) {
            var order = order(hosts, NOW);
            assertEquals(3, order.stream().distinct().count());
            first.merge(order.getFirst(), 1, Integer::sum);
        }
        assertEquals(0.70, first.getOrDefault("192.0.2.1:5060", 0) / (double) CALLS, 0.02);
        assertEquals(0.30, first.getOrDefault("192.0.2.2:5060", 0) / (double) CALLS, 0.02);
        assertTrue(first.getOrDefault("192.0.2.3:5060", 0) < CALLS / 50, first::toString);
    }

    @Test
    void whoWasSilentRestsWhileThereIsAnother() {
        var hosts = new Hosts(List.of(host(1, 1, 1), host(2, 2, 1)), false);
        hosts.silent(hosts.all().getFirst(), NOW + 100);
        assertEquals(List.of("192.0.2.2:5060"), order(hosts, NOW + 99));
        assertEquals(2, order(hosts, NOW + 100).size());
        hosts.silent(hosts.all().getFirst(), NOW + 200);
        hosts.silent(hosts.all().getLast(), NOW + 200);
        assertEquals(List.of(), order(hosts, NOW + 150), "all are down");
        hosts.all().getLast().answered();
        assertEquals(List.of("192.0.2.2:5060"), order(hosts, NOW + 150), "a check was answered");
    }

    @Test
    void anOnlyHostRestsWhenItAsksForItOrCallsHaveAnotherWay() {
        var alone = new Hosts(List.of(host(1, 1, 1)), false);
        alone.silent(alone.all().getFirst(), NOW + 100);
        assertEquals(1, order(alone, NOW).size());
        alone.asksForRest(alone.all().getFirst(), NOW + 100);
        alone.all().getFirst().answered();
        assertEquals(0, order(alone, NOW + 99).size(), "an answer does not end what it asked for");
        assertEquals(1, order(alone, NOW + 100).size());
        var overflowing = new Hosts(List.of(host(1, 1, 1)), true);
        overflowing.silent(overflowing.all().getFirst(), NOW + 100);
        assertEquals(0, order(overflowing, NOW).size());
    }

    @Test
    void threeMissedChecksTakeItOutAndOneAnswerBringsItBack() {
        var host = new Hosts(List.of(host(1, 1, 1)), false).all().getFirst();
        assertFalse(host.missed());
        assertFalse(host.missed());
        assertTrue(host.takesCalls(NOW));
        assertTrue(host.missed(), "this one does");
        assertFalse(host.missed(), "it is out already");
        assertFalse(host.takesCalls(NOW));
        assertTrue(host.answered());
        assertTrue(host.takesCalls(NOW));
        assertFalse(host.answered(), "it is in already");
    }

    @Test
    void aHostHasAnAddressAndATransportThatWeCanUse() {
        var name = InetSocketAddress.createUnresolved("sip.example", 5_060);
        assertThrows(
                IllegalArgumentException.class,
                () -> new TrunkHost(Flow.Transport.UDP, name, 1, 1));
        var at = new InetSocketAddress(InetAddress.ofLiteral("::1"), 5_060);
        assertThrows(
                IllegalArgumentException.class, () -> new TrunkHost(Flow.Transport.WS, at, 1, 1));
        assertEquals("[::1]:5060", TrunkHost.only(Flow.Transport.TCP, at).text());
    }
}
