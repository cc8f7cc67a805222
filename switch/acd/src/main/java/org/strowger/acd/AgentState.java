package org.strowger.acd;

import org.strowger.base.CallId;

/** Where one agent stands. Times are epoch microseconds of a clock that never goes back. */
public sealed interface AgentState {

    /** Not logged in. */
    record LoggedOut() implements AgentState {}

    /** Waits for a call, if the phone is there. */
    record Ready(long idleSinceMicros) implements AgentState {}

    /**
     * The phone is being rung.
     *
     * @param idleSinceMicros kept, so that an offer which comes to nothing costs no place
     * @param withdrawing the distributor has asked to take it back; the answer is still to come
     */
    record Offered(
            OfferId offer,
            CallId call,
            long deadlineMicros,
            long idleSinceMicros,
            boolean withdrawing)
            implements AgentState {}

    /** With the caller. */
    record Talking(OfferId offer, CallId call, long sinceMicros) implements AgentState {}

    /** The agent's time after a call; over at {@code untilMicros} or when the agent is ready. */
    record WrapUp(long sinceMicros, long untilMicros) implements AgentState {}

    /** In a call that the distributor did not give. */
    record Busy(long sinceMicros, long idleSinceMicros) implements AgentState {}

    /**
     * On a break, or made so.
     *
     * @param reason "break", "rona", or what the agent said
     */
    record NotReady(String reason, long sinceMicros) implements AgentState {}
}
