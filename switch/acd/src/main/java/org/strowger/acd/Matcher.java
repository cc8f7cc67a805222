package org.strowger.acd;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.base.AgentId;

/**
 * Who goes with whom. Of all pairs that are allowed, the call that is served first, and for it the
 * agent who is chosen first.
 *
 * <p>Cost: logarithmic in waiting calls and idle agents, linear in the requirements that one agent
 * meets. Between two matchings no allowed pair is left over, so only requirements that changed are
 * looked at.
 */
final class Matcher {

    /**
     * A pair.
     *
     * @param passed agents who would have been chosen before, were they not excluded
     */
    record Pair(WaitingCall call, Requirement.Member member, List<Why.Passed> passed) {}

    /** So many of them are told. */
    private static final int MOST_PASSED = 3;

    /** So many requirements that no call asks for are kept compiled. */
    private static final int KEPT = 256;

    private final SequencedMap<AgentId, Agent> agents;
    private final SequencedMap<Requirement.Key, Requirement> requirements = new LinkedHashMap<>();

    /** Those that no call asks for at the moment, the one left longest ago first. */
    private final SequencedMap<Requirement.Key, Requirement> unused = new LinkedHashMap<>();

    private final List<Requirement> changed = new ArrayList<>();
    private final PriorityQueue<WaitingCall> heads = new PriorityQueue<>(WaitingCall.ORDER);

    /** Who is listed since the last matching, and stands in no requirement yet. */
    private @Nullable Agent arrived;

    private AgentIndex index = new AgentIndex(List.of());
    private SkillTable table = new SkillTable(List.of());

    /**
     * @param agents all there are: a live view
     */
    Matcher(SequencedMap<AgentId, Agent> agents) {
        this.agents = agents;
    }

    /**
     * Whether the rules in force now allow this call to be offered to this agent. The only place
     * that says so.
     */
    static boolean mayOffer(WaitingCall call, Agent agent) {
        return isFree(call, agent) && requirementOf(call).score(agent) >= 0;
    }

    /** The same of an agent who is known to meet the call's requirement. */
    private static boolean isFree(WaitingCall call, Agent agent) {
        return call.wantsAgent() && agent.isIdle() && !call.excludes(agent);
    }

    /** The call waits from now on. */
    void add(WaitingCall call) {
        var requirement = requirementOf(call);
        requirement.waiting.add(call);
        change(requirement);
    }

    /** Unless it rings as many agents as it may. */
    void addIfWanting(WaitingCall call) {
        if (call.wantsAgent()) {
            add(call);
        }
    }

    /** The call waits no more: it is offered, or leaves. Nothing happens when it did not wait. */
    void remove(WaitingCall call) {
        requirementOf(call).waiting.remove(call);
    }

    /** Something that kept the call from an agent is over. */
    void wake(WaitingCall call) {
        change(requirementOf(call));
    }

    /** Finds out what the call asks for; {@link #release} is its counterpart. */
    void classify(WaitingCall call) {
        var key = new Requirement.Key(call.line.rules.id(), call.needs, call.step, call.held);
        var requirement = requirements.get(key);
        if (requirement == null) {
            requirement = compile(key, call.line);
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
            if (requirement.key.held() != null) {
                drop(requirement); // Too many kinds, each too seldom.
                return;
            }
            unused.putLast(requirement.key, requirement);
            if (unused.size() > KEPT) {
                drop(unused.pollFirstEntry().getValue());
            }
        }
    }

    /**
     * What a call asks for that has just joined and asks for nothing itself. For those who count
     * only: it takes part in no matching.
     */
    Requirement plain(Line line) {
        var key = new Requirement.Key(line.rules.id(), Needs.none(), 0, null);
        return new Requirement(key, line, table, index);
    }

    /** The agent would take a call from now on. */
    void list(Agent agent) {
        agent.listed = true;
        if (arrived == null) {
            arrived = agent; // Most are offered a call at once, and need not stand anywhere.
        } else {
            enlist(agent);
        }
    }

    private void enlist(Agent agent) {
        for (var member : agent.memberships) {
            var requirement = member.requirement();
            requirement.list(member);
            if (!requirement.waiting.isEmpty()) {
                change(requirement);
            }
        }
    }

    /** The agent would not. */
    void unlist(Agent agent) {
        if (!agent.listed) {
            return;
        }
        agent.listed = false;
        boolean alone = agent.equals(arrived);
        if (alone) {
            arrived = null;
        }
        var only = agent.listedAs;
        agent.listedAs = null;
        if (only != null) {
            only.requirement().unlist(only);
        } else if (!alone) {
            agent.memberships.forEach(m -> m.requirement().unlist(m));
        }
    }

