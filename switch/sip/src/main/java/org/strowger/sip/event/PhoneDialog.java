package org.strowger.sip.event;

/**
 * One dialog of a user's phone with us, as others may see it: not with whom.
 *
 * @param id unlike any other of this user
 * @param initiator whether the phone called; else it was called
 * @param name for those who may take it over
 */
public record PhoneDialog(long id, boolean initiator, State state, DialogName name) {

    /** RFC 4235, section 3.7.1, as far as others need it; what has ended is told by its absence. */
    public enum State {
        TRYING,
        EARLY,
        CONFIRMED
    }
}
