package org.strowger.media;

import org.strowger.media.RtpFormat.Law;

/**
 * Hears the voice that a leg's peer says, packet by packet, as it comes and before anything is made
 * of it. Keys are no voice: nothing is heard while one is pressed, whatever way it comes, and 100
 * ms after, but for the 35 ms in which a tone is not certain yet. Called on the leg's loop: it must
 * not wait, and keeps nothing of what it is shown.
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
