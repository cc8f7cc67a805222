package org.strowger.sip.core;

import java.net.StandardProtocolFamily;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.strowger.sip.Flow;
import org.strowger.sip.HostPort;
import org.strowger.sip.message.InboundMessage;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.sdp.MalformedSdpException;
import org.strowger.sip.sdp.RemoteSession;
import org.strowger.sip.sdp.SdpWriter;
import org.strowger.sip.sdp.SessionDescriptions;

/**
 * Our side of one leg's session, and how the other side's is read. A writer itself, as each leg has
 * one for as long as it lives.
 */
final class LocalSession extends SdpWriter {

    LocalSession(long sessionId) {
        super(sessionId);
    }

    /**
     * What we could do where we are, whatever was agreed on: the offer in our answer to an INVITE
     * without one (RFC 3261, section 14.2), so that a call on hold, or moved to another phone, is
     * not bound by the last answer. Null before we said anything.
     */
    @Nullable AudioDescription everything() {
        var last = last();
        return last == null
                ? null
                : new AudioDescription(
                        last.address(),
                        List.of(Codec.values()),
                        last.telephoneEvent(),
                        AudioDescription.Direction.SENDRECV,
                        last.rtcpMux(),
                        last.security(),
                        last.ice());
    }

    /** Our answer to the first offer; where there was none, our own. */
    byte[] first(AudioDescription ours, @Nullable RemoteSession offer) {
        return offer == null ? offer(ours) : answer(ours, offer);
    }

    /** What we said last, offered once more; after an offer or an answer of ours only. */
    byte[] again() {
        return offer(Objects.requireNonNull(last(), "nothing was said yet"));
    }

    /** The IP version that a caller's voice comes by: that of the offer, if we have it. */
    static StandardProtocolFamily family(SipConfig config, Invitation invitation) {
        var caller = HostPort.family(invitation.from().remote());
        var offer = invitation.offer();
        if (offer == null || config.all(Flow.Transport.UDP).size() < 2) {
            return caller;
        }
        // Who is on hold as RFC 2543 did it has not said where.
        boolean said = !offer.address().getAddress().isAnyLocalAddress();
        return said ? HostPort.family(offer.address()) : caller;
    }

    static RemoteSession read(InboundMessage message) throws MalformedSdpException {
        var index = message.index();
        int start = index.bodyOffset();
        return SessionDescriptions.read(
                Arrays.copyOfRange(message.octets(), start, start + index.bodyLength()));
    }

    /** The stream, when it is one that we can take; else null: 488. */
    static @Nullable AudioDescription usable(RemoteSession session) {
        var audio = session.audio();
        return audio == null || audio.codecs().isEmpty() || audio.address().getPort() == 0
                ? null
                : audio;
    }

    /** The stream in a message that should hold an answer; null when there is none to use. */
    static @Nullable AudioDescription answerIn(InboundMessage message) {
        if (message.index().bodyLength() == 0 || RequestChecks.content(message) != null) {
            return null;
        }
        try {
            return usable(read(message));
        } catch (MalformedSdpException _) {
            return null;
        }
    }
}
