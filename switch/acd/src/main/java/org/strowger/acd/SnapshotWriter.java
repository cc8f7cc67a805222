package org.strowger.acd;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the state of a distributor for {@link CoreSnapshot}. What follows from the rest is left
 * out: who stands in which index, what is counted. {@link SnapshotReader} reads it in the same
 * order.
 *
 * <p>Deadlines are written with their place among all that are set, so that those of one time come
 * back in their order.
 */
final class SnapshotWriter {

    static final int LOGGED_IN = 1;
    static final int STAYS_OUT = 2;
    static final int PHONE_BUSY = 4;
    static final int REACHABLE = 8;
    static final int REMOVED = 16;

    static final int LOGGED_OUT = 0;
    static final int READY = 1;
    static final int OFFERED = 2;
    static final int TALKING = 3;
    static final int WRAP_UP = 4;
    static final int BUSY = 5;
    static final int NOT_READY = 6;

    private final Distributor core;
    private final OctetWords out;
    private final SequencedMap<Agent, Integer> agents = new LinkedHashMap<>();
    private final SequencedMap<Line, Integer> lines = new LinkedHashMap<>();
    private final SequencedMap<WaitingCall, Integer> calls = new LinkedHashMap<>();
    private final SequencedMap<AcdConfig.Queue, Integer> rules = new LinkedHashMap<>();
    private final long[] numbers;
    private int deadlines;

    SnapshotWriter(Distributor core, OctetWords out) {
        this.core = core;
        this.out = out;
        this.numbers = core.deadlines.numbers();
    }

    void write() {
        out.number(core.nowMicros).number(core.ignored);
        out.number(core.queues.arrivals()).number(core.offers.lastId());
        AcdConfigText.write(out, core.config);
        core.config.queues().forEach(queue -> rules.putIfAbsent(queue, rules.size()));
        var offers = core.offers.open().inOrder();
        writeLines(offers);
        out.number(core.agents.all().size());
        core.agents.all().forEach(this::agent);
        var waiting = core.queues.inOrder();
        out.number(waiting.size());
        waiting.forEach(this::call);
        out.number(offers.size());
        offers.forEach(this::offer);
        kinds(waiting);
        if (deadlines != numbers.length) {
            throw new IllegalStateException("there are deadlines that no snapshot speaks of");
        }
    }

    // ---- queues ----

    /** Then those that are gone, but not for a talk or a wrap-up that goes on. */
    private void writeLines(List<OpenOffer> offers) {
        core.queues.lines().values().forEach(this::known);
        int there = lines.size();
        offers.forEach(offer -> known(offer.call.line));
        for (var agent : core.agents.all()) {
            if (agent.handledFor() != null) {
                known(agent.handledFor());
            }
        }
        core.agents.matcher().unused.values().forEach(requirement -> known(requirement.line()));
        out.number(there).number(lines.size() - there);
        lines.keySet().forEach(this::line);
    }

    private void known(Line line) {
        lines.putIfAbsent(line, lines.size());
    }

    private void line(Line line) {
        rules(line.rules);
        line.save(out);
        deadline(line.look);
    }

    private void line(@Nullable Line line, SequencedMap<Line, Integer> table) {
        out.number(line == null ? 0 : table.getOrDefault(line, -1) + 1);
    }

    private void rules(AcdConfig.Queue queue) {
        var known = rules.putIfAbsent(queue, rules.size());
        out.number(known == null ? 0 : known + 1);
        if (known == null) {
            AcdConfigText.writeQueue(out, queue);
        }
    }

    // ---- agents ----

    private void agent(Agent agent) {
        agents.put(agent, agents.size());
        out.word(agent.id.value()).number(flags(agent));
        text(agent.notReadyReason);
        state(agent.state);
        out.number(micros(agent.readySinceMicros)).number(micros(agent.idleSinceMicros));
        out.number(agent.misses);
        line(agent.handledFor(), lines);
        if (agent.handledFor() != null) {
            out.number(agent.talkedMicros());
        }
        agent.work.save(out);
        deadline(agent.wrapUp);
        deadline(agent.measuring);
    }

