package org.strowger.harness.farm;

import java.net.InetSocketAddress;

/** Where a farm's datagrams go. Used on the farm's own thread. */
interface Network {

    /** How many sockets there are. */
    int sockets();

    /** The address of one of them, counted from 0. */
    InetSocketAddress local(int socket);

    /** Sends, or loses it as a network may. */
    void send(int socket, byte[] datagram, InetSocketAddress to);
}
