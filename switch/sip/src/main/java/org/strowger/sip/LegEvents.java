package org.strowger.sip;

import org.jspecify.annotations.Nullable;
import org.strowger.sip.sdp.AudioDescription;

/**
 * What happens to one leg, told to call control on the signalling thread. {@link #ended} is the
 * last and comes exactly once for every leg, whoever ended it.
 */
public interface LegEvents {

    /**
     * Our INVITE got a provisional response above 100.
     *
     * @param status 101 to 199
     * @param early the session description it carried, if any
     */
    default void ringing(int status, @Nullable AudioDescription early) {}

    /**
     * Our INVITE got a 2xx, which is acknowledged already; or an offer of ours in a response to a
     * late offer, or to a re-INVITE, got its answer.
     */
    default void answered(AudioDescription answer) {}

    /**
     * The peer answered a re-INVITE of ours, which keeps the session alive: its side as it is now.
     */
    default void answeredAgain(AudioDescription answer) {}

    /** The ACK for our 2xx came. */
    default void confirmed() {}

    /**
     * The peer offers a new session (re-INVITE): hold, another address, another codec.
     *
     * @return our answer, or null to refuse with 488; the session then stays as it was
     */
    @Nullable AudioDescription offered(AudioDescription offer);

    /**
     * The peer asks for an offer of ours (re-INVITE without one); {@link #answered} brings its
     * answer.
     *
     * @param everything what we said last, with all that we could do
     * @return what we offer
     */
    default AudioDescription offerDue(AudioDescription everything) {
        return everything;
    }

    /**
     * The peer asks by REFER that its other party be connected with somebody else. What it asks for
     * is done after this has returned, so that the answer leaves first.
     *
     * @return 200, or a status of 300 to 699 to refuse with
     */
    default int referred(Referral referral) {
        return 603;
    }

    /**
     * The peer has told by INFO that a key was pressed. Keys that it sends as RFC 4733 has it are
     * not told here.
     *
     * @param key 0 to 9, *, #, A to D
     */
    default void keyByInfo(char key, int durationMillis) {}

    /** The leg is over. Nothing comes after it. */
    void ended(LegEnd end);
}
