package org.strowger.call;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.strowger.acd.AcdConfig;
import org.strowger.acd.AcdEvent;
import org.strowger.acd.AgentState;
import org.strowger.acd.Skill;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.Clock;
import org.strowger.base.QueueId;
import org.strowger.records.CallEvent;
import org.strowger.records.RecordSink;

/**
 * The agents and queues as they are now: the configuration, and what was changed since, which
 * outlives a restart. Belongs to the signalling thread.
 *
 * <p>Who serves a queue, or can do something, from now on is told to the distributor as a new
 * configuration, with the next tick: several changes at a time are one.
 */
public final class Staff {

    private static final int MOST_SKILLS = 64;

    private final Distribution distribution;
    private final Clock clock;
    private final Map<String, AcdConfig.Agent> agents = new LinkedHashMap<>();
    private final Map<String, Shift> shifts = new HashMap<>();
    private final Set<String> queues = new TreeSet<>();
    private final Set<String> closed = new TreeSet<>();
    private AcdConfig configured = new AcdConfig(List.of(), List.of());
    private String hash = "";
    private boolean changed;
    private StaffLog log = StaffLog.NONE;

    /** The call that an agent has had last. */
    private record Handled(CallId call, boolean wrapsUp) {}

    private final Map<String, Handled> lastCalls = new HashMap<>();

    private final RecordSink records;

    Staff(Distribution distribution, Clock clock, RecordSink records) {
        this.distribution = distribution;
        this.records = records;
        this.clock = clock;
    }

    void configure(String configHash, AcdConfig config) {
        configured = config;
        hash = configHash;
        agents.clear();
        config.agents().forEach(agent -> agents.put(agent.id().value(), agent));
        queues.clear();
        config.queues().forEach(queue -> queues.add(queue.id().value()));
        distribution.configure(configHash, config);
    }

    /** Who keeps changes from now on. */
    public void keep(StaffLog keeper) {
        log = keeper;
    }

    /**
     * What was kept, once the switchboard is open; of agents and queues that are not there any more
     * nothing is taken.
     */
    public void restore(Map<String, Shift> kept, Set<String> keptClosed) {
        for (var agent : agents.keySet()) {
            var shift = kept.get(agent);
            if (shift != null) {
                shifts.put(agent, shift);
                changed |= shift.queues() != null || shift.skills() != null;
            }
        }
        tick();
        shifts.forEach(this::returns);
        keptClosed.stream().filter(queues::contains).forEach(queue -> open(queue, false));
    }

    private void returns(String agent, Shift shift) {
        var id = new AgentId(agent);
        long now = clock.nowMicros();
        switch (shift.standing()) {
            case OUT -> distribution.publish(new AcdEvent.AgentLoggedOut(now, id));
            case IN -> {
                distribution.publish(new AcdEvent.AgentLoggedIn(now, id));
                if (!shift.reason().isEmpty()) {
                    distribution.notReady(agent, shift.reason());
                }
            }
            case UNKNOWN -> {}
        }
    }

    /** Time passes. */
    void tick() {
        if (changed) {
            changed = false;
            var now = configured.agents().stream().map(this::now).toList();
            var config = new AcdConfig(configured.queues(), now, configured.order());
            var ours = Integer.toHexString(now.toString().hashCode());
            distribution.configure(hash + "+" + ours, config);
        }
    }

    /** The agent as changed since. */
    private AcdConfig.Agent now(AcdConfig.Agent agent) {
        var shift = shifts.getOrDefault(agent.id().value(), Shift.NONE);
        var served = shift.queues();
        var skills = shift.skills();
        return new AcdConfig.Agent(
                agent.id(),
                served == null
                        ? agent.queues()
                        : served.stream().filter(queues::contains).map(QueueId::new).toList(),
                skills == null ? agent.skills() : skills,
                agent.readyWhenReachable());
    }

    /** The distributor says how an agent stands. */
    void stands(AgentId agent, AgentState state) {
        follow(agent.value(), state);
        var before = shifts.getOrDefault(agent.value(), Shift.NONE);
        var now = before.in(state);
        if (!now.equals(before)) {
            set(agent.value(), now);
        }
    }

