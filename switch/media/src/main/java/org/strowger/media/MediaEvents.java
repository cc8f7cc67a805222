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
     * The peer has pressed a key, in whatever way it came ({@link KeyWay}); told once. An event of
     * RFC 4733 is told at its first packet with the end bit, or when it has ended without one; a
     * tone as soon as it is certain. At most {@link KeyAllowance#BURST} come at once, and then one
     * in {@link KeyAllowance#KEY_MICROS}.
     *
     * @param key 0 to 9, *, #, A to D
     * @param durationMillis how long it was pressed, 10 s at most; of a tone, until it was certain
     */
    void key(char key, int durationMillis);

    /** The same of a key that who listens to the leg did not get ({@link MediaLeg#withhold}). */
    default void withheld(char key, int durationMillis) {
        key(key, durationMillis);
    }

    /** A key is to be sent to the peer by signalling ({@link KeyWay#INFO}). */
    default void infoDue(char key, int durationMillis) {}

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
     * Nothing at all has come from the peer, whose voice was heard before, for as long as {@link
     * MediaLeg#tellQuiet} says; told again each time that it has passed once more.
     */
    default void quiet(long quietMicros) {}

    /**
     * The port is closed: it was asked for, or the socket or the leg has failed. The last event,
     * told exactly once for every leg that was {@link #opened}.
     */
    void closed(MediaStatistics statistics);
}
