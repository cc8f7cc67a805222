package org.strowger.sip.registrar;

import java.net.InetSocketAddress;

/**
 * A contact as it is kept over a restart. Only those that are reached over UDP are: a connection
 * does not outlive the switch, and its phone registers again when it sees the end of it.
 *
 * @param identity what makes two URIs the same (RFC 3261, section 19.1.4)
 * @param uri as the phone wrote it
 * @param callId of its last REGISTER, as is {@code cseq}
 * @param untilMicros when it ends, in microseconds of the epoch
 * @param remote where its last REGISTER came from
 */
public record KeptBinding(
        String user,
        String identity,
        String uri,
        String callId,
        long cseq,
        long untilMicros,
        InetSocketAddress remote) {}
