package org.strowger.acd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand.AgentChanged;
import org.strowger.base.AgentId;
import org.strowger.base.QueueId;

/** The agents and how they move from state to state. */
final class Agents {

    private static final int STATES = 7;

    /** Two days: nobody's wrap-up is longer. */
    private static final long LONGEST_WRAP_UP_MICROS = 172_800_000_000L;

    private final SequencedMap<AgentId, Agent> byId = new LinkedHashMap<>();
    private final Matcher matcher = new Matcher(byId.values());
    private final Deadlines deadlines;
    private final List<AcdCommand> commands;
    private final Occupancies occupancies;
    private final int[] inState = new int[STATES];

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
        var before = new ArrayList<>(byId.values());
        name(config);
        occupancies.configure(config, byId.values(), nowMicros);
        before.removeIf(a -> !a.removed);
        return before;
    }

    /** Those that were saved, in their order; who is idle is to be listed. */
    void restore(AcdConfig config, Collection<Agent> saved) {
        for (var agent : saved) {
            byId.put(agent.id, agent);
            inState[place(agent.state)]++;
        }
        name(config);
        occupancies.restore(config);
    }

    Occupancies occupancies() {
        return occupancies;
    }

    private void name(AcdConfig config) {
        var rules = config.agents();
        byId.values().forEach(a -> a.removed = true);
        var table = new SkillTable(rules);
        var names = new LinkedHashMap<QueueId, QueueId>();
        config.queues().forEach(queue -> names.put(queue.id(), queue.id()));
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            var agent = byId.computeIfAbsent(rule.id(), _ -> joined(rule));
            agent.configure(rule, i, table);
            agent.shareNames(names);
            agent.removed = false;
        }
        matcher.reset(table);
    }

    private Agent joined(AcdConfig.Agent rule) {
        var agent = new Agent(rule);
        inState[place(agent.state)]++;
        return agent;
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
        if (agent.wrapUp == null) {
            settle(agent, nowMicros);
        } else {
            endWrapUp(agent, nowMicros);
        }
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
        if (lengthMicros <= 0 || !agent.loggedIn || agent.isLost()) {
            settle(agent, nowMicros);
            return;
        }
        wrapUpUntil(agent, nowMicros, nowMicros + lengthMicros, nowMicros);
    }

    /** The agent needs more time; see {@link AcdEvent.WrapUpExtended}. */
    void extendWrapUp(Agent agent, long moreMicros, long mostMicros, long nowMicros) {
        if (agent.state instanceof AgentState.WrapUp(var since, var until)) {
            long wanted = until + Math.clamp(moreMicros, 0, LONGEST_WRAP_UP_MICROS);
            long last = since + Math.clamp(mostMicros, 0, LONGEST_WRAP_UP_MICROS);
            endWrapUp(agent);
            wrapUpUntil(agent, since, Math.max(until, Math.min(wanted, last)), nowMicros);
        }
    }

    /** The agent needs no more of it. */
    void endWrapUp(Agent agent, long nowMicros) {
        if (agent.wrapUp != null) {
            endWrapUp(agent);
            agent.idleSinceMicros = nowMicros;
            settle(agent, nowMicros);
        }
    }

    private void wrapUpUntil(Agent agent, long since, long until, long nowMicros) {
        resumeWrapUp(agent, until);
        become(agent, new AgentState.WrapUp(since, until), nowMicros);
    }

    /** It ends at this time. */
    void resumeWrapUp(Agent agent, long until) {
        agent.wrapUp =
                deadlines.at(
                        until,
                        () -> {
                            agent.wrapUp = null;
                            agent.idleSinceMicros = until;
                            settle(agent, until);
                        });
    }

    /**
     * The state becomes what agent and phone want, unless an offer, talk or wrap-up is going on.
     */
    void settle(Agent agent, long nowMicros) {
        if (agent.offer == null && agent.wrapUp == null) {
            become(agent, agent.resting(nowMicros), nowMicros);
            if (agent.removed) {
                byId.remove(agent.id);
                inState[place(agent.state)]--;
            }
        }
    }

    void become(Agent agent, AgentState next, long nowMicros) {
        matcher.unlist(agent);
        if (!next.equals(agent.state)) {
            agent.work.count(agent.state, nowMicros);
            agent.comesTo(next, nowMicros);
            boolean wasReady = agent.state instanceof AgentState.Ready;
            inState[place(agent.state)]--;
            inState[place(next)]++;
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
        var in = inState;
        return new AcdCensus(
                in[0], in[1], in[2], in[3], in[4], in[5], in[6], matcher.listed(), queues);
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
