package org.strowger.call;

/** What became of a command about a call's supervision. */
public enum SupervisionAnswer {
    /** The supervisor's phone rings. */
    RINGING,
    /** It was changed, or is over. */
    DONE,
    /** There is no such call. */
    NO_CALL,
    /** In the call nobody talks with an agent now, or only the supervisor himself. */
    NOBODY_TALKS,
    /** The class of the user does not allow it. */
    NOT_ALLOWED,
    /** Another supervisor has the call. */
    TAKEN,
    /** Nobody supervises it. */
    NOT_SUPERVISED
}