    /**
     * Forgets what was compiled, as there are new agents or rules; every call must be classified
     * again, every agent listed.
     */
    void reset(SkillTable newTable) {
        table = newTable;
        index = new AgentIndex(agents.values());
        requirements.values().forEach(r -> r.stale = true);
        requirements.clear();
        unused.clear();
        changed.clear();
        arrived = null;
        for (var agent : agents.values()) {
            agent.memberships.clear();
            agent.listed = false;
            agent.listedAs = null;
        }
    }

    /**
     * Starts a matching. Then {@link #next} gives pair after pair; the caller takes both out by
     * {@link #remove} and {@link #unlist}, and says {@link #again} before asking for another, and
     * {@link #end} when there is none.
     */
    void start() {
        heads.clear();
        if (arrived != null && changed.isEmpty()) {
            meet(arrived);
            return;
        }
        enlistArrived();
        for (var requirement : changed) {
            requirement.changed = false;
            push(firstThatCanBeServed(requirement));
        }
        changed.clear();
    }

    /**
     * Nothing has changed but that this agent is idle. Any pair has this agent, then: the first of
     * the calls that the agent may have.
     */
    private void meet(Agent agent) {
        WaitingCall first = null;
        Requirement.Member as = null;
        for (var member : agent.memberships) {
            var call = firstFor(member);
            if (call != null && (first == null || WaitingCall.ORDER.compare(call, first) < 0)) {
                first = call;
                as = member;
            }
        }
        if (first != null && as != null) {
            agent.listedAs = as;
            as.requirement().list(as);
            heads.add(first);
        }
    }

    private static @Nullable WaitingCall firstFor(Requirement.Member member) {
        for (var call : member.requirement().waiting) {
            if (isFree(call, member.agent())) {
                return call;
            }
        }
        return null;
    }

    /** The matching is over: who has got no call stands among the idle. */
    void end() {
        enlistArrived();
    }

    private void enlistArrived() {
        var agent = arrived;
        arrived = null;
        if (agent != null) {
            agent.listedAs = null;
            enlist(agent);
        }
    }

    /** The next pair, or null when no waiting call and idle agent go together. */
    @Nullable Pair next() {
        while (!heads.isEmpty()) {
            var call = heads.remove();
            var best = bestAgent(call);
            if (best != null) {
                return new Pair(call, best, passed(call, best));
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
        if (requirement.idle() == 0) {
            return null;
        }
        for (var call : requirement.waiting) {
            if (bestAgent(call) != null) {
                return call;
            }
        }
        return null;
    }

    private static Requirement.@Nullable Member bestAgent(WaitingCall call) {
        var requirement = requirementOf(call);
        var best = firstFree(call, requirement.choice(false));
        return best == null ? firstFree(call, requirement.choice(true)) : best;
    }

    private static Requirement.@Nullable Member firstFree(
            WaitingCall call, Collection<Requirement.Member> members) {
        for (var member : members) {
            if (isFree(call, member.agent())) {
                return member;
            }
        }
        return null;
    }

    private static List<Why.Passed> passed(WaitingCall call, Requirement.Member best) {
        if (call.exclusions.isEmpty()) {
            return List.of();
        }
        var passed = new ArrayList<Why.Passed>();
        var requirement = requirementOf(call);
        if (pass(call, best, requirement.choice(false), passed)) {
            pass(call, best, requirement.choice(true), passed);
        }
        return passed;
    }

    /** Whether there may be more. */
    private static boolean pass(
            WaitingCall call,
            Requirement.Member best,
            Collection<Requirement.Member> members,
            List<Why.Passed> passed) {
        for (var member : members) {
            if (member.equals(best) || passed.size() >= MOST_PASSED) {
                return false;
            }
            var exclusion = call.exclusions.get(member.agent().id);
            if (exclusion != null) {
                passed.add(
                        new Why.Passed(
                                member.agent().id,
                                exclusion.pause().reason(),
                                exclusion.untilMicros()));
            }
        }
        return true;
    }

    /** Who serves which queue now. */
    AgentIndex index() {
        return index;
    }

    private void change(Requirement requirement) {
        if (!requirement.changed) {
            requirement.changed = true;
            changed.add(requirement);
        }
    }

    private Requirement compile(Requirement.Key key, Line line) {
        var requirement = new Requirement(key, line, table, index);
        requirements.put(key, requirement);
        for (var member : requirement.members) {
            member.agent().memberships.add(member);
            if (member.agent().listed && !member.agent().equals(arrived)) {
                requirement.list(member);
            }
        }
        return requirement;
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
