package org.strowger.sip.core;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;

/** What we say of ourselves in nearly every message, written once. */
final class OwnNames {

    /**
     * Of one transport.
     *
     * @param via sent-protocol and sent-by of a Via
     * @param contact a whole line with its CRLF
     */
    private record Names(String via, String contact) {}

    /**
     * Of one transport, by the IP version of the other side.
     *
     * @param ipv4 those of IPv6 where there is no other
     * @param ipv6 those of IPv4 where there is no other
     */
    private record Versions(Names ipv4, Names ipv6) {}

    private final Map<Flow.Transport, Versions> names = new EnumMap<>(Flow.Transport.class);

    OwnNames(SipConfig config) {
        config.addresses()
                .forEach((transport, ours) -> names.put(transport, versions(transport, ours)));
    }

    private static Versions versions(Flow.Transport transport, List<InetSocketAddress> ours) {
        var first = of(transport, HostPort.of(ours.getFirst()));
        var last = of(transport, HostPort.of(ours.getLast()));
        boolean ipv6First = ours.getFirst().getAddress() instanceof Inet6Address;
        return ipv6First ? new Versions(last, first) : new Versions(first, last);
    }

    private static Names of(Flow.Transport transport, String sentBy) {
        return new Names(
                "SIP/2.0/" + transport + ' ' + sentBy,
                "Contact: <sip:" + sentBy + transport.uriParameter() + ">\r\n");
    }

    String via(Flow flow) {
        return of(flow).via;
    }

    String contact(Flow flow) {
        return of(flow).contact;
    }

    /** Of a transport that is in use. */
    private Names of(Flow flow) {
        var ours = names.get(flow.transport());
        if (ours == null) {
            throw new IllegalArgumentException("no address for " + flow.transport());
        }
        return flow.remote().getAddress() instanceof Inet6Address ? ours.ipv6 : ours.ipv4;
    }
}
