package org.strowger.acd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The requirements by number, and beside one another the numbers of order of the first call that
 * waits for each: who is idle finds the next caller by a look at a few places of one array.
 */
final class Heads {

    private final List<Requirement> requirements = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    private long[] keys = {};

    /** A number for a requirement that nobody waits for. */
    void add(Requirement requirement) {
        if (free.isEmpty()) {
            requirement.number = requirements.size();
            requirements.add(requirement);
            if (requirements.size() > keys.length) {
                keys = Arrays.copyOf(keys, Math.max(64, 2 * keys.length));
            }
        } else {
            requirement.number = free.removeLast();
            requirements.set(requirement.number, requirement);
        }
        keys[requirement.number] = Row.NOBODY;
    }

    /** The number goes to another. */
    void remove(Requirement requirement) {
        keys[requirement.number] = Row.NOBODY;
        free.add(requirement.number);
    }

    void clear() {
        requirements.clear();
        free.clear();
    }

    /** Another call may be the first. */
    void update(Requirement requirement) {
        keys[requirement.number] = requirement.waiting.firstKey();
    }

    Requirement get(int number) {
        return requirements.get(number);
    }

    /** Where the first call of all that the agent may have seems to wait; -1 when nowhere. */
    int first(Agent agent) {
        long least = Row.NOBODY;
        int first = -1;
        for (int i = 0; i < agent.kinds(); i++) {
            long key = keys[agent.kind(i)];
            if (key < least) {
                least = key;
                first = i;
            }
        }
        return first;
    }

    /** Whether the first call of another of the agent's requirements has the same number. */
    boolean hasEqual(Agent agent, int first) {
        long key = keys[agent.kind(first)];
        for (int i = first + 1; i < agent.kinds(); i++) {
            if (keys[agent.kind(i)] == key) {
                return true;
            }
        }
        return false;
    }
}
