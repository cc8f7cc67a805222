package org.strowger.media.transport;

/** Who has something to do once a frame; see {@link Pacer}. */
interface Paced {

    /**
     * A frame is due.
     *
     * @param frame its number
     * @param late whether its time is over
     */
    void onTick(long frame, boolean late);
}
