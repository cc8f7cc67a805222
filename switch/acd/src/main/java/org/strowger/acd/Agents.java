package org.strowger.acd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand.AgentChanged;
import org.strowger.base.AgentId;

/** The agents and how they move from state to state. */
final class Agents {

    private final SequencedMap<AgentId, Agent> byId = new LinkedHashMap<>();
    private final Matcher matcher = new Matcher(byId);
    private final Deadlines deadlines;
    private final List<AcdCommand> commands;
    private final Occupancies occupancies;

    Agents(Deadlines deadlines, List<AcdCommand> commands) {
        this.deadlines = deadlines;
        this.commands = commands;
        this.occupancies = new Occupancies(matcher, deadlines);
    }

    Matcher matcher() {
        return matcher;
    }

    Collection<Agent> all() {
        return byId.values();
    }

    /** Null when the configuration in force does not name the agent. */
    @Nullable Agent find(AgentId id) {
        var agent = byId.get(id);
        return agent == null || agent.removed ? null : agent;
    }

    /**
     * Agents keep their state over a change. The matcher is as new: every call must be classified
     * again, every agent listed.
     *
     * @return those that are not named any more and not forgotten yet
     */
    List<Agent> configure(AcdConfig config, long nowMicros) {
        var rules = config.agents();
        var before = new ArrayList<>(byId.values());
        before.forEach(a -> a.removed = true);
        var table = new SkillTable(rules);
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            var agent = byId.computeIfAbsent(rule.id(), _ -> new Agent(rule));
            agent.configure(rule, i, table);
            agent.removed = false;
        }
        matcher.reset(table);
        occupancies.configure(config, byId.values(), nowMicros);
        before.removeIf(a -> !a.removed);
        return before;
    }

    /**
     * The agent has no place in the configuration: out now, or after the call. Should a later one
     * name the agent again, everything is to be reported anew.
     */
    void remove(Agent agent, long nowMicros) {
        agent.reachable = false;
        agent.phoneBusy = false;
        agent.staysOut = false;
        end(agent, nowMicros);
    }

    void reachable(Agent agent, boolean reachable, long nowMicros) {
        boolean came = reachable && !agent.reachable;
        agent.reachable = reachable;
        if (came && !agent.loggedIn && !agent.staysOut && agent.readyWhenReachable()) {
            logIn(agent, nowMicros);
        } else {
            become(agent, agent.state, nowMicros);
        }
    }

    /** For one who is logged in already, the same as ready. */
    void logIn(Agent agent, long nowMicros) {
        agent.staysOut = false;
        if (!agent.loggedIn) {
            agent.loggedIn = true;
            agent.work.begin(nowMicros);
            agent.misses = 0;
            agent.idleSinceMicros = nowMicros;
        }
        ready(agent, nowMicros);
    }

    /** The agent's own wish; holds until the agent logs in, whatever the phone does. */
    void logOut(Agent agent, long nowMicros) {
        agent.staysOut = true;
        end(agent, nowMicros);
    }

    private void end(Agent agent, long nowMicros) {
        agent.loggedIn = false;
        agent.notReadyReason = null;
        endWrapUp(agent);
        settle(agent, nowMicros);
    }

    void ready(Agent agent, long nowMicros) {
        if (!agent.loggedIn) {
            return;
        }
        agent.notReadyReason = null;
        if (agent.wrapUp != null) {
            endWrapUp(agent);
            agent.idleSinceMicros = nowMicros;
        }
        settle(agent, nowMicros);
    }

    void notReady(Agent agent, String reason, long nowMicros) {
        if (agent.loggedIn) {
            agent.notReadyReason = reason;
            settle(agent, nowMicros);
        }
    }

    /** In a call of the agent's own, or no more. */
    void busy(Agent agent, boolean busy, long nowMicros) {
        agent.phoneBusy = busy;
        settle(agent, nowMicros);
    }

    /** The agent let it ring, or rejected it; the state follows when the offer is over. */
    void missed(Agent agent, int limit) {
        agent.misses++;
        if (agent.misses >= limit && agent.loggedIn) {
            agent.misses = 0;
            agent.notReadyReason = "rona";
        }
    }

    /** The call is over; what was asked for meanwhile comes after the wrap-up. */
    void wrapUp(Agent agent, long lengthMicros, long nowMicros) {
        agent.idleSinceMicros = nowMicros;
        if (lengthMicros <= 0 || !agent.loggedIn) {
            settle(agent, nowMicros);
            return;
        }
        long until = nowMicros + lengthMicros;
        agent.wrapUp =
                deadlines.at(
                        until,
                        () -> {
                            agent.wrapUp = null;
                            agent.idleSinceMicros = until;
                            settle(agent, until);
                        });
        become(agent, new AgentState.WrapUp(nowMicros, until), nowMicros);
    }

    /**
     * The state becomes what agent and phone want, unless an offer, talk or wrap-up is going on.
     */
    void settle(Agent agent, long nowMicros) {
        if (agent.offer == null && agent.wrapUp == null) {
            become(agent, agent.resting(nowMicros), nowMicros);
            if (agent.removed) {
                byId.remove(agent.id);
            }
        }
    }

    void become(Agent agent, AgentState next, long nowMicros) {
        matcher.unlist(agent);
        if (!next.equals(agent.state)) {
            agent.work.count(agent.state, nowMicros);
            agent.comesTo(next, nowMicros);
            boolean wasReady = agent.state instanceof AgentState.Ready;
            agent.state = next;
            if (wasReady != next instanceof AgentState.Ready) {
                occupancies.readyOrNot(agent, nowMicros);
            }
            commands.add(new AgentChanged(nowMicros, agent.id, next));
        }
        if (agent.isIdle()) {
            matcher.list(agent);
        }
    }

    /** Every agent has its place among the idle again, after the matcher was cleared. */
    void listAll() {
        byId.values().stream().filter(Agent::isIdle).forEach(matcher::list);
    }

    List<AcdCommand.AgentView> views() {
        return byId.values().stream()
                .map(a -> new AcdCommand.AgentView(a.id, a.state, a.reachable))
                .toList();
    }

    AcdCensus census(List<AcdCensus.Queue> queues) {
        var in = new int[7];
        int idle = 0;
        for (var agent : byId.values()) {
            idle += agent.isIdle() ? 1 : 0;
            in[place(agent.state)]++;
        }
        return new AcdCensus(in[0], in[1], in[2], in[3], in[4], in[5], in[6], idle, queues);
    }

    private static int place(AgentState state) {
        return switch (state) {
            case AgentState.LoggedOut _ -> 0;
            case AgentState.Ready _ -> 1;
            case AgentState.Offered _ -> 2;
            case AgentState.Talking _ -> 3;
            case AgentState.WrapUp _ -> 4;
            case AgentState.Busy _ -> 5;
            case AgentState.NotReady _ -> 6;
        };
    }

    private void endWrapUp(Agent agent) {
        deadlines.cancel(agent.wrapUp);
        agent.wrapUp = null;
    }
}
