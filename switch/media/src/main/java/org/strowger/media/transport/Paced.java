package org.strowger.media.transport;

/** Who has something to do once a frame; see {@link Pacer}. */
abstract class Paced {

    /** Where in its slot of the pacer; the pacer's. */
    int placeInSlot;

    /** The part of the 20 ms in which it has its turn. */
    abstract int slot();

    /**
     * A frame is due.
     *
     * @param frame its number
     * @param late whether its time is over
     */
    abstract void onTick(long frame, boolean late);
}
