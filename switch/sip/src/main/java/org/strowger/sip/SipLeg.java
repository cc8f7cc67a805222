package org.strowger.sip;

import java.util.function.Consumer;

/** Call control's hold on the signalling of one leg. Belongs to the signalling thread. */
public interface SipLeg {

    /** The Call-ID header of this leg's dialog. */
    String sipCallId();

    /**
     * Ends the leg in whatever way its state asks for: a final response to an INVITE that we have
     * not answered (480), CANCEL for one of ours that was not answered, BYE after that. A second
     * call does nothing. {@link LegEvents#ended} still comes, when the peer has confirmed or the
     * time for it has passed.
     *
     * @param reason for the Reason headers of a CANCEL or BYE (RFC 3326)
     */
    void hangUp(Reason reason);

    /**
     * Tells the peer by INFO that a key was pressed; nothing where there is no dialog that was
     * answered.
     *
     * @param key 0 to 9, *, #, A to D
     */
    default void tellKey(char key, int durationMillis) {}

    /**
     * Asks the peer by OPTIONS inside the dialog whether it is there (RFC 3261, section 11).
     *
     * @param answer true for any final response but 408 and 481; false for those, and for none in
     *     64*T1. Never told where there is no dialog that was answered
     */
    default void askWhetherThere(Consumer<Boolean> answer) {}

    /** The same where nothing went wrong. */
    default void hangUp(String text) {
        hangUp(Reason.normal(text));
    }
}
