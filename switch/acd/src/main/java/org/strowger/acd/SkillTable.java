package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Numbers for the names of the skills that some agent has, for the life of a configuration. */
final class SkillTable {

    /** No agent has a skill of this number. */
    private static final int UNKNOWN = (1 << 27) - 1;

    private static final int LEVEL_BITS = 4;
    private static final int LEVEL_MASK = (1 << LEVEL_BITS) - 1;

    private final TreeMap<String, Integer> numbers = new TreeMap<>();

    SkillTable(List<AcdConfig.Agent> agents) {
        for (var agent : agents) {
            agent.skills().forEach(s -> numbers.putIfAbsent(s.name(), numbers.size()));
        }
    }

    /** The skills of one agent, for {@link #level}; of a skill named twice the higher level. */
    int[] levels(List<Skill> skills) {
        var best = new TreeMap<Integer, Integer>();
        skills.forEach(s -> best.merge(number(s.name()), s.level(), Math::max));
        var packed = new ArrayList<Integer>();
        best.forEach((number, level) -> packed.add((number << LEVEL_BITS) | level));
        return packed.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A skill that is asked for, as one number from 0. */
    int asked(Skill skill) {
        return (number(skill.name()) << LEVEL_BITS) | skill.level();
    }

    /**
     * The agent's level of what is asked for, or -1 when it is too low.
     *
     * @param levels of the agent
     * @param asked from {@link #asked}
     */
    static int level(int[] levels, int asked) {
        int low = 0;
        int high = levels.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int level = levels[middle];
            if (level >> LEVEL_BITS == asked >> LEVEL_BITS) {
                return level >= asked ? level & LEVEL_MASK : -1;
            }
            if (level < asked) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    static int sum(int[] levels) {
        int sum = 0;
        for (int level : levels) {
            sum += level & LEVEL_MASK;
        }
        return sum;
    }

    private int number(String name) {
        return numbers.getOrDefault(name, UNKNOWN);
    }
}
