package org.strowger.sip.core;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.registrar.DigestAlgorithm;
import org.strowger.sip.registrar.RegistrarLimits;
import org.strowger.sip.registrar.SipUser;

/**
 * What the core must be told.
 *
 * @param addresses what Via and Contact name over each transport that is in use, with the port that
 *     is listened on
 * @param realm of digest authentication; also the host of our users' addresses
 * @param t1 RFC 3261's T1; 500 ms in the field, less on loopback
 * @param defaultAlgorithms what a user that does not exist is challenged with, preferred first
 * @param md5OnlyPhones beginnings of the User-Agent of phones that give up when they are offered
 *     anything beside MD5; they are offered MD5 alone where their user's list has it
 * @param serviceRoute URIs in angle brackets that phones are told to send their requests through
 *     (RFC 3608); may be empty
 */
public record SipConfig(
        Map<Flow.Transport, InetSocketAddress> addresses,
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
        addresses = Map.copyOf(addresses);
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

    private static void require(
            Map<Flow.Transport, InetSocketAddress> addresses,
            SipTrunk trunk,
            Flow.@Nullable Transport transport) {
        if (transport != null && !addresses.containsKey(transport)) {
            throw new IllegalArgumentException(
                    "trunk %s needs an address for %s".formatted(trunk.name(), transport));
        }
    }

    /** Ours over a transport that is in use. */
    InetSocketAddress address(Flow.Transport transport) {
        return Objects.requireNonNull(addresses.get(transport), transport::name);
    }
}
