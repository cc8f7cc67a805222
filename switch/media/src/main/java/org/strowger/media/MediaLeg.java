package org.strowger.media;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.media.srtp.Encryption;

/**
 * Call control's hold on the media of one leg. Every method is a command that the leg's loop
 * carries out in order; none waits, and all but {@link #close} are ignored once the leg is closed.
 */
public interface MediaLeg {

    /**
     * Sets or changes what was negotiated. Nothing is sent before.
     *
     * @param remote where the peer wants its RTP, and the address it must send from until it has
     *     been heard once (symmetric RTP: the first packet's source is then locked)
     * @param sending false while the peer has us on hold
     */
    void connect(RtpFormat format, InetSocketAddress remote, boolean sending);

    /**
     * The call is answered: the peer is to speak from now on. {@link MediaRules#silence} counts
     * anew, and {@link MediaRules#unheardMicros} from here.
     */
    default void answered() {}

    /**
     * From now on {@link MediaEvents#quiet} tells when nothing at all comes from the peer: it is to
     * be asked whether it is still there.
     *
     * @param micros for how long; 0 to tell it no more
     */
    default void tellQuiet(long micros) {}

    /**
     * Encrypts what is sent from now on, and takes nothing that is not (RFC 3711); a direction
     * whose key stays goes on as it was. Called before the {@link #connect} of what was negotiated
     * with it.
     *
     * @param how keys, or the terms of a handshake, until whose end nothing is sent and nothing
     *     taken; null for plain RTP
     */
    void encrypt(@Nullable Encryption how);

    /**
     * Plays prompts one after the other, in place of whatever is sent now, and then tells {@link
     * MediaEvents#played}. They wait for {@link #connect}. While the peer has us on hold they run
     * on unheard, and end when they would have ended.
     *
     * @param generation comes back with the event, so that a late one can be told from a new one
     * @param prompts ids, see package-info; one that is not there is skipped and counted
     */
    default void play(int generation, List<String> prompts) {
        play(generation, prompts, Playing.ONCE);
    }

    /** The same, more than once perhaps, and louder or fainter. */
    void play(int generation, List<String> prompts, Playing how);

    /** Pauses what is played now, goes elsewhere in it, or makes it louder. */
    default void change(PlayerChange change) {}

    /** Music on hold, until something else is asked for. */
    void music();

    /**
     * A tone of the network, over and over, until something else is asked for.
     *
     * @param id of a tone, see {@link ToneTable}; one that is not there is silence, and counted
     */
    default void tone(String id) {}

    /** Sends back what comes in. */
    void echo();

    /** Stops whatever is sent, within one frame. */
    void silence();

    /**
     * Joins two legs: what one hears the other says. Replaces whatever both sent. G.711 laws and
     * payload types that differ are converted.
     *
     * @param other of any affinity; one thread commands both
     */
    void bridge(MediaLeg other);

    /**
     * From the next of these keys on, who listens to this leg gets no key of its peer until this is
     * called again; {@link MediaEvents#withheld} tells of them.
     *
     * @param keys any of 0 to 9, *, #, A to D; empty for none
     */
    default void withhold(String keys) {}

    /** Lets who listens to this leg hear these keys, as if its peer had pressed them now. */
    default void press(String keys) {}

    /**
     * The peer has pressed a key and told it by signalling. It is told and passed on like any
     * other, but for a copy of what came by another way too ({@link PeerKeys}).
     *
     * @param key 0 to 9, *, #, A to D; any other is ignored
     */
    default void keyed(char key, int durationMillis) {}

    /**
     * Has somebody hear what this leg's peer says, in place of who heard it before.
     *
     * @param tap null for nobody
     */
    default void tap(@Nullable VoiceTap tap) {}

    /**
     * Closes the port; {@link MediaEvents#closed} is the last event. A bridged peer falls silent. A
     * leg whose socket fails closes by itself.
     */
    void close();
}
