package org.strowger.acd;

import java.util.ArrayList;
import java.util.List;
import org.strowger.acd.AcdCommand.Obstacle;
import org.strowger.acd.AcdCommand.Shown;
import org.strowger.acd.AcdCommand.ShownCall;

/** Says of the calls of a queue what each waits for. Changes nothing. */
final class Show {

    private final AgentIndex index;
    private final Estimates estimates;
    private final long nowMicros;

    Show(AgentIndex index, Estimates estimates, long nowMicros) {
        this.index = index;
        this.estimates = estimates;
        this.nowMicros = nowMicros;
    }

    /** Those in front. */
    List<ShownCall> calls(Line line) {
        return line.all().stream()
                .sorted(WaitingCall.BY_SCORE)
                .limit(Shown.MOST_CALLS)
                .map(this::call)
                .toList();
    }

    private ShownCall call(WaitingCall call) {
        var requirement = Matcher.requirementOf(call);
        var agents = new ArrayList<Obstacle>();
        for (var agent : requirement.asked(index)) {
            if (agents.size() == ShownCall.MOST_AGENTS) {
                break;
            }
            agents.add(obstacle(call, agent, requirement));
        }
        return new ShownCall(
                call.id,
                call.joinedMicros,
                call.scoreMicros(nowMicros),
                estimates.of(call),
                requirement.needs,
                call.step,
                call.held,
                requirement.members.size(),
                List.copyOf(agents));
    }

    private static Obstacle obstacle(WaitingCall call, Agent agent, Requirement requirement) {
        if (requirement.score(agent) < 0) {
            return because(agent, "not skilled for this step");
        }
        if (!agent.loggedIn) {
            return because(agent, "logged out");
        }
        if (!agent.reachable) {
            return because(agent, "no phone");
        }
        var exclusion = call.exclusions.get(agent.id);
        if (exclusion != null && exclusion.end() != null) {
            var why = "excluded: " + exclusion.pause().reason();
            return new Obstacle(agent.id, why, exclusion.untilMicros());
        }
        return busy(call, agent);
    }

    private static Obstacle busy(WaitingCall call, Agent agent) {
        return switch (agent.state) {
            case AgentState.Offered(_, var offered, var until, _, _) ->
                    new Obstacle(
                            agent.id,
                            offered.equals(call.id) ? "rung for this call" : "rung for another",
                            until);
            case AgentState.Talking _ -> because(agent, "talking");
            case AgentState.WrapUp(_, var until) -> new Obstacle(agent.id, "wrap-up", until);
            case AgentState.Busy _ -> because(agent, "in a call of his own");
            case AgentState.NotReady(var reason, _) -> because(agent, "not ready: " + reason);
            case AgentState.LoggedOut _ -> because(agent, "logged out");
            case AgentState.Ready _ -> because(agent, "as many phones ring as may");
        };
    }

    private static Obstacle because(Agent agent, String why) {
        return new Obstacle(agent.id, why, 0);
    }
}
