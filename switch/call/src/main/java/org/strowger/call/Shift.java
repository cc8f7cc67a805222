package org.strowger.call;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AgentState;
import org.strowger.acd.Skill;

/**
 * How one agent stands, beside what the configuration says: what a restart must not forget.
 *
 * @param standing whether the agent is at work
 * @param reason why not ready; empty for ready
 * @param queues those the agent serves; null as configured
 * @param skills what the agent can do; null as configured
 */
public record Shift(
        Standing standing,
        String reason,
        @Nullable List<String> queues,
        @Nullable List<Skill> skills) {

    /** Whether an agent is at work. */
    public enum Standing {
        /** Nobody has said so yet. */
        UNKNOWN,
        IN,
        OUT
    }

    /** As configured, and nothing said. */
    public static final Shift NONE = new Shift(Standing.UNKNOWN, "", null, null);

    public Shift {
        queues = queues == null ? null : List.copyOf(queues);
        skills = skills == null ? null : List.copyOf(skills);
    }

    /** The same in the state that the distributor tells. */
    Shift in(AgentState state) {
        return switch (state) {
            case AgentState.LoggedOut _ -> stands(Standing.OUT, "");
            case AgentState.NotReady(var why, _) -> stands(Standing.IN, why);
            case AgentState.Ready _,
                    AgentState.Offered _,
                    AgentState.Talking _,
                    AgentState.WrapUp _,
                    AgentState.Busy _ ->
                    stands(Standing.IN, "");
        };
    }

    private Shift stands(Standing now, String why) {
        return standing == now && reason.equals(why) ? this : new Shift(now, why, queues, skills);
    }

    Shift serving(List<String> now) {
        return new Shift(standing, reason, now, skills);
    }

    Shift able(List<Skill> now) {
        return new Shift(standing, reason, queues, now);
    }
}
