package org.strowger.acd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.OpenOffer.Withdrawal;
import org.strowger.acd.WaitingCall.Exclusion;
import org.strowger.acd.WaitingCall.Pause;
import org.strowger.base.AgentId;

/**
 * Builds a distributor from what {@link SnapshotWriter} wrote: first all that is in it, then the
 * indexes over that, then the deadlines. Whatever does not go together is an {@link
 * IllegalArgumentException}.
 */
final class SnapshotReader {

    /** Agents times requirements that they meet: 200 MB. */
    private static final long MOST_MEMBERS = 16_000_000;

    /** A deadline, set when all of them are known. */
    private record Due(int place, Runnable action) {}

    private final OctetReader in;
    private final Distributor core = new Distributor();
    private final List<AcdConfig.Queue> rules = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private final List<WaitingCall> calls = new ArrayList<>();
    private final List<OpenOffer> offers = new ArrayList<>();
    private final List<Due> deadlines = new ArrayList<>();
    private long members;

    /** Since when, by an agent's place, of those who are offered a call or talk. */
    private final LinkedHashMap<Agent, Long> engaged = new LinkedHashMap<>();

    SnapshotReader(OctetReader in) {
        this.in = in;
    }

    Distributor read() {
        core.nowMicros = in.number();
        core.ignored = in.number();
        long arrivals = in.number();
        long lastOffer = in.number();
        core.config = AcdConfigText.read(in);
        core.config.queues().stream().filter(q -> !rules.contains(q)).forEach(rules::add);
        int there = in.size();
        int gone = in.size();
        times(there + gone, this::line);
        times(in.size(), this::agent);
        int waiting = in.size();
        times(waiting, () -> calls.add(call()));
        times(in.size(), this::offer);
        install(there, waiting, arrivals, lastOffer);
        kinds();
        in.end();
        setDeadlines();
        return core;
    }

    private void times(int number, Runnable step) {
        for (int i = 0; i < number; i++) {
            step.run();
        }
    }

    // ---- queues ----

    private void line() {
        var line = new Line(rules());
        line.restore(in);
        deadline(at -> core.queues.stays().resumeLook(line, at));
        lines.add(line);
    }

    private AcdConfig.Queue rules() {
        int known = in.index(rules.size() + 1);
        if (known > 0) {
            return rules.get(known - 1);
        }
        var read = AcdConfigText.readQueue(in);
        rules.add(read);
        return read;
    }

    private Line someLine() {
        return lines.get(in.index(lines.size() + 1) - 1);
    }

    // ---- agents ----

    private void agent() {
        var id = new AgentId(in.word());
        var agent = new Agent(new AcdConfig.Agent(id, List.of(), List.of(), false));
        int flags = in.integer();
        agent.loggedIn = (flags & SnapshotWriter.LOGGED_IN) != 0;
        agent.staysOut = (flags & SnapshotWriter.STAYS_OUT) != 0;
        agent.phoneBusy = (flags & SnapshotWriter.PHONE_BUSY) != 0;
        agent.reachable = (flags & SnapshotWriter.REACHABLE) != 0;
        agent.notReadyReason = text();
        agent.state = state(agent);
        agent.readySinceMicros = micros();
        agent.idleSinceMicros = micros();
        agent.misses = in.integer();
        int handled = in.index(lines.size() + 1);
        if (handled > 0) {
            agent.talked(lines.get(handled - 1), in.number());
        }
        agent.work.restore(in);
        deadline(at -> core.agents.resumeWrapUp(agent, at));
        deadline(at -> core.agents.occupancies().resume(agent, at));
        agents.add(agent);
    }

    private AgentState state(Agent agent) {
        int state = in.index(SnapshotWriter.NOT_READY + 1);
        if (state == SnapshotWriter.LOGGED_OUT) {
            return new AgentState.LoggedOut();
        }
        long since = micros();
        return switch (state) {
            case SnapshotWriter.READY -> new AgentState.Ready(since);
            case SnapshotWriter.WRAP_UP -> new AgentState.WrapUp(since, micros());
            case SnapshotWriter.BUSY -> new AgentState.Busy(since, micros());
            case SnapshotWriter.NOT_READY -> {
                var reason = text();
                yield new AgentState.NotReady(reason == null ? "" : reason, since);
            }
            default -> {
                engaged.put(agent, since);
                yield new AgentState.LoggedOut(); // Until the offer is read.
            }
        };
    }

