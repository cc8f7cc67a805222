package org.strowger.sip.sdp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

/**
 * One side's view of an audio session, without the syntax around it.
 *
 * @param address where this side wants its RTP; port 0 when the stream is refused
 * @param codecs those of ours that it names, in its order; never empty in an offer that we can take
 * @param telephoneEvent payload type of telephone-event/8000 (RFC 4733), or -1
 * @param direction as this side sees it
 * @param rtcpMux whether a=rtcp-mux is there (RFC 5761)
 * @param types of Opus and what belongs to it
 * @param rtcpPort where it wants RTCP if that is not by the same port (RFC 3605); 0 for the one
 *     above
 */
public record AudioDescription(
        InetSocketAddress address,
        List<Codec> codecs,
        int telephoneEvent,
        Direction direction,
        boolean rtcpMux,
        PayloadTypes types,
        int rtcpPort) {

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

    /** With RTCP where it is usual. */
    public AudioDescription(
            InetSocketAddress address,
            List<Codec> codecs,
            int telephoneEvent,
            Direction direction,
            boolean rtcpMux,
            PayloadTypes types) {
        this(address, codecs, telephoneEvent, direction, rtcpMux, types, 0);
    }

    /** Without Opus. */
    public AudioDescription(
            InetSocketAddress address,
            List<Codec> codecs,
            int telephoneEvent,
            Direction direction,
            boolean rtcpMux) {
        this(address, codecs, telephoneEvent, direction, rtcpMux, PayloadTypes.NONE);
    }

    /** The same with these codecs. */
    public AudioDescription withCodecs(List<Codec> some) {
        return new AudioDescription(
                address, some, telephoneEvent, direction, rtcpMux, types, rtcpPort);
    }

    /** The same with keys as events of these payload types, or none for -1. */
    public AudioDescription withEvents(int event, int fineEvent) {
        var all = new PayloadTypes(types.opus(), fineEvent);
        return new AudioDescription(address, codecs, event, direction, rtcpMux, all, rtcpPort);
    }

    /** The same in another direction. */
    public AudioDescription withDirection(Direction other) {
        return new AudioDescription(
                address, codecs, telephoneEvent, other, rtcpMux, types, rtcpPort);
    }

    /** What packets of a codec are known by here. */
    public int payloadType(Codec codec) {
        return codec == Codec.OPUS ? types.opus() : codec.payloadType();
    }
}
