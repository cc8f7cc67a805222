package org.strowger.records;

/**
 * How large the spool's parts may become. The order must be {@code alarmFree > refuseFree}.
 *
 * @param queueEvents events waiting for the disk; at three quarters no new call may begin
 * @param fileOctets a file this long is followed by a new one
 * @param fileSeconds so is a file this old
 * @param alarmFreeOctets with less space than this on the disk there is an alarm
 * @param refuseFreeOctets with less than this no new call may begin
 * @param reserveOctets kept on the disk for the calls that exist when all else is full
 */
public record SpoolLimits(
        int queueEvents,
        long fileOctets,
        int fileSeconds,
        long alarmFreeOctets,
        long refuseFreeOctets,
        long reserveOctets) {

    private static final long MIB = 1 << 20;

    public SpoolLimits {
        if (queueEvents < 1 || fileOctets < 1 || fileSeconds < 1 || reserveOctets < 0) {
            throw new IllegalArgumentException("limits must be positive");
        }
        if (alarmFreeOctets < refuseFreeOctets || refuseFreeOctets < 0) {
            throw new IllegalArgumentException("the alarm must come before calls are refused");
        }
    }

    /** 65,536 events; files of 16 MiB or 10 minutes; alarm at 1 GiB, refusal at 256 MiB. */
    public static SpoolLimits standard() {
        return new SpoolLimits(65_536, 16 * MIB, 600, 1_024 * MIB, 256 * MIB, 32 * MIB);
    }
}
