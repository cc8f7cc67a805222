package org.strowger.sip.core;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
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

    private final Map<Flow.Transport, Names> names = new EnumMap<>(Flow.Transport.class);

    OwnNames(SipConfig config) {
        config.addresses()
                .forEach((transport, address) ->
                        names.put(transport, of(transport, HostPort.of(address))));
    }

    private static Names of(Flow.Transport transport, String sentBy) {
        return new Names(
                "SIP/2.0/" + transport + ' ' + sentBy,
                "Contact: <sip:" + sentBy + transport.uriParameter() + ">\r\n");
    }

    String via(Flow.Transport transport) {
        return of(transport).via;
    }

    String contact(Flow.Transport transport) {
        return of(transport).contact;
    }

    /** Of a transport that is in use. */
    private Names of(Flow.Transport transport) {
        return Objects.requireNonNull(names.get(transport), transport::name);
    }
}
