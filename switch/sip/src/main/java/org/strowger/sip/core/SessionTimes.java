package org.strowger.sip.core;

/**
 * How often a session must be heard of (RFC 4028).
 *
 * @param expiresSeconds what we ask for; 0 for no timer but where the peer asks for one
 * @param minSeconds the least that we grant (Min-SE); the RFC says at least 90
 */
public record SessionTimes(int expiresSeconds, int minSeconds) {

    /** What RFC 4028, section 4, recommends. */
    public static final SessionTimes DEFAULT = new SessionTimes(1_800, 90);

    public SessionTimes {
        if (minSeconds < 1 || (expiresSeconds != 0 && expiresSeconds < minSeconds)) {
            throw new IllegalArgumentException(
                    "no session of %d s where %d s are the least"
                            .formatted(expiresSeconds, minSeconds));
        }
    }
}
