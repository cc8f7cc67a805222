package org.strowger.media.transport;

/** Whom a leg hears. For the thread of that leg's loop. */
interface Speaker {

    /** The leg listens no more. */
    void unheard();
}
