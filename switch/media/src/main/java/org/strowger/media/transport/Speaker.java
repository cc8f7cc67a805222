package org.strowger.media.transport;

import org.strowger.media.Coding;

/** Whom a leg hears. For the thread of that leg's loop. */
interface Speaker {

    /** This one listens from now on. */
    default void heardBy(Hearer hearer) {}

    /** The leg listens no more. */
    void unheard();

    /** Whether the leg's peer gets keys as tones; told anew when that changes. */
    default void hearerTakesTones(boolean now) {}

    /** Which coding the leg's peer speaks, besides G.711; told anew when that changes. */
    default void hearerTakes(Coding coding) {}
}
