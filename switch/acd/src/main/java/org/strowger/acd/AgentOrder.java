package org.strowger.acd;

import java.util.Comparator;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * The order in which agents are chosen, the first one first. Nothing that it looks at changes while
 * an agent is listed.
 *
 * <p>The order is given twice: whole, as a comparator, and as a number that goes as far as 63 bits
 * do. Whose number is lower is before; among equals the comparator decides.
 */
final class AgentOrder {

    private static final int MATCH_BITS = 10;
    private static final int TIME_BITS = 52;
    private static final int COARSE_BITS = 20;
    private static final int SECONDS_BITS = TIME_BITS - COARSE_BITS;

    private static final Comparator<Agent> BY_PLACE = Comparator.comparingInt(Agent::order);
    private static final Comparator<Agent> LONGEST_IDLE =
            Comparator.<Agent>comparingLong(a -> a.idleSinceMicros).thenComparing(BY_PLACE);

    private AgentOrder() {}

    /**
     * The whole order.
     *
     * @param match how well an agent matches
     */
    static Comparator<Agent> of(Method method, ToIntFunction<Agent> match) {
        return switch (method) {
            case LONGEST_IDLE, RING_ALL, RING_PROGRESSIVELY ->
                    lowest(a -> -match.applyAsInt(a), LONGEST_IDLE);
            case MOST_SKILLED ->
                    lowest(a -> -match.applyAsInt(a), lowest(a -> -a.allLevels(), LONGEST_IDLE));
            case LEAST_SKILLED -> lowest(match::applyAsInt, lowest(Agent::allLevels, LONGEST_IDLE));
            case FEWEST_CALLS -> lowest(a -> a.work.calls(), LONGEST_IDLE);
            case LEAST_TALK_TIME -> lowest(a -> a.work.talkMicros(), LONGEST_IDLE);
            case LEAST_OCCUPIED -> lowest(a -> a.work.occupancy(), LONGEST_IDLE);
            case ROUND_ROBIN, LINEAR, WEIGHTED_RANDOM -> BY_PLACE;
        };
    }

    private static Comparator<Agent> lowest(
            ToLongFunction<Agent> key, Comparator<Agent> amongEquals) {
        return Comparator.comparingLong(key).thenComparing(amongEquals);
    }

    /** The number of an agent who matches so well; the place itself where only that counts. */
    static long key(Method method, int match, Agent agent) {
        long idle = bits(agent.idleSinceMicros, TIME_BITS);
        long coarse = idle >>> COARSE_BITS;
        long fitting = bits(match, MATCH_BITS) << TIME_BITS;
        long able = bits(agent.allLevels(), COARSE_BITS) << SECONDS_BITS;
        return switch (method) {
            case LONGEST_IDLE, RING_ALL, RING_PROGRESSIVELY ->
                    most(MATCH_BITS, TIME_BITS) - fitting + idle;
            case MOST_SKILLED ->
                    most(MATCH_BITS, TIME_BITS)
                            - fitting
                            + most(COARSE_BITS, SECONDS_BITS)
                            - able
                            + coarse;
            case LEAST_SKILLED -> fitting + able + coarse;
            case FEWEST_CALLS -> pair(agent.work.calls(), coarse);
            case LEAST_TALK_TIME -> bits(agent.work.talkMicros(), TIME_BITS);
            case LEAST_OCCUPIED -> pair(agent.work.occupancy(), coarse);
            case ROUND_ROBIN, LINEAR, WEIGHTED_RANDOM -> agent.order();
        };
    }

    private static long pair(long number, long coarse) {
        return bits(number, Integer.SIZE - 2) << SECONDS_BITS | coarse;
    }

    /** The number where it fits, the nearest that does where not: the order stays what it is. */
    private static long bits(long number, int bits) {
        return Math.clamp(number, 0, (1L << bits) - 1);
    }

    private static long most(int bits, int shift) {
        return ((1L << bits) - 1) << shift;
    }
}
