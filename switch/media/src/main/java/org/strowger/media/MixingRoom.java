package org.strowger.media;

/**
 * Where several legs are mixed: each hears the others, as their roles say. Every method is a
 * command that the room's loop and those of the legs carry out in order; one thread commands a room
 * and its legs.
 */
public interface MixingRoom {

    /**
     * The leg is heard, and hears, here and nowhere else; or it changes its role. Replaces whatever
     * it sent. What else it is told to send later, or to be joined with, takes it out of what is
     * heard here, until it is seated anew; its seat stays taken.
     *
     * @param leg of the same engine, of any affinity
     * @return false when all seats are taken: nothing has changed
     */
    boolean seat(MediaLeg leg, RoomRole role);

    /**
     * The leg's seat is free; what it still hears from here is silence. Also for one that closed.
     */
    void leave(MediaLeg leg);

    /**
     * All who are here hear a prompt or tone, mixed with what is said, after those that they hear.
     *
     * @param prompt its id; one that is not there is silence, and counted
     */
    void play(String prompt);

    /** How many seats are taken. */
    int taken();

    /** All leave, and the room is no more. */
    void close();
}
