package org.strowger.harness.farm;

import java.net.InetSocketAddress;

/** One message to send, and its way. */
final class Datagram {

    final int socket;
    final byte[] octets;
    final InetSocketAddress to;

    Datagram(int socket, byte[] octets, InetSocketAddress to) {
        this.socket = socket;
        this.octets = octets;
        this.to = to;
    }
}
