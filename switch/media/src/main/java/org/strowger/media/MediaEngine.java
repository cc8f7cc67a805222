package org.strowger.media;

import java.net.StandardProtocolFamily;
import org.jspecify.annotations.Nullable;
import org.strowger.media.dtls.Fingerprint;

/** Where legs get their RTP port from. Safe to call from the signalling thread; never blocks. */
public interface MediaEngine {

    /**
     * Opens a port. {@link MediaEvents#opened} or {@link MediaEvents#failed} follows.
     *
     * @param affinity legs of one value live on one loop, as those of a call should: what one says
     *     is then handed over to no other thread
     * @param family IP version of the port's address, which is the peer's; where there is no such
     *     address the leg fails. Legs of both can be bridged.
     */
    MediaLeg open(long affinity, StandardProtocolFamily family, MediaEvents events);

    /** Of the certificate that legs show in handshakes; null where there are none. */
    default @Nullable Fingerprint fingerprint() {
        return null;
    }

    /**
     * A room where legs are mixed.
     *
     * @param affinity as of legs; those of the same need no hand-over
     * @param seats 1 to {@link org.strowger.media.mixing.Mixer#MOST_SEATS}
     * @return null when there are too many rooms, or this engine has none
     */
    default @Nullable MixingRoom room(long affinity, int seats) {
        return null;
    }

    /**
     * How many ports are bound now, with those that rest open for a moment after a busy second;
     * zero in a switch at rest.
     */
    int portsInUse();
}
