package org.strowger.sip.sdp;

import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.strowger.sip.sdp.AudioDescription.Direction;

/** Reads session descriptions and answers offers (RFC 8866, RFC 3264). */
public final class SessionDescriptions {

    /** Octets of a description. */
    public static final int MAX_OCTETS = 16_384;

    /** Media lines of a description. */
    public static final int MAX_MEDIA_LINES = 20;

    private SessionDescriptions() {}

    /**
     * Reads an offer or an answer. The stream is the first audio line over RTP/AVP that is not
     * refused, or else the first over RTP/SAVP, or else the first that is. A connection address of
     * 0.0.0.0 is hold as RFC 2543 did it, and reads as the direction that receives nothing.
     */
    public static RemoteSession read(byte[] body) throws MalformedSdpException {
        return new SdpReader().read(body);
    }

    /**
     * Answers an offer with one codec, and without protection, which the caller adds. Which codec
     * is for us to say (RFC 3264, section 6.1), as it is we who have to make prompts of it; between
     * the two laws of G.711 the offer's order decides.
     *
     * @param local where we want its RTP
     * @param ours the preferred one first
     * @return empty when nothing is in common, or the offer has no stream: 488
     */
    public static Optional<AudioDescription> answer(
            AudioDescription offer, InetSocketAddress local, List<Codec> ours) {
        if (offer.address().getPort() == 0) {
            return Optional.empty();
        }
        return offer.codecs().stream()
                .filter(ours::contains)
                .min(Comparator.comparingInt(codec -> rank(codec, ours)))
                .map(codec -> answer(offer, local, codec));
    }

    private static int rank(Codec codec, List<Codec> ours) {
        int place = 0;
        while (place < ours.size() && !isSameKind(codec, ours.get(place))) {
            place++;
        }
        return place;
    }

    private static boolean isSameKind(Codec one, Codec other) {
        return one == other || (one.isLaw() && other.isLaw());
    }

    private static AudioDescription answer(
            AudioDescription offer, InetSocketAddress local, Codec codec) {
        boolean opus = codec == Codec.OPUS;
        int fine = opus ? offer.types().fineEvent() : -1;
        return new AudioDescription(
                local,
                List.of(codec),
                fine < 0 ? offer.telephoneEvent() : -1,
                mirrored(offer.direction()),
                offer.rtcpMux(),
                opus ? new PayloadTypes(offer.types().opus(), fine) : PayloadTypes.NONE);
    }

    /** What a direction is at the other end (RFC 3264, section 6.1). */
    public static Direction mirrored(Direction direction) {
        return switch (direction) {
            case SENDONLY -> Direction.RECVONLY;
            case RECVONLY -> Direction.SENDONLY;
            case SENDRECV, INACTIVE -> direction;
        };
    }
}