    /** Which call the agent talks in, and then wraps up. */
    private void follow(String agent, AgentState state) {
        switch (state) {
            case AgentState.Talking(_, var call, _) ->
                    lastCalls.put(agent, new Handled(call, false));
            case AgentState.WrapUp _ ->
                    lastCalls.computeIfPresent(agent, (_, last) -> new Handled(last.call(), true));
            case AgentState.LoggedOut _,
                    AgentState.Ready _,
                    AgentState.Offered _,
                    AgentState.Busy _,
                    AgentState.NotReady _ ->
                    lastCalls.remove(agent);
        }
    }

    /**
     * What came of the call that the agent wraps up; false when there is none, or it is no code.
     */
    private boolean dispose(String agent, String code) {
        var last = lastCalls.get(agent);
        if (last == null || !last.wrapsUp() || !code.matches("[0-9]{1,8}")) {
            return false;
        }
        records.append(new CallEvent.Disposed(last.call(), clock.nowMicros(), agent, code));
        return true;
    }

    private void set(String agent, Shift now) {
        shifts.put(agent, now);
        log.agent(agent, now);
    }

    /** Every agent as it is now: its queues and skills; in the order of the configuration. */
    public List<AcdConfig.Agent> agents() {
        return configured.agents().stream().map(this::now).toList();
    }

    /** Queues that take nobody, by a supervisor's word. */
    public Set<String> closedQueues() {
        return Set.copyOf(closed);
    }

    /**
     * Changes something of an agent.
     *
     * @return whether there is such an agent, such a queue, and a wrap-up to say something of; at
     *     most 64 skills are kept
     */
    public boolean change(String agent, StaffChange change) {
        var configuredAs = agents.get(agent);
        if (configuredAs == null) {
            return false;
        }
        var id = new AgentId(agent);
        long now = clock.nowMicros();
        switch (change) {
            case StaffChange.NotReady(var reason) -> distribution.notReady(agent, reason);
            case StaffChange.EndWrapUp() -> distribution.publish(new AcdEvent.WrapUpEnded(now, id));
            case StaffChange.ExtendWrapUp(var more, var most) ->
                    distribution.publish(new AcdEvent.WrapUpExtended(now, id, more, most));
            case StaffChange.Dispose(var code) -> {
                return dispose(agent, code);
            }
            case StaffChange.Serve(var queue, var serves) -> {
                return serve(now(configuredAs), queue, serves);
            }
            case StaffChange.Level(var skill, var level) -> {
                return able(now(configuredAs), skill, level);
            }
        }
        return true;
    }

    private boolean serve(AcdConfig.Agent agent, QueueId queue, boolean serves) {
        if (!queues.contains(queue.value())) {
            return false;
        }
        var served = new ArrayList<>(agent.queues());
        served.remove(queue);
        if (serves) {
            served.add(queue);
        }
        var name = agent.id().value();
        var names = served.stream().map(QueueId::value).toList();
        set(name, shifts.getOrDefault(name, Shift.NONE).serving(names));
        changed = true;
        return true;
    }

    private boolean able(AcdConfig.Agent agent, String skill, int level) {
        var skills = new ArrayList<>(agent.skills());
        skills.removeIf(has -> has.name().equals(skill));
        if (level > 0) {
            skills.add(new Skill(skill, level));
        }
        if (skills.size() > MOST_SKILLS) {
            return false;
        }
        var name = agent.id().value();
        set(name, shifts.getOrDefault(name, Shift.NONE).able(skills));
        changed = true;
        return true;
    }

    /**
     * The night switch of a queue.
     *
     * @return whether there is such a queue
     */
    public boolean open(String queue, boolean open) {
        if (!queues.contains(queue)) {
            return false;
        }
        boolean news = open ? closed.remove(queue) : closed.add(queue);
        if (news) {
            distribution.publish(
                    new AcdEvent.QueueOpened(clock.nowMicros(), new QueueId(queue), open));
            log.queue(queue, open);
        }
        return true;
    }
}
