package org.strowger.sip.core;

import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.registrar.DigestAlgorithm;
import org.strowger.sip.registrar.RegistrarLimits;
import org.strowger.sip.registrar.SipUser;

/**
 * What the core must be told.
 *
 * @param addresses what Via and Contact name over each transport that is in use, with the port that
 *     is listened on: one of each IP version that the switch has, in the same order for all
 * @param realm of digest authentication; also the host of our users' addresses
 * @param t1 RFC 3261's T1; 500 ms in the field, less on loopback
 * @param defaultAlgorithms what a user that does not exist is challenged with, preferred first
 * @param md5OnlyPhones beginnings of the User-Agent of phones that give up when they are offered
 *     anything beside MD5; they are offered MD5 alone where their user's list has it
 * @param serviceRoute URIs in angle brackets that phones are told to send their requests through
 *     (RFC 3608); may be empty
 */
public record SipConfig(
        Map<Flow.Transport, List<InetSocketAddress>> addresses,
        String realm,
        Duration t1,
        List<SipUser> users,
        List<DigestAlgorithm> defaultAlgorithms,
        List<String> md5OnlyPhones,
        List<SipTrunk> trunks,
        SipCoreLimits limits,
        RegistrarLimits registration,
        SessionTimes session,
        List<String> serviceRoute) {

    public SipConfig {
        serviceRoute = List.copyOf(serviceRoute);
        addresses = lists(addresses);
        users = List.copyOf(users);
        defaultAlgorithms = List.copyOf(defaultAlgorithms);
        md5OnlyPhones = List.copyOf(md5OnlyPhones);
        trunks = List.copyOf(trunks);
        if (!t1.isPositive()) {
            throw new IllegalArgumentException("T1 must be positive, but is " + t1);
        }
        for (var trunk : trunks) {
            for (var host : trunk.hosts()) {
                require(addresses, trunk, host.transport());
            }
            for (var name : trunk.names()) {
                require(addresses, trunk, name.server().transport());
            }
        }
    }

    private static Map<Flow.Transport, List<InetSocketAddress>> lists(
            Map<Flow.Transport, List<InetSocketAddress>> addresses) {
        var lists = new EnumMap<Flow.Transport, List<InetSocketAddress>>(Flow.Transport.class);
        addresses.forEach((transport, list) -> lists.put(transport, List.copyOf(list)));
        return Collections.unmodifiableMap(lists);
    }

    private static void require(
            Map<Flow.Transport, List<InetSocketAddress>> addresses,
            SipTrunk trunk,
            Flow.@Nullable Transport transport) {
        if (transport != null && !addresses.containsKey(transport)) {
            throw new IllegalArgumentException(
                    "trunk %s needs an address for %s".formatted(trunk.name(), transport));
        }
    }

    /**
     * Ours over a transport that is in use, of the IP version that leads there; where we have none
     * of it, what we have, and sending will fail.
     */
    InetSocketAddress address(Flow.Transport transport, InetSocketAddress there) {
        var ours = all(transport);
        var first = ours.getFirst();
        return ours.size() == 1 || HostPort.isSameFamily(first, there) ? first : ours.getLast();
    }

    /** Of each IP version over a transport that is in use. */
    List<InetSocketAddress> all(Flow.Transport transport) {
        var ours = addresses.getOrDefault(transport, List.of());
        if (ours.isEmpty()) {
            throw new IllegalArgumentException("no address for " + transport);
        }
        return ours;
    }

    /** The IP versions that we have, preferred first. */
    public List<StandardProtocolFamily> families() {
        return addresses.values().stream()
                .flatMap(List::stream)
                .map(HostPort::family)
                .distinct()
                .toList();
    }
}
