package org.strowger.media;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What was negotiated for one leg, the same payload types both ways.
 *
 * @param law which G.711; of another coding, what its voice is made of and becomes where it must be
 *     touched
 * @param payloadType of voice (RFC 3551, table 4, or dynamic)
 * @param telephoneEvent payload type of RFC 4733 events, or -1
 * @param keys how keys come and go
 * @param rtcpMux whether RTCP goes by the same port (RFC 5761)
 * @param twoWay whether both sides are to send: neither is on hold
 * @param coding of the voice
 * @param eventTicks of the clock of events in 125 microseconds: 1, or 6 beside Opus
 * @param rtcp where the peer wants RTCP when it goes by a port of its own; null for nowhere, or by
 *     the same
 */
public record RtpFormat(
        Law law,
        int payloadType,
        int telephoneEvent,
        KeyWay keys,
        boolean rtcpMux,
        boolean twoWay,
        Coding coding,
        int eventTicks,
        @Nullable InetSocketAddress rtcp) {

    /** The two laws of G.711. */
    public enum Law {
        PCMU,
        PCMA
    }

    /** Of G.711. */
    public RtpFormat(
            Law law,
            int payloadType,
            int telephoneEvent,
            KeyWay keys,
            boolean rtcpMux,
            boolean twoWay) {
        this(law, payloadType, telephoneEvent, keys, rtcpMux, twoWay, Coding.G711, 1, null);
    }

    /**
     * Of a peer that wants no RTCP; its keys are events where those were negotiated, else tones.
     */
    public RtpFormat(Law law, int payloadType, int telephoneEvent) {
        this(
                law,
                payloadType,
                telephoneEvent,
                telephoneEvent < 0 ? KeyWay.TONES : KeyWay.EVENTS,
                false,
                true);
    }

    /** The same with RTCP by a port of its own, there. */
    public RtpFormat apart(InetSocketAddress there) {
        return new RtpFormat(
                law, payloadType, telephoneEvent, keys, false, twoWay, coding, eventTicks, there);
    }

    /** The same in other payload types: of voice in a coding, and of its events. */
    public RtpFormat coded(Coding other, int type, int eventClock) {
        return new RtpFormat(
                law, type, telephoneEvent, keys, rtcpMux, twoWay, other, eventClock, rtcp);
    }
}