    private void engage(OpenOffer offer) {
        var since = engaged.remove(offer.agent);
        if (since == null) {
            throw in.error("an offer to somebody who has none");
        }
        var call = offer.call.id;
        offer.agent.state =
                offer.talking
                        ? new AgentState.Talking(offer.id, call, since)
                        : new AgentState.Offered(
                                offer.id,
                                call,
                                offer.deadlineMicros,
                                since,
                                offer.withdrawal != null);
    }

    // ---- calls ----

    private WaitingCall call() {
        var call = WaitingCall.restore(in, someLine());
        call.step = in.index(call.line.rules.relaxation().size() + 1);
        call.held = in.flag() ? new AgentId(in.word()) : null;
        call.ringsSinceMicros = micros();
        call.wanted = in.integer();
        call.leaves = text();
        call.plainMicros = in.number();
        call.likelyMicros = in.number();
        deadline(at -> core.queues.steps().resumeStep(call, at));
        deadline(at -> core.queues.steps().resumeHold(call, at));
        deadline(at -> core.queues.resumeOneMore(call, at));
        deadline(at -> core.queues.stays().resumeWait(call, at));
        times(in.size(), () -> exclusion(call));
        return call;
    }

    private void exclusion(WaitingCall call) {
        var agent = new AgentId(in.word());
        int failures = in.integer();
        var pause = Pause.valueOf(in.word());
        var over = new Exclusion(failures, pause, in.number(), null);
        call.exclude(agent, over);
        deadline(_ -> core.queues.resumeExclusion(call, agent, over));
    }

    private void offer() {
        var id = new OfferId(in.number());
        var agent = agents.get(in.index(agents.size()));
        int known = in.index(calls.size() + 1);
        if (known == 0) {
            var call = WaitingCall.restore(in, someLine());
            call.gone = true;
            calls.add(call);
        }
        var call = calls.get(known == 0 ? calls.size() - 1 : known - 1);
        var offer = new OpenOffer(id, agent, call, rules(), micros());
        offer.talking = in.flag();
        var withdrawal = text();
        offer.withdrawal = withdrawal == null ? null : Withdrawal.valueOf(withdrawal);
        deadline(at -> core.offers.resume(offer, at));
        engage(offer);
        offers.add(offer);
    }

    // ---- the whole ----

    private void install(int there, int waiting, long arrivals, long lastOffer) {
        distinct(agents.stream().map(a -> a.id).toList());
        distinct(offers.stream().map(o -> o.id).toList());
        if (!engaged.isEmpty()) {
            throw in.error("somebody who is offered no call");
        }
        var known = lines.subList(0, there);
        distinct(known.stream().map(l -> l.rules.id()).toList());
        core.agents.restore(core.config, agents);
        core.queues.restore(core.config, known, arrivals);
        var live = calls.subList(0, waiting);
        distinct(live.stream().map(c -> c.id).toList());
        for (var call : live) {
            core.queues.restore(call);
            count(Matcher.requirementOf(call));
        }
        core.offers.restore(offers, lastOffer);
        var matcher = core.agents.matcher();
        live.forEach(matcher::addIfWanting);
        core.agents.listAll();
        matcher.end();
    }

    private void distinct(List<?> names) {
        if (new LinkedHashSet<>(names).size() < names.size()) {
            throw in.error("a name that stands twice");
        }
    }

    private void count(Requirement requirement) {
        members += requirement.calls <= 1 ? requirement.members.size() : 0;
        if (members > MOST_MEMBERS) {
            throw in.error("more than " + MOST_MEMBERS + " agents for what calls ask for");
        }
    }

    private void kinds() {
        times(
                in.size(),
                () -> Matcher.requirementOf(calls.get(in.index(calls.size()))).restore(in));
        times(in.size(), this::unused);
    }

    private void unused() {
        var line = someLine();
        var needs = in.needs();
        int step = in.index(line.rules.relaxation().size() + 1);
        var key = new Requirement.Key(line.rules.id(), needs, step, null);
        var requirement = core.agents.matcher().compile(key, line);
        core.agents.matcher().unused.putLast(key, requirement);
        requirement.restore(in);
        count(requirement);
    }

    private void setDeadlines() {
        deadlines.sort(Comparator.comparingInt(Due::place));
        for (var due : deadlines) {
            due.action.run();
        }
    }

    // ---- what all have ----

    private @Nullable String text() {
        return in.flag() ? in.word() : null;
    }

    private long micros() {
        return core.nowMicros - in.number();
    }

    private void deadline(LongConsumer set) {
        int place = in.index(Integer.MAX_VALUE);
        if (place > 0) {
            long at = core.nowMicros + in.number();
            deadlines.add(new Due(place, () -> set.accept(at)));
        }
    }
}
