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

    /**
     * A pair.
     *
     * @param match how well the agent matches
     * @param idle how many agents who meet what the call asks for are idle, with this one
     * @param passed agents who would have been chosen before, were they not excluded
     */
    record Pair(WaitingCall call, Agent agent, int match, int idle, List<Why.Passed> passed) {}

    /** So many requirements that no call asks for are kept compiled. */
    private static final int KEPT = 256;

    private final Collection<Agent> agents;
    private final SequencedMap<Requirement.Key, Requirement> requirements = new LinkedHashMap<>();

    /** Those that no call asks for at the moment, the one left longest ago first. */
    final SequencedMap<Requirement.Key, Requirement> unused = new LinkedHashMap<>();

    private final Heads firsts = new Heads();
    private final List<Requirement> changed = new ArrayList<>();
    private final PriorityQueue<WaitingCall> heads = new PriorityQueue<>(WaitingCall.ORDER);

    /** Who is listed since the last matching, and stands in no requirement yet. */
    private @Nullable Agent arrived;

    /** The only pair of a matching in which nobody else is idle where the call waits. */
    private @Nullable Pair only;

    private int listed;
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
        return Free.isFree(call, agent) && requirementOf(call).score(agent) >= 0;
    }

    /** The call waits from now on. */
    void add(WaitingCall call) {
        var requirement = requirementOf(call);
        requirement.waiting.add(call.key(), call);
        firsts.update(requirement);
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
        var requirement = requirementOf(call);
        if (requirement.waiting.remove(call.key(), call)) {
            firsts.update(requirement);
        }
    }

    /** Something that kept the call from an agent is over. */
    void wake(WaitingCall call) {
        change(requirementOf(call));
    }

    /** Finds out what the call asks for; {@link #release} is its counterpart. */
    void classify(WaitingCall call) {
        var requirement = call.line.usual;
        if (requirement == null || !requirement.isFor(call)) {
            requirement = look(call);
            call.line.usual = requirement;
        }
        if (requirement.calls++ == 0) {
            unused.remove(requirement.key);
        }
        call.requirement = requirement;
    }

    private Requirement look(WaitingCall call) {
        var key = new Requirement.Key(call.line.rules.id(), call.needs, call.step, call.held);
        var requirement = requirements.get(key);
        return requirement == null ? compile(key, call.line) : requirement;
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
        listed += agent.listed ? 0 : 1;
        agent.listed = true;
        if (arrived == null) {
            arrived = agent; // Most are offered a call at once, and need not stand anywhere.
        } else {
            enlist(agent);
        }
    }

    private void enlist(Agent agent) {
        for (int i = 0; i < agent.kinds(); i++) {
            var requirement = firsts.get(agent.kind(i));
            requirement.list(agent, agent.match(i));
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
        listed--;
        boolean alone = agent.equals(arrived);
        if (alone) {
            arrived = null;
        }
        var only = agent.listedAs;
        agent.listedAs = null;
        if (only != null) {
            only.unlist(agent, only.match(agent));
        } else if (!alone) {
            for (int i = 0; i < agent.kinds(); i++) {
                firsts.get(agent.kind(i)).unlist(agent, agent.match(i));
            }
        }
    }

    /** How many agents would take a call. */
    int listed() {
        return listed;
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
        firsts.clear();
        unused.clear();
        changed.clear();
        arrived = null;
        only = null;
        listed = 0;
        for (var agent : agents) {
            agent.forgetKinds();
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
        only = null;
        if (arrived != null && isNobodyElseIdle()) {
            changed.forEach(requirement -> requirement.changed = false);
            changed.clear();
            meet(arrived);
            return;
        }
        enlistArrived();
        for (var requirement : changed) {
            requirement.changed = false;
            push(Free.firstCall(requirement));
        }
        changed.clear();
    }

    private boolean isNobodyElseIdle() {
        for (var requirement : changed) {
            if (requirement.idle() > 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Nobody else is idle where something has changed. Any pair has this agent, then: the first of
     * the calls that the agent may have.
     */
    private void meet(Agent agent) {
        int first = firsts.first(agent);
        if (first < 0) {
            return;
        }
        var call = firsts.get(agent.kind(first)).waiting.first();
        if (!Free.isFree(call, agent) || firsts.hasEqual(agent, first)) {
            first = firstOf(agent);
            if (first < 0) {
                return;
            }
            call = Objects.requireNonNull(firstFor(agent, first));
        }
        var requirement = requirementOf(call);
        int match = agent.match(first);
        if (requirement.idle() == 0) {
            only = new Pair(call, agent, match, 1, List.of());
            return;
        }
        agent.listedAs = requirement;
        requirement.list(agent, match);
        heads.add(call);
    }

    /** The same by a look at the calls themselves: at which of the agent's requirements, or -1. */
    private int firstOf(Agent agent) {
        WaitingCall first = null;
        int at = -1;
        for (int i = 0; i < agent.kinds(); i++) {
            var call = firstFor(agent, i);
            if (call != null && (first == null || WaitingCall.ORDER.compare(call, first) < 0)) {
                first = call;
                at = i;
            }
        }
        return at;
    }

    private @Nullable WaitingCall firstFor(Agent agent, int kind) {
        var waiting = firsts.get(agent.kind(kind)).waiting.all();
        while (waiting.hasNext()) {
            var call = waiting.next();
            if (Free.isFree(call, agent)) {
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
        var pair = only;
        if (pair != null) {
            only = null;
            return pair;
        }
        while (!heads.isEmpty()) {
            var call = heads.remove();
            var best = Free.bestAgent(call);
            if (best != null) {
                var requirement = requirementOf(call);
                int match = requirement.match(best);
                var passed = PassedOver.before(call, best);
                return new Pair(call, best, match, requirement.idle(), passed);
            }
            // Since this call was put here its last agent has gone to another requirement's call.
            push(Free.firstCall(requirementOf(call)));
        }
        return null;
    }

    /** The requirement of the pair given last may hold another. */
    void again(WaitingCall given) {
        push(Free.firstCall(requirementOf(given)));
    }

    private void push(@Nullable WaitingCall call) {
        if (call != null) {
            heads.add(call);
        }
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

    Requirement compile(Requirement.Key key, Line line) {
        var requirement = new Requirement(key, line, table, index);
        requirements.put(key, requirement);
        firsts.add(requirement);
        for (var agent : requirement.members) {
            int match = requirement.match(agent);
            agent.addKind(requirement.number, match);
            if (agent.listed && !agent.equals(arrived)) {
                requirement.list(agent, match);
            }
        }
        return requirement;
    }

    private void drop(Requirement requirement) {
        requirement.stale = true;
        requirements.remove(requirement.key);
        firsts.remove(requirement);
        requirement.members.forEach(agent -> agent.removeKind(requirement.number));
    }

    /** What the call asks for. */
    static Requirement requirementOf(WaitingCall call) {
        return Objects.requireNonNull(call.requirement, "a call was used before it was classified");
    }
}
