package org.strowger.control;

import java.util.List;
import java.util.Map;

/**
 * What the control door changes of agents, queues and callers beside what feature codes do. Called
 * on virtual threads.
 */
public interface StaffDoor {

    /** Every agent as changed since the start of the switch, and before. */
    List<StaffView> staff();

    /**
     * Changes something of an agent.
     *
     * @param change not-ready, wrap-up-end, wrap-up-more, disposition, join, leave or skill
     * @param what the reason, the code, the queue or the skill; empty for none
     * @param number the seconds or the level; a level of 0 takes the skill away
     * @throws IllegalArgumentException what cannot be, and why
     */
    void change(String agent, String change, String what, int number);

    /**
     * The night switch: a closed queue takes nobody.
     *
     * @throws IllegalArgumentException when there is no such queue
     */
    void open(String queue, boolean open);

    /** Callers who are not served, in order: numbers, beginnings with a star, anonymous. */
    List<String> blocked();

    /**
     * Blocks a caller, or serves him again.
     *
     * @throws IllegalArgumentException when it is no number, or there are too many
     */
    void block(String number, boolean blocked);

    /**
     * One agent now.
     *
     * @param queues those the agent serves
     * @param skills what the agent can do, with levels
     */
    record StaffView(String id, List<String> queues, Map<String, Integer> skills) {}
}
