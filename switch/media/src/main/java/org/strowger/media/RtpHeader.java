package org.strowger.media;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A window on the RTP packet that is looked at now (RFC 3550, section 5.1). One is made for each
 * loop and used for packet after packet, so that receiving makes no garbage.
 */
public final class RtpHeader {

    /** Octets on the wire, without contributing sources. */
    public static final int LENGTH = 12;

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final int VERSION_2 = 0x80;
    private static final int VERSION_MASK = 0xC0;
    private static final int PADDING = 0x20;
    private static final int EXTENSION = 0x10;
    private static final int MARKER = 0x80;

    private boolean marker;
    private int payloadType;
    private int sequence;
    private int timestamp;
    private int ssrc;
    private int payloadOffset;
    private int payloadLength;

    /**
     * Reads a header; contributing sources, the extension and padding are stepped over.
     *
     * @param packet the datagram begins at index 0
     * @return false when it is not RTP of version 2, or its lengths contradict each other; the
     *     fields then mean nothing
     */
    public boolean parse(byte[] packet, int length) {
        if (length < LENGTH || (packet[0] & VERSION_MASK) != VERSION_2) {
            return false;
        }
        marker = (packet[1] & MARKER) != 0;
        payloadType = packet[1] & 0x7F;
        sequence = (short) SHORT.get(packet, 2) & 0xFFFF;
        timestamp = (int) INT.get(packet, 4);
        ssrc = (int) INT.get(packet, 8);
        return payload(packet, length);
    }

    private boolean payload(byte[] packet, int length) {
        int at = LENGTH + 4 * (packet[0] & 0x0F);
        if ((packet[0] & EXTENSION) != 0) {
            if (at + 4 > length) {
                return false;
            }
            at += 4 + 4 * ((short) SHORT.get(packet, at + 2) & 0xFFFF);
        }
        int padding = 0;
        if ((packet[0] & PADDING) != 0) {
            padding = packet[length - 1] & 0xFF;
            if (padding == 0) {
                return false;
            }
        }
        payloadOffset = at;
        payloadLength = length - at - padding;
        return payloadLength >= 0;
    }

    /**
     * Whether this is RTCP on the RTP port (RFC 5761, section 4): packet types 192 to 223, which
     * are 64 to 95 where RTP has its payload type.
     */
    public static boolean isRtcp(byte[] packet, int length) {
        return length >= 2
                && (packet[0] & VERSION_MASK) == VERSION_2
                && (packet[1] & 0xFF) >= 192
                && (packet[1] & 0xFF) <= 223;
    }

    /**
     * Writes a header without contributing sources, extension or padding.
     *
     * @param sequence its low 16 bits are used
     */
    public static void write(
            byte[] packet, boolean marker, int payloadType, int sequence, int timestamp, int ssrc) {
        packet[0] = (byte) VERSION_2;
        packet[1] = (byte) (marker ? (MARKER | payloadType) : payloadType);
        SHORT.set(packet, 2, (short) sequence);
        INT.set(packet, 4, timestamp);
        INT.set(packet, 8, ssrc);
    }

    /** First packet of a talkspurt, for audio (RFC 3551, section 4.1); of an event (RFC 4733). */
    public boolean marker() {
        return marker;
    }

    /** 0 to 127. */
    public int payloadType() {
        return payloadType;
    }

    /** 0 to 65 535. */
    public int sequence() {
        return sequence;
    }

    /** Unsigned 32 bits, in samples. */
    public int timestamp() {
        return timestamp;
    }

    /** Unsigned 32 bits. */
    public int ssrc() {
        return ssrc;
    }

    /** Where the payload begins; at least {@link #LENGTH}. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Octets of payload, without padding; 0 is possible. */
    public int payloadLength() {
        return payloadLength;
    }
}
