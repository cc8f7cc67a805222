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
 * @param types of Opus and what belongs to it
 * @param rtcpPort where it wants RTCP if that is not by the same port (RFC 3605); 0 for the one
 *     above
 * @param security how the stream is protected
 * @param ice how this side is reached; null without ICE
 */
public record AudioDescription(
        InetSocketAddress address,
        List<Codec> codecs,
        int telephoneEvent,
        Direction direction,
        boolean rtcpMux,
        PayloadTypes types,
        int rtcpPort,
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

    /** A plain one with RTCP where it is usual. */
    public AudioDescription(
            InetSocketAddress address,
            List<Codec> codecs,
            int telephoneEvent,
            Direction direction,
            boolean rtcpMux,
            PayloadTypes types) {
        this(address, codecs, telephoneEvent, direction, rtcpMux, types, 0, Security.NONE, null);
    }

    /** The same without Opus. */
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
        return copy(some, telephoneEvent, direction, types, security, ice);
    }

    /** The same with keys as events of these payload types, or none for -1. */
    public AudioDescription withEvents(int event, int fineEvent) {
        var all = new PayloadTypes(types.opus(), fineEvent);
        return copy(codecs, event, direction, all, security, ice);
    }

    /** The same in another direction. */
    public AudioDescription withDirection(Direction other) {
        return copy(codecs, telephoneEvent, other, types, security, ice);
    }

    /** The same, reached by ICE. */
    public AudioDescription with(@Nullable Ice other) {
        return copy(codecs, telephoneEvent, direction, types, security, other);
    }

    /** The same, otherwise protected. */
    public AudioDescription with(Security other) {
        return copy(codecs, telephoneEvent, direction, types, other, ice);
    }

    private AudioDescription copy(
            List<Codec> some,
            int event,
            Direction way,
            PayloadTypes dynamic,
            Security protection,
            @Nullable Ice reached) {
        return new AudioDescription(
                address, some, event, way, rtcpMux, dynamic, rtcpPort, protection, reached);
    }

    /** What packets of a codec are known by here. */
    public int payloadType(Codec codec) {
        return codec == Codec.OPUS ? types.opus() : codec.payloadType();
    }
}
