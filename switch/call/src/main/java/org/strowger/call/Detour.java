package org.strowger.call;

import org.strowger.ivr.Script;
import org.strowger.sip.LegEnd;

/**
 * What goes on with a call of which one party is with us while somebody else is called for it: a
 * transfer, or a parked call that wants to go back. One at a time a call.
 */
interface Detour {

    /** Somebody's phone rings. */
    void rings(DirectConnection to);

    /** The called side's own tone is there. */
    void hears(DirectConnection to, OutLeg leg);

    /** Somebody answers; returns whether that was for this. */
    boolean answered(DirectConnection to, PartyLeg by);

    /** Nobody could be reached; returns whether that was for this. */
    boolean failed(DirectConnection to, LegEnd end);

    /** The number called is forwarded to a script or a queue. */
    void forwarded(Script script);

    /** A leg has ended; returns whether it means nothing for the call as long as this goes on. */
    boolean ended(PartyLeg leg);

    /** The prompts for a party have been heard. */
    default void played(PartyLeg leg) {}

    /** Who stays has hung up, or the switch has. */
    void callEnds();
}
