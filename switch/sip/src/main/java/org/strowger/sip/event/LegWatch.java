package org.strowger.sip.event;

/** Told of one leg what a lamp may show. */
public interface LegWatch {

    /** Of a leg that is nobody's business. */
    LegWatch NOBODY = new LegWatch() {};

    /** It rings. */
    default void ringing() {}

    /** It is answered. */
    default void answered() {}

    /** It is over; a second time means nothing. */
    default void ended() {}
}
