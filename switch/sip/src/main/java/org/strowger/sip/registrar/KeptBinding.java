package org.strowger.sip.registrar;

import java.net.InetSocketAddress;

/**
 * A contact as it is kept over a restart. Only those that are reached over UDP are: a connection
 * does not outlive the switch, and its phone registers again when it sees the end of it.
 *
 * @param identity what makes two contacts the same
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
        InetSocketAddress remote,
        ContactTraits traits) {

    /** A contact that said nothing of itself. */
    public KeptBinding(
            String user,
            String identity,
            String uri,
            String callId,
            long cseq,
            long untilMicros,
            InetSocketAddress remote) {
        this(user, identity, uri, callId, cseq, untilMicros, remote, ContactTraits.NONE);
    }

    static KeptBinding of(Binding binding) {
        return new KeptBinding(
                binding.user(),
                binding.identity(),
                binding.uri(),
                binding.callId(),
                binding.cseq(),
                binding.expiresAtMicros(),
                binding.flow().remote(),
                binding.traits());
    }
}