    private static int flags(Agent agent) {
        return (agent.loggedIn ? LOGGED_IN : 0)
                | (agent.staysOut ? STAYS_OUT : 0)
                | (agent.phoneBusy ? PHONE_BUSY : 0)
                | (agent.reachable ? REACHABLE : 0)
                | (agent.removed ? REMOVED : 0);
    }

    /** Of which offer is said there. */
    private void state(AgentState state) {
        switch (state) {
            case AgentState.LoggedOut() -> out.number(LOGGED_OUT);
            case AgentState.Ready(var since) -> out.number(READY).number(micros(since));
            case AgentState.Offered(_, _, _, var since, _) ->
                    out.number(OFFERED).number(micros(since));
            case AgentState.Talking(_, _, var since) -> out.number(TALKING).number(micros(since));
            case AgentState.WrapUp(var since, var until) ->
                    out.number(WRAP_UP).number(micros(since)).number(micros(until));
            case AgentState.Busy(var since, var idle) ->
                    out.number(BUSY).number(micros(since)).number(micros(idle));
            case AgentState.NotReady(var reason, var since) -> {
                out.number(NOT_READY).number(micros(since));
                text(reason);
            }
        }
    }

    // ---- calls ----

    private void call(WaitingCall call) {
        calls.put(call, calls.size());
        line(call.line, lines);
        call.save(out);
        out.number(call.step).flag(call.held != null);
        if (call.held != null) {
            out.word(call.held.value());
        }
        out.number(micros(call.ringsSinceMicros)).number(call.wanted);
        text(call.leaves);
        out.number(call.plainMicros).number(call.likelyMicros);
        deadline(call.nextStep);
        deadline(call.holdEnd);
        deadline(call.oneMore);
        deadline(call.patience);
        out.number(call.exclusions.size());
        call.exclusions.forEach((agent, exclusion) -> {
            out.word(agent.value()).number(exclusion.failures());
            out.word(exclusion.pause().name()).number(exclusion.untilMicros());
            deadline(exclusion.end());
        });
    }

    /** Of a call that is in no queue any more there is only what is told yet. */
    private void offer(OpenOffer offer) {
        var known = calls.putIfAbsent(offer.call, calls.size());
        out.number(offer.id.value()).number(agents.getOrDefault(offer.agent, -1));
        out.number(known == null ? 0 : known + 1);
        if (known == null) {
            line(offer.call.line, lines);
            offer.call.save(out);
        }
        rules(offer.rules);
        out.number(micros(offer.deadlineMicros)).flag(offer.talking);
        var withdrawal = offer.withdrawal;
        text(withdrawal == null ? null : withdrawal.name());
        deadline(offer.talking || withdrawal != null ? null : offer.deadline);
    }

    /** What is kept of who meets what calls ask for. */
    private void kinds(List<WaitingCall> waiting) {
        var asked = new LinkedHashMap<Requirement, WaitingCall>();
        for (var call : waiting) {
            var requirement = Matcher.requirementOf(call);
            if (requirement.questions() > 0) {
                asked.putIfAbsent(requirement, call);
            }
        }
        out.number(asked.size());
        asked.forEach((requirement, call) -> {
            out.number(calls.getOrDefault(call, -1));
            requirement.save(out);
        });
        var unused = core.agents.matcher().unused.values();
        out.number(unused.size());
        for (var requirement : unused) {
            line(requirement.line(), lines);
            out.needs(requirement.key.needs()).number(requirement.key.step());
            requirement.save(out);
        }
    }

    // ---- what all have ----

    private void text(@Nullable String text) {
        out.flag(text != null);
        if (text != null) {
            out.word(text);
        }
    }

    /** Most times are not long ago, and short that way. */
    private long micros(long time) {
        return core.nowMicros - time;
    }

    private void deadline(Deadlines.@Nullable Deadline deadline) {
        if (deadline == null) {
            out.number(0);
            return;
        }
        int place = Arrays.binarySearch(numbers, deadline.number);
        if (place < 0) {
            throw new IllegalStateException("a deadline that is not set");
        }
        deadlines++;
        out.number(place + 1).number(deadline.atMicros - core.nowMicros);
    }
}
