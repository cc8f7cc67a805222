package org.strowger.media;

import java.net.InetSocketAddress;

/**
 * What happens to one leg's media. Called on its media loop: an implementation hands over to the
 * signalling thread and does nothing else.
 */
public interface MediaEvents {

    /** The port is bound; this address may leave in a session description. */
    void opened(InetSocketAddress local);

    /** There was no port. The last event. */
    void failed(String problem);

    /**
     * The peer has pressed a key (RFC 4733); told once, at its first packet with the end bit, or
     * when the event has ended without one. At most {@link DtmfReceiver#BURST} come at once, and
     * then one in {@link DtmfReceiver#KEY_MICROS}.
     *
     * @param key 0 to 9, *, #, A to D
     */
    void key(char key, int durationMillis);

    /** The same of a key that who listens to the leg did not get ({@link MediaLeg#withhold}). */
    default void withheld(char key, int durationMillis) {
        key(key, durationMillis);
    }

    /**
     * All prompts of {@link MediaLeg#play} have run to their end, heard or not. Not told when
     * something replaced them.
     */
    void played(int generation);

    /**
     * The peer, which should send voice, has not sent anything for longer than {@link
     * MediaRules#silence} allows; told again each time that it has passed once more.
     */
    default void inactive(long silentMicros) {}

    /**
     * The port is closed: it was asked for, or the socket or the leg has failed. The last event,
     * told exactly once for every leg that was {@link #opened}.
     */
    void closed(MediaStatistics statistics);
}
