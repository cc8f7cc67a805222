package org.strowger.acd;

import java.util.Comparator;
import java.util.function.ToLongFunction;
import org.strowger.acd.Requirement.Member;

/**
 * The order in which agents are chosen, the first one first. Nothing that it looks at changes while
 * an agent is listed.
 */
final class AgentOrder {

    private static final Comparator<Member> BY_PLACE = Comparator.comparingInt(Member::place);
    private static final Comparator<Member> LONGEST_IDLE =
            Comparator.<Member>comparingLong(m -> m.agent().idleSinceMicros)
                    .thenComparing(BY_PLACE);

    private AgentOrder() {}

    static Comparator<Member> of(Method method) {
        return switch (method) {
            case LONGEST_IDLE, RING_ALL, RING_PROGRESSIVELY ->
                    lowest(m -> -m.score(), LONGEST_IDLE);
            case MOST_SKILLED ->
                    lowest(m -> -m.score(), lowest(m -> -m.agent().allLevels(), LONGEST_IDLE));
            case LEAST_SKILLED ->
                    lowest(Member::score, lowest(m -> m.agent().allLevels(), LONGEST_IDLE));
            case FEWEST_CALLS -> lowest(m -> m.agent().work.calls(), LONGEST_IDLE);
            case LEAST_TALK_TIME -> lowest(m -> m.agent().work.talkMicros(), LONGEST_IDLE);
            case LEAST_OCCUPIED -> lowest(m -> m.agent().work.occupancy(), LONGEST_IDLE);
            case ROUND_ROBIN, LINEAR, WEIGHTED_RANDOM -> BY_PLACE;
        };
    }

    private static Comparator<Member> lowest(
            ToLongFunction<Member> key, Comparator<Member> amongEquals) {
        return Comparator.comparingLong(key).thenComparing(amongEquals);
    }
}
