package org.strowger.acd;

import org.jspecify.annotations.Nullable;

/** One offer from the first ring to call control's answer, and the talk that may follow. */
final class OpenOffer {

    /** Why an offer is taken back. */
    enum Withdrawal {
        NO_ANSWER("no answer"),
        CALLER_GONE("caller gone"),
        AGENT_GONE("agent gone"),
        ELSEWHERE("completed elsewhere");

        final String reason;

        Withdrawal(String reason) {
            this.reason = reason;
        }
    }

    final OfferId id;
    final Agent agent;
    final WaitingCall call;

    /** The queue's rules when the offer was made; a load of the configuration changes the next. */
    final AcdConfig.Queue rules;

    /** Until when it may ring. */
    final long deadlineMicros;

    Deadlines.@Nullable Deadline deadline;

    /** The first reason, once it was asked to be taken back. */
    @Nullable Withdrawal withdrawal;

    boolean talking;

    OpenOffer(OfferId id, Agent agent, WaitingCall call, long nowMicros) {
        this(id, agent, call, call.line.rules, nowMicros + call.line.rules.offerMicros());
    }

    /** One that was made by these rules. */
    OpenOffer(
            OfferId id, Agent agent, WaitingCall call, AcdConfig.Queue rules, long deadlineMicros) {
        this.id = id;
        this.agent = agent;
        this.call = call;
        this.rules = rules;
        this.deadlineMicros = deadlineMicros;
    }
}
