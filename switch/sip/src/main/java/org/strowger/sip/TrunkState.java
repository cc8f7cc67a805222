package org.strowger.sip;

/**
 * One host of one trunk as it is now, for people.
 *
 * @param name what the operator wrote for it; empty for an address
 * @param host address and port; empty for a name that led nowhere so far
 * @param foundMicros when a name server last said so; 0 for an address
 * @param registration of the trunk; the same for each of its hosts
 * @param calls of the trunk, in both directions
 */
public record TrunkState(
        String trunk,
        String name,
        String host,
        long foundMicros,
        Flow.Transport transport,
        int priority,
        int weight,
        Service service,
        Registration registration,
        int calls) {

    /** Whether calls go there. */
    public enum Service {
        UP,
        /** It was silent, or asked for it: others are called for a while. */
        RESTING,
        /** It does not answer its checks. */
        DOWN,
        /** Its name could not be looked up since the start. */
        UNRESOLVED
    }

    /** Whether the trunk knows where we are. */
    public enum Registration {
        /** It need not. */
        NONE,
        TRYING,
        REGISTERED,
        FAILED,
        /** Taken back, as the switch stops. */
        ENDED
    }
}
