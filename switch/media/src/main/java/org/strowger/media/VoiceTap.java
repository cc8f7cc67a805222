package org.strowger.media;

import org.strowger.media.RtpFormat.Law;

/**
 * Hears every packet of voice that a leg's peer says, as it comes and before anything is made of
 * it; keys are no voice. Called on the leg's loop: it must not wait, and keeps nothing of what it
 * is shown.
 */
@FunctionalInterface
public interface VoiceTap {

    /**
     * A packet has come.
     *
     * @param packet the datagram; the payload lies where {@code header} says
     * @param atMicros when it came, epoch microseconds
     */
    void heard(RtpHeader header, byte[] packet, Law law, long atMicros);
}
