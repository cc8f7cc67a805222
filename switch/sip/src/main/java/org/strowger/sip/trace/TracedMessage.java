package org.strowger.sip.trace;

import java.net.InetSocketAddress;
import org.strowger.sip.Flow;

/**
 * One message on the wire.
 *
 * @param atMicros since 1970, when it had been read or was handed to a socket
 * @param sent by us; else received
 * @param octets with every secret in them
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never changed, copied by nobody.
public record TracedMessage(long atMicros, boolean sent, Flow flow, byte[] octets)
        implements Traced {

    public InetSocketAddress source() {
        return sent ? flow.local() : flow.remote();
    }

    public InetSocketAddress destination() {
        return sent ? flow.remote() : flow.local();
    }

    /** Never the octets: this may end in a log. */
    @Override
    public String toString() {
        return "%d octets %s %s".formatted(octets.length, sent ? "to" : "from", flow.remote());
    }
}
