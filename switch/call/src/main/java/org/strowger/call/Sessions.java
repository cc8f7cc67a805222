package org.strowger.call;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.strowger.media.KeyWay;
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
    private static final int NO_EVENTS = -1;

    private Sessions() {}

    /** Everything we can, with the codec first that spares a conversion. */
    static AudioDescription offer(InetSocketAddress local, Codec preferred, DtmfMode keys) {
        var codecs = preferred == Codec.PCMU ? CODECS : List.of(Codec.PCMA, Codec.PCMU);
        int event = keys.negotiatesEvents() ? TELEPHONE_EVENT : NO_EVENTS;
        return new AudioDescription(local, codecs, event, Direction.SENDRECV, true);
    }

    /**
     * Our answer; empty when there is nothing in the offer that we can, or it wants voice by an IP
     * version that our port cannot send by.
     */
    static Optional<AudioDescription> answer(
            AudioDescription offer, InetSocketAddress local, DtmfMode keys) {
        var there = offer.address();
        if (!there.getAddress().isAnyLocalAddress() && !HostPort.isSameFamily(there, local)) {
            return Optional.empty();
        }
        var ours = SessionDescriptions.answer(offer, local, CODECS);
        return keys.negotiatesEvents() ? ours : ours.map(Sessions::withoutEvents);
    }

    private static AudioDescription withoutEvents(AudioDescription ours) {
        return new AudioDescription(
                ours.address(), ours.codecs(), NO_EVENTS, ours.direction(), ours.rtcpMux());
    }

    /** Tells media what our answer to the peer's offer has settled. */
    static void connectAnswered(
            MediaLeg media, AudioDescription offer, AudioDescription ours, DtmfMode keys) {
        var sending =
                ours.direction() == Direction.SENDRECV || ours.direction() == Direction.SENDONLY;
        media.connect(format(ours, keys), offer.address(), sending);
    }

    /** Tells media what the peer's answer to our offer has settled. */
    static void connectOffered(MediaLeg media, AudioDescription theirs, DtmfMode keys) {
        var sending =
                theirs.direction() == Direction.SENDRECV
                        || theirs.direction() == Direction.RECVONLY;
        media.connect(format(theirs, keys), theirs.address(), sending);
    }

    /** Whether who says so of itself listens to nobody: hold (section 8.4). */
    static boolean isHold(AudioDescription theirs) {
        return theirs.direction() == Direction.SENDONLY || theirs.direction() == Direction.INACTIVE;
    }

    private static RtpFormat format(AudioDescription settled, DtmfMode keys) {
        var codec = settled.codecs().getFirst();
        var law = codec == Codec.PCMU ? RtpFormat.Law.PCMU : RtpFormat.Law.PCMA;
        int event = settled.telephoneEvent();
        return new RtpFormat(
                law,
                codec.payloadType(),
                event,
                way(keys, event >= 0),
                settled.rtcpMux(),
                settled.direction() == Direction.SENDRECV);
    }

    private static KeyWay way(DtmfMode keys, boolean events) {
        return switch (keys) {
            case AUTO -> events ? KeyWay.EVENTS : KeyWay.TONES;
            case RFC4733 -> events ? KeyWay.EVENTS : KeyWay.NONE;
            case INFO -> KeyWay.INFO;
            case INBAND -> KeyWay.TONES;
        };
    }
}
