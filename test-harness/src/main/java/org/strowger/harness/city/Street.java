package org.strowger.harness.city;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What everybody in the city works with. */
record Street(Agenda agenda, Network network, Chance chance, Trace trace, CityMedia media) {

    static final String SWITCH_HOST = "10.0.0.1";
    static final String TRUNK_HOST = "10.1.0.1";
    static final String REALM = "strowger";
    static final InetSocketAddress SWITCH = address(SWITCH_HOST, 5060);
    static final InetSocketAddress CARRIER = address(TRUNK_HOST, 5060);

    static final long SECOND = 1_000_000;
    static final long MINUTE = 60 * SECOND;

    /** A literal address: nothing is looked up. */
    static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    long now() {
        return agenda.nowMicros();
    }

    /** As many hexadecimal digits as a long has. */
    String token() {
        return Long.toHexString(chance.nextLong());
    }
}
