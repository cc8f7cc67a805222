package org.strowger.sip;

import java.net.InetSocketAddress;

/**
 * The way a message came, which is also the way back.
 *
 * @param transport UDP or TCP
 * @param local the address of ours it came to
 * @param remote the packet's source; for a flow that we open, where it leads
 * @param connection number of the TCP connection, unique in this process; 0 for UDP, and for a TCP
 *     flow that is yet to be opened
 */
public record Flow(
        Transport transport, InetSocketAddress local, InetSocketAddress remote, long connection) {

    /** What carries the messages. */
    public enum Transport {
        UDP,
        TCP
    }
}
