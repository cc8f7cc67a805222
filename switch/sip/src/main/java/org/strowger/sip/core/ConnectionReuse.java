package org.strowger.sip.core;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.strowger.sip.Flow;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.trunk.HostState;
import org.strowger.sip.trunk.TrunkHost;

/**
 * Connections that hosts of trunks have opened and by which our requests go to them (RFC 5923). A
 * host offers its connection by {@code alias} in Via. Over TLS it must have shown a certificate for
 * the trunk's name; over TCP, of which the RFC says nothing, it is believed because it sends from
 * the host's own address.
 */
final class ConnectionReuse {

    /** A host, and the domain of its trunk; empty for none. */
    private record Place(HostState state, String domain) {}

    private final SipContext sip;
    private final Map<InetAddress, List<Place>> byAddress = new HashMap<>();

    ConnectionReuse(SipContext sip) {
        this.sip = sip;
    }

    /** Whose connections are used. */
    void hostsOf(Collection<Trunk> trunks) {
        byAddress.clear();
        for (var trunk : trunks) {
            for (var state : trunk.hosts().all()) {
                byAddress
                        .computeIfAbsent(
                                state.host().address().getAddress(), _ -> new ArrayList<>())
                        .add(new Place(state, trunk.config().domain()));
            }
        }
    }

    /** A request came, which may offer its connection. */
    void offered(InboundMessage request) {
        var flow = request.flow();
        if (!flow.transport().isOpenedByUs()) {
            return;
        }
        var places = byAddress.get(flow.remote().getAddress());
        if (places == null || !saysAlias(request.index().topVia())) {
            return;
        }
        int port = port(request.index().sentBy(), flow.transport());
        for (var place : places) {
            if (isFor(place.state().host(), flow, port)
                    && !flow.equals(place.state().reused())
                    && isProven(place, flow)) {
                place.state().reuse(flow);
            }
        }
    }

    private static boolean saysAlias(String via) {
        for (var parameter : via.split(";", -1)) {
            if (parameter.strip().toLowerCase(Locale.ROOT).equals("alias")) {
                return true;
            }
        }
        return false;
    }

    /** Where the sender takes requests, as its Via says. */
    private static int port(String sentBy, Flow.Transport transport) {
        int colon = sentBy.lastIndexOf(':');
        long port =
                colon < 0 || sentBy.endsWith("]") ? -1 : Seconds.of(sentBy.substring(colon + 1));
        return port < 0 || port > 0xffff ? transport.defaultPort() : (int) port;
    }

    private static boolean isFor(TrunkHost host, Flow flow, int port) {
        return host.transport() == flow.transport() && host.address().getPort() == port;
    }

    private boolean isProven(Place place, Flow flow) {
        if (flow.transport() != Flow.Transport.TLS) {
            return true;
        }
        var host = place.state().host().address().getHostString();
        return sip.sender().isVerified(flow, host)
                || (!place.domain().isEmpty() && sip.sender().isVerified(flow, place.domain()));
    }

    /**
     * A connection is gone.
     *
     * @return whether it was in use here
     */
    boolean closed(Flow flow) {
        boolean used = false;
        for (var place : byAddress.getOrDefault(flow.remote().getAddress(), List.of())) {
            if (flow.equals(place.state().reused())) {
                place.state().reuse(null);
                used = true;
            }
        }
        return used;
    }
}
