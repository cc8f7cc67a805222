package org.strowger.harness.rtp;

/** The fixed header of RTP (RFC 3550, section 5.1), by its first four octets as a number. */
public final class RtpHeader {

    /** Octets of a header without contributing sources. */
    public static final int LENGTH = 12;

    /** Octets of 20 ms of PCMU; and so many units of the timestamp. */
    public static final int FRAME = 160;

    /** Nanoseconds of a unit of the timestamp at 8 kHz. */
    public static final long UNIT_NANOS = 125_000;

    private static final int VERSION_2 = 2;

    private RtpHeader() {}

    /** The first word of a PCMU packet (payload type 0). */
    public static int firstWord(boolean marker, int sequence) {
        return VERSION_2 << 30 | (marker ? 1 << 23 : 0) | (sequence & 0xFFFF);
    }

    /** Whether the octets can be RTP at all, and no RTCP (RFC 5761, section 4). */
    public static boolean isRtp(int firstWord) {
        int second = firstWord >> 16 & 0xFF;
        return firstWord >>> 30 == VERSION_2 && (second < 192 || second > 223);
    }

    public static boolean marker(int firstWord) {
        return (firstWord & 1 << 23) != 0;
    }

    public static int payloadType(int firstWord) {
        return firstWord >> 16 & 0x7F;
    }

    public static int sequence(int firstWord) {
        return firstWord & 0xFFFF;
    }
}
