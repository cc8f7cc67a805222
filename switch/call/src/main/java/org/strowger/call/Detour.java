package org.strowger.call;

import org.strowger.ivr.Script;
import org.strowger.sip.LegEnd;

/**
 * What goes on with a call beside its usual way: a transfer, a parked call that wants to go back,
 * or a conference. One at a time a call; it hears of everything first, and says whether that was
 * for it.
 */
interface Detour {

    /** The call goes its usual way. */
    Detour NONE = new Detour() {};

    /** Whether it is over by itself, so that who has to wait for that may try again. */
    default boolean passes() {
        return true;
    }

    /** Somebody's phone rings. */
    default boolean rings(DirectConnection to) {
        return false;
    }

    /** The called side's own tone is there. */
    default boolean hears(DirectConnection to, OutLeg leg) {
        return false;
    }

    /** Somebody answers. */
    default boolean answered(DirectConnection to, PartyLeg by) {
        return false;
    }

    /** Nobody could be reached. */
    default boolean failed(DirectConnection to, LegEnd end) {
        return false;
    }

    /** The number called is forwarded to a script or a queue. */
    default boolean forwarded(Script script) {
        return false;
    }

    /** A leg has ended; if it was for this, the call goes on without it. */
    default boolean ended(PartyLeg leg) {
        return false;
    }

    /** A local user has pressed a code of {@link KeyCodes}. */
    default boolean pressed(PartyLeg leg, String code) {
        return false;
    }

    /** A party has confirmed that we have answered it. */
    default void confirmed(PartyLeg leg) {}

    /** A party has pressed a key that is none of a code; whether it was for this. */
    default boolean key(PartyLeg leg, char key) {
        return false;
    }

    /** A party has put us on hold, or resumed. */
    default void holdChanged(PartyLeg leg) {}

    /** The prompts for a party have been heard. */
    default void played(PartyLeg leg) {}

    /** Who stays has hung up, or the switch has. */
    default void callEnds() {}
}
