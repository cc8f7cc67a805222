package org.strowger.acd;

/** The reason of a decision, with what it was decided by. */
public sealed interface Why {

    /**
     * The call has come to a step of its queue's relaxation.
     *
     * @param step how many steps are behind it; after a change of the configuration perhaps fewer
     *     than before
     * @param needs what queue and call ask for now
     */
    record Relaxed(int step, Needs needs) implements Why {}
}
