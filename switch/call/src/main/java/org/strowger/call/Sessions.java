package org.strowger.call;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.strowger.media.MediaLeg;
import org.strowger.media.RtpFormat;
import org.strowger.sip.HostPort;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.sdp.SessionDescriptions;

/** Between what SIP negotiates and what media sends (RFC 3264). */
final class Sessions {

    private static final List<Codec> CODECS = List.of(Codec.PCMU, Codec.PCMA);
    private static final int TELEPHONE_EVENT = 101;

    private Sessions() {}

    /** Everything we can, with the codec first that spares a conversion. */
    static AudioDescription offer(InetSocketAddress local, Codec preferred) {
        var codecs = preferred == Codec.PCMU ? CODECS : List.of(Codec.PCMA, Codec.PCMU);
        return new AudioDescription(local, codecs, TELEPHONE_EVENT, Direction.SENDRECV, true);
    }

    /**
     * Our answer; empty when there is nothing in the offer that we can, or it wants voice by an IP
     * version that our port cannot send by.
     */
    static Optional<AudioDescription> answer(AudioDescription offer, InetSocketAddress local) {
        var there = offer.address();
        return there.getAddress().isAnyLocalAddress() || HostPort.isSameFamily(there, local)
                ? SessionDescriptions.answer(offer, local, CODECS)
                : Optional.empty();
    }

    /** Tells media what our answer to the peer's offer has settled. */
    static void connectAnswered(MediaLeg media, AudioDescription offer, AudioDescription ours) {
        var sending =
                ours.direction() == Direction.SENDRECV || ours.direction() == Direction.SENDONLY;
        media.connect(format(ours), offer.address(), sending);
    }

    /** Tells media what the peer's answer to our offer has settled. */
    static void connectOffered(MediaLeg media, AudioDescription theirs) {
        var sending =
                theirs.direction() == Direction.SENDRECV
                        || theirs.direction() == Direction.RECVONLY;
        media.connect(format(theirs), theirs.address(), sending);
    }

    /** Whether who says so of itself listens to nobody: hold (section 8.4). */
    static boolean isHold(AudioDescription theirs) {
        return theirs.direction() == Direction.SENDONLY || theirs.direction() == Direction.INACTIVE;
    }

    private static RtpFormat format(AudioDescription settled) {
        var codec = settled.codecs().getFirst();
        var law = codec == Codec.PCMU ? RtpFormat.Law.PCMU : RtpFormat.Law.PCMA;
        return new RtpFormat(
                law,
                codec.payloadType(),
                settled.telephoneEvent(),
                settled.rtcpMux(),
                settled.direction() == Direction.SENDRECV);
    }
}
