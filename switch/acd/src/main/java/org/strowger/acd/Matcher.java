package org.strowger.acd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Who goes with whom. Of all pairs that are allowed, the call that is served first, and for it the
 * agent who is chosen first.
 *
 * <p>Cost: logarithmic in waiting calls and idle agents, linear in the requirements that one agent
 * meets. Between two matchings no allowed pair is left over, so only requirements that changed are
 * looked at.
 */
final class Matcher {

    /** A pair. */
    record Pair(WaitingCall call, Agent agent) {}

    /** So many requirements that no call asks for are kept compiled. */
    private static final int KEPT = 256;

    private final Collection<Agent> agents;
    private final SequencedMap<Requirement.Key, Requirement> requirements = new LinkedHashMap<>();

    /** Those that no call asks for at the moment, the one left longest ago first. */
    private final SequencedMap<Requirement.Key, Requirement> unused = new LinkedHashMap<>();

    private final List<Requirement> changed = new ArrayList<>();
    private final PriorityQueue<WaitingCall> heads = new PriorityQueue<>(WaitingCall.ORDER);
    private AgentIndex index = new AgentIndex(List.of());
    private SkillTable table = new SkillTable(List.of());

    /**
     * @param agents all there are: a live view
     */
    Matcher(Collection<Agent> agents) {
        this.agents = agents;
    }

    /**
     * Whether the rules in force now allow this call to be offered to this agent. The only place
     * that says so.
     */
    static boolean mayOffer(WaitingCall call, Agent agent) {
        return call.offer == null
                && !call.gone
                && agent.isIdle()
                && !call.excludes(agent)
                && requirementOf(call).score(agent) >= 0;
    }

    /** The call waits from now on. */
    void add(WaitingCall call) {
        var requirement = requirementOf(call);
        requirement.waiting.add(call);
        change(requirement);
    }

    /** The call waits no more: it is offered, or leaves. */
    void remove(WaitingCall call) {
        requirementOf(call).waiting.remove(call);
    }

    /** Something that kept the call from an agent is over. */
    void wake(WaitingCall call) {
        change(requirementOf(call));
    }

    /** Finds out what the call asks for; {@link #release} is its counterpart. */
    void classify(WaitingCall call) {
        var key = new Requirement.Key(call.line.rules.id(), call.needs, call.step);
        var requirement = requirements.get(key);
        if (requirement == null) {
            requirement = compile(key, call.line.rules);
        } else if (requirement.calls == 0) {
            unused.remove(key);
        }
        requirement.calls++;
        call.requirement = requirement;
    }

    /** The call is gone, or asks for something else from now on. */
    void release(WaitingCall call) {
        var requirement = requirementOf(call);
        if (--requirement.calls == 0 && !requirement.stale) {
            unused.putLast(requirement.key, requirement);
            if (unused.size() > KEPT) {
                drop(unused.pollFirstEntry().getValue());
            }
        }
    }

    /** The agent would take a call from now on. */
    void list(Agent agent) {
        agent.listed = true;
        for (var member : agent.memberships) {
            var requirement = member.requirement();
            requirement.idle.add(member);
            if (!requirement.waiting.isEmpty()) {
                change(requirement);
            }
        }
    }

    /** The agent would not. */
    void unlist(Agent agent) {
        if (agent.listed) {
            agent.listed = false;
            for (var member : agent.memberships) {
                member.requirement().idle.remove(member);
            }
        }
    }

    /**
     * Forgets what was compiled, as there are new agents or rules; every call must be classified
     * again, every agent listed.
     */
    void reset(SkillTable newTable) {
        table = newTable;
        index = new AgentIndex(agents);
        requirements.values().forEach(r -> r.stale = true);
        requirements.clear();
        unused.clear();
        changed.clear();
        for (var agent : agents) {
            agent.memberships.clear();
            agent.listed = false;
        }
    }

    /**
     * Starts a matching. Then {@link #next} gives pair after pair; the caller takes both out by
     * {@link #remove} and {@link #unlist}, and says {@link #again} before asking for another.
     */
    void start() {
        heads.clear();
        for (var requirement : changed) {
            requirement.changed = false;
            push(firstThatCanBeServed(requirement));
        }
        changed.clear();
    }

    /** The next pair, or null when no waiting call and idle agent go together. */
    @Nullable Pair next() {
        while (!heads.isEmpty()) {
            var call = heads.remove();
            var agent = bestAgent(call);
            if (agent != null) {
                return new Pair(call, agent);
            }
            // Since this call was put here its last agent has gone to another requirement's call.
            push(firstThatCanBeServed(requirementOf(call)));
        }
        return null;
    }

    /** The requirement of the pair given last may hold another. */
    void again(WaitingCall given) {
        push(firstThatCanBeServed(requirementOf(given)));
    }

    private void push(@Nullable WaitingCall call) {
        if (call != null) {
            heads.add(call);
        }
    }

    private static @Nullable WaitingCall firstThatCanBeServed(Requirement requirement) {
        if (requirement.idle.isEmpty()) {
            return null;
        }
        for (var call : requirement.waiting) {
            if (bestAgent(call) != null) {
                return call;
            }
        }
        return null;
    }

    private static @Nullable Agent bestAgent(WaitingCall call) {
        for (var member : requirementOf(call).idle) {
            if (mayOffer(call, member.agent())) {
                return member.agent();
            }
        }
        return null;
    }

    private void change(Requirement requirement) {
        if (!requirement.changed) {
            requirement.changed = true;
            changed.add(requirement);
        }
    }

    private Requirement compile(Requirement.Key key, AcdConfig.Queue rules) {
        var requirement = new Requirement(key, rules, table);
        requirements.put(key, requirement);
        for (var agent : requirement.asked(index)) {
            int score = requirement.score(agent);
            if (score >= 0) {
                enrol(new Requirement.Member(requirement, agent, score));
            }
        }
        return requirement;
    }

    private static void enrol(Requirement.Member member) {
        member.requirement().members.add(member);
        member.agent().memberships.add(member);
        if (member.agent().listed) {
            member.requirement().idle.add(member);
        }
    }

    private void drop(Requirement requirement) {
        requirements.remove(requirement.key);
        requirement.members.forEach(m -> m.agent().memberships.remove(m));
    }

    /** What the call asks for. */
    static Requirement requirementOf(WaitingCall call) {
        return Objects.requireNonNull(call.requirement, "a call was used before it was classified");
    }
}
