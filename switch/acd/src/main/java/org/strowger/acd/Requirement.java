package org.strowger.acd;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.base.QueueId;

/**
 * What calls of one kind ask for: a queue, and skills. The calls that ask for just this stand here
 * in the order of service, the idle agents who can give it in the order of choice; so neither side
 * ever has to look through the other.
 */
final class Requirement {

    /**
     * Calls of one key are of one kind.
     *
     * @param needs of the call, as it gave them; the queue's come on top
     */
    record Key(QueueId queue, List<Skill> needs) {}

    /**
     * An agent who meets a requirement.
     *
     * @param score the sum of the agent's levels over the skills asked for
     */
    record Member(Requirement requirement, Agent agent, int score) {

        /** The best match first, among equals the longest idle, then as configured. */
        static final Comparator<Member> ORDER =
                Comparator.comparingInt(Member::score)
                        .reversed()
                        .thenComparingLong(m -> m.agent.idleSinceMicros)
                        .thenComparingInt(m -> m.agent.order());
    }

    final Key key;
    final TreeSet<WaitingCall> waiting = new TreeSet<>(WaitingCall.ORDER);
    final TreeSet<Member> idle = new TreeSet<>(Member.ORDER);

    /** How many known calls ask for it; without any it may be dropped. */
    int calls;

    /** Somebody joined since the last matching: a pair is possible. */
    boolean changed;

    private final List<Skill> needs;

    Requirement(Key key, List<Skill> queueNeeds) {
        this.key = key;
        this.needs = union(queueNeeds, key.needs());
    }

    /** How well the agent matches, or -1: does not serve the queue, or lacks a skill. */
    int score(Agent agent) {
        if (!agent.serves(key.queue())) {
            return -1;
        }
        int sum = 0;
        for (var need : needs) {
            int level = agent.level(need.name());
            if (level < need.level()) {
                return -1;
            }
            sum += level;
        }
        return sum;
    }

    /** A skill that both ask for counts once, at the higher level. */
    private static List<Skill> union(List<Skill> some, List<Skill> others) {
        var levels = new TreeMap<String, Integer>();
        some.forEach(s -> levels.merge(s.name(), s.level(), Math::max));
        others.forEach(s -> levels.merge(s.name(), s.level(), Math::max));
        return levels.entrySet().stream().map(e -> new Skill(e.getKey(), e.getValue())).toList();
    }
}
