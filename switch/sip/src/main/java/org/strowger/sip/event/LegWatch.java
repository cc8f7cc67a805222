package org.strowger.sip.event;

/** Told of one leg what a lamp may show. */
public interface LegWatch {

    /** Of a leg that is nobody's business. */
    LegWatch NOBODY = new LegWatch() {};

    /** It rings, in a dialog of that name. */
    default void ringing(DialogName name) {}

    /** It is answered, in a dialog of that name. */
    default void answered(DialogName name) {}

    /** It is over; a second time means nothing. */
    default void ended() {}
}
