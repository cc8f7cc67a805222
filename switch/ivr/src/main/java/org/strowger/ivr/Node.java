package org.strowger.ivr;

/** One step of a script. */
public sealed interface Node {

    /** Hang up. */
    record HangUp() implements Node {}
}
