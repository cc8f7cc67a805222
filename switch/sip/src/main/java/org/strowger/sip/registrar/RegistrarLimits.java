package org.strowger.sip.registrar;

/**
 * Bounds of registration; times in seconds.
 *
 * @param minExpires a shorter time gets 423
 * @param maxExpires a longer time is cut to this
 * @param defaultExpires when the phone does not say
 * @param contactsPerUser beyond it the contact that registered longest ago goes; a single REGISTER
 *     with more gets 403
 */
public record RegistrarLimits(
        long minExpires, long maxExpires, long defaultExpires, int contactsPerUser) {

    /** 60 s to 2 h, 1 h when not said, 10 contacts. */
    public static final RegistrarLimits DEFAULT = new RegistrarLimits(60, 7_200, 3_600, 10);
}
