package org.strowger.media;

/**
 * What was negotiated for one leg, the same payload types both ways.
 *
 * @param law which G.711
 * @param payloadType 0 or 8 (RFC 3551, table 4)
 * @param telephoneEvent payload type of RFC 4733 events, or -1
 * @param keys how keys come and go
 * @param rtcpMux whether RTCP goes by the same port (RFC 5761)
 * @param twoWay whether both sides are to send: neither is on hold
 */
public record RtpFormat(
        Law law,
        int payloadType,
        int telephoneEvent,
        KeyWay keys,
        boolean rtcpMux,
        boolean twoWay) {

    /** The two laws of G.711. */
    public enum Law {
        PCMU,
        PCMA
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
}
