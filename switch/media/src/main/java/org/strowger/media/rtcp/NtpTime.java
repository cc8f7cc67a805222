package org.strowger.media.rtcp;

/** Times as RTCP has them (RFC 3550, section 4). */
public final class NtpTime {

    private static final long SECOND = 1_000_000;

    /** Seconds from 1900 to 1970. */
    private static final long SECONDS_BEFORE_EPOCH = 2_208_988_800L;

    private NtpTime() {}

    /** Seconds since 1900 in the upper 32 bits, their fraction in the lower. */
    public static long of(long epochMicros) {
        long seconds = Math.floorDiv(epochMicros, SECOND) + SECONDS_BEFORE_EPOCH;
        long fraction = (Math.floorMod(epochMicros, SECOND) << 32) / SECOND;
        return (seconds << 32) | fraction;
    }

    /** The middle 32 bits, which reports speak of: units of 1/65536 s, over again every 18 h. */
    public static int middle(long ntp) {
        return (int) (ntp >>> 16);
    }

    /** The length of so many units of 1/65536 s, unsigned. */
    public static long micros(int units) {
        return (Integer.toUnsignedLong(units) * SECOND) >> 16;
    }

    /** Units of 1/65536 s; the most there can be when it takes more. */
    public static int units(long micros) {
        return (int) Math.min((micros << 16) / SECOND, 0xFFFF_FFFFL);
    }
}
