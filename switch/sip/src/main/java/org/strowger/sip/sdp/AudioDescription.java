package org.strowger.sip.sdp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One side's view of an audio session, without the syntax around it.
 *
 * @param address where this side wants its RTP; port 0 when the stream is refused
 * @param codecs those of ours that it names, in its order; never empty in an offer that we can take
 * @param telephoneEvent payload type of telephone-event/8000 (RFC 4733), or -1
 * @param direction as this side sees it
 * @param rtcpMux whether a=rtcp-mux is there (RFC 5761)
 * @param security how the stream is protected
 * @param ice how this side is reached; null without ICE
 */
public record AudioDescription(
        InetSocketAddress address,
        List<Codec> codecs,
        int telephoneEvent,
        Direction direction,
        boolean rtcpMux,
        Security security,
        @Nullable Ice ice) {

    /** RFC 3264, section 5.1. */
    public enum Direction {
        SENDRECV,
        SENDONLY,
        RECVONLY,
        INACTIVE;

        private final String attribute = name().toLowerCase(Locale.ROOT);

        /** As a description has it, for example {@code sendrecv}. */
        String attribute() {
            return attribute;
        }
    }

    public AudioDescription {
        codecs = List.copyOf(codecs);
    }

    /** A plain one. */
    public AudioDescription(
            InetSocketAddress address,
            List<Codec> codecs,
            int telephoneEvent,
            Direction direction,
            boolean rtcpMux) {
        this(address, codecs, telephoneEvent, direction, rtcpMux, Security.NONE, null);
    }

    /** The same with other codecs. */
    public AudioDescription with(List<Codec> others) {
        return new AudioDescription(
                address, others, telephoneEvent, direction, rtcpMux, security, ice);
    }

    /** The same, reached by ICE. */
    public AudioDescription with(@Nullable Ice other) {
        return new AudioDescription(
                address, codecs, telephoneEvent, direction, rtcpMux, security, other);
    }

    /** The same, otherwise protected. */
    public AudioDescription with(Security other) {
        return new AudioDescription(
                address, codecs, telephoneEvent, direction, rtcpMux, other, ice);
    }
}
