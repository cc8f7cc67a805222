package org.strowger.sip.sdp;

/**
 * Payload types that a description chooses itself, besides that of telephone-event/8000.
 *
 * @param opus or -1
 * @param fineEvent of telephone-event/48000, which has the clock of Opus (RFC 4733, section 2.1),
 *     or -1
 */
public record PayloadTypes(int opus, int fineEvent) {

    /** Neither. */
    public static final PayloadTypes NONE = new PayloadTypes(-1, -1);
}
