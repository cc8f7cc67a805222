package org.strowger.acd;

/**
 * How a queue chooses among agents.
 *
 * @param seed of {@link Method#WEIGHTED_RANDOM}: the same events with the same seed give the same
 *     lots
 * @param phones how many agents may be rung for one call at a time; 1 but for {@link
 *     Method#RING_ALL} and {@link Method#RING_PROGRESSIVELY}
 * @param nextMicros after how much ringing one more is rung, for the latter
 */
public record Choice(Method method, long seed, int phones, long nextMicros) {

    /** The one that is meant when nothing is said. */
    public static final Choice LONGEST_IDLE = of(Method.LONGEST_IDLE);

    /** A method that rings one agent at a time. */
    public static Choice of(Method method) {
        return new Choice(method, 0, 1, 0);
    }

    public Choice {
        boolean stepwise = method == Method.RING_PROGRESSIVELY;
        phones = stepwise || method == Method.RING_ALL ? Math.max(1, phones) : 1;
        nextMicros = stepwise ? Math.max(1, nextMicros) : 0;
    }

    /** How many agents a call may ring that has rung for so long; 0 also before it rings. */
    int wanted(long ringingMicros) {
        return switch (method) {
            case RING_ALL -> phones;
            case RING_PROGRESSIVELY -> (int) Math.min(phones, 1 + ringingMicros / nextMicros);
            default -> 1;
        };
    }
}
