package org.strowger.call;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.media.Coding;
import org.strowger.media.KeyWay;
import org.strowger.media.MediaLeg;
import org.strowger.media.RtpFormat;
import org.strowger.sip.HostPort;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.AudioDescription.Direction;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.sdp.PayloadTypes;

/** Between what SIP negotiates and what media sends (RFC 3264). */
final class Sessions {

    private static final int TELEPHONE_EVENT = 101;
    private static final int NO_EVENTS = -1;
    private static final int HIGHEST_PORT = 65_535;
    private static final PayloadTypes TYPES = new PayloadTypes(107, 110);

    private Sessions() {}

    /** These codecs, in this order. */
    static AudioDescription offer(InetSocketAddress local, List<Codec> codecs, DtmfMode keys) {
        var types = codecs.contains(Codec.OPUS) ? TYPES : PayloadTypes.NONE;
        var all =
                new AudioDescription(
                        local, codecs, TELEPHONE_EVENT, Direction.SENDRECV, true, types);
        return keys.negotiatesEvents() ? all : all.withEvents(NO_EVENTS, NO_EVENTS);
    }

    /**
     * Our answer; empty when there is nothing in the offer that we can, or it wants voice by an IP
     * version that our port cannot send by.
     *
     * @param wanted what who is to be heard speaks; null for nobody
     */
    static Optional<AudioDescription> answer(
            AudioDescription offer,
            InetSocketAddress local,
            CodecOrder order,
            @Nullable Codec wanted,
            DtmfMode keys) {
        var there = offer.address();
        if (!there.getAddress().isAnyLocalAddress() && !HostPort.isSameFamily(there, local)) {
            return Optional.empty();
        }
        var ours = order.answer(offer, local, wanted);
        return keys.negotiatesEvents()
                ? ours
                : ours.map(each -> each.withEvents(NO_EVENTS, NO_EVENTS));
    }

    /** Tells media what our answer to the peer's offer has settled. */
    static void connectAnswered(
            MediaLeg media, AudioDescription offer, AudioDescription ours, DtmfMode keys) {
        var sending =
                ours.direction() == Direction.SENDRECV || ours.direction() == Direction.SENDONLY;
        media.connect(format(ours, offer, keys), offer.address(), sending);
    }

    /** Tells media what the peer's answer to our offer has settled. */
    static void connectOffered(MediaLeg media, AudioDescription theirs, DtmfMode keys) {
        var sending =
                theirs.direction() == Direction.SENDRECV
                        || theirs.direction() == Direction.RECVONLY;
        media.connect(format(theirs, theirs, keys), theirs.address(), sending);
    }

    /** Whether who says so of itself listens to nobody: hold (section 8.4). */
    static boolean isHold(AudioDescription theirs) {
        return theirs.direction() == Direction.SENDONLY || theirs.direction() == Direction.INACTIVE;
    }

    private static RtpFormat format(
            AudioDescription settled, AudioDescription theirs, DtmfMode keys) {
        var codec = settled.codecs().getFirst();
        var law = codec == Codec.PCMA ? RtpFormat.Law.PCMA : RtpFormat.Law.PCMU;
        boolean fine = codec == Codec.OPUS && settled.types().fineEvent() >= 0;
        int event = fine ? settled.types().fineEvent() : settled.telephoneEvent();
        return new RtpFormat(
                law,
                settled.payloadType(codec),
                event,
                way(keys, event >= 0),
                settled.rtcpMux(),
                settled.direction() == Direction.SENDRECV,
                coding(codec),
                fine ? Coding.OPUS.ticks() : 1,
                rtcp(settled.rtcpMux(), theirs));
    }

    /** Where a peer that wants RTCP apart has it: above its port, or where it says. */
    private static @Nullable InetSocketAddress rtcp(boolean mux, AudioDescription theirs) {
        var voice = theirs.address();
        int port = theirs.rtcpPort() == 0 ? voice.getPort() + 1 : theirs.rtcpPort();
        boolean nowhere = voice.getPort() == 0 || voice.getAddress().isAnyLocalAddress();
        return mux || nowhere || port > HIGHEST_PORT
                ? null
                : new InetSocketAddress(voice.getAddress(), port);
    }

    private static Coding coding(Codec codec) {
        return switch (codec) {
            case PCMU, PCMA -> Coding.G711;
            case G722 -> Coding.G722;
            case OPUS -> Coding.OPUS;
        };
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
