package org.strowger.acd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.acd.AcdCommand.QueueRefused;
import org.strowger.acd.WaitingCall.Exclusion;
import org.strowger.acd.WaitingCall.Pause;
import org.strowger.base.AgentId;
import org.strowger.base.CallId;
import org.strowger.base.QueueId;

/** The queues and the calls in them: waiting, or being offered. */
final class Queues {

    private final SequencedMap<QueueId, Line> lines = new LinkedHashMap<>();
    private final Calls calls = new Calls();
    private final Matcher matcher;
    private final Deadlines deadlines;
    private final List<AcdCommand> commands;
    private final Explanations explanations;
    private final Steps steps;
    private final Estimates estimates;
    private final Stays stays;
    private Order order = Order.PLAIN;
    private long arrivals;

    Queues(
            Matcher matcher,
            Deadlines deadlines,
            List<AcdCommand> commands,
            Explanations explanations) {
        this.matcher = matcher;
        this.deadlines = deadlines;
        this.commands = commands;
        this.explanations = explanations;
        this.steps = new Steps(matcher, deadlines, explanations);
        this.estimates = new Estimates(matcher);
        this.stays = new Stays(deadlines, this::letGo);
    }

    /** Those of the configuration in its order, then those that are gone but for some calls. */
    SequencedMap<QueueId, Line> lines() {
        return lines;
    }

    /** All, in the order of joining. */
    List<WaitingCall> inOrder() {
        return calls.inOrder();
    }

    long arrivals() {
        return arrivals;
    }

    Steps steps() {
        return steps;
    }

    Stays stays() {
        return stays;
    }

    /** Those that were saved; the agents must be there. */
    void restore(AcdConfig config, List<Line> saved, long arrivalsSoFar) {
        order = config.order();
        arrivals = arrivalsSoFar;
        for (var line : saved) {
            line.remember(matcher.index());
            lines.put(line.rules.id(), line);
        }
    }

    /** One that was saved; it stands among those who wait once its offers are there. */
    void restore(WaitingCall call) {
        calls.add(call);
        call.line.append(call);
        matcher.classify(call);
    }

    /** All, in no order. */
    List<WaitingCall> calls() {
        return calls.all();
    }

    int size() {
        return calls.size();
    }

    @Nullable WaitingCall find(CallId id) {
        return calls.find(id);
    }

    /**
     * A call joins, or is told why it cannot.
     *
     * @return false when the call is in a queue already, and stays there
     */
    boolean join(AcdEvent.CallQueued event, long nowMicros) {
        if (calls.find(event.call()) != null) {
            return false;
        }
        var line = lines.get(event.queue());
        if (line == null || line.removed) {
            refuse(event.call(), event.queue(), "unknown queue", nowMicros);
        } else if (line.closed && !event.comesBack()) {
            refuse(event.call(), event.queue(), "closed", nowMicros);
        } else if (line.isFull() && !event.comesBack()) {
            refuse(event.call(), event.queue(), "queue full", nowMicros);
        } else {
            var call = new WaitingCall(event, line, nowMicros, arrivals++);
            call.weigh(order);
            calls.add(call);
            int place = line.add(call);
            steps.join(call, event.preferred(), nowMicros);
            var expected = estimates.joined(call, place);
            if (expected != null) {
                explanations.tell(call, new Why.Expected(expected), nowMicros);
            }
            var refusal = event.comesBack() ? null : Stays.refusal(call);
            take(call, refusal, nowMicros);
        }
        return true;
    }

    private void take(WaitingCall call, @Nullable String refusal, long nowMicros) {
        if (refusal == null) {
            stays.begin(call, nowMicros);
            letRing(call, nowMicros);
            matcher.add(call);
            explanations.comesBack(call);
        } else {
            letGo(call, refusal, nowMicros);
        }
    }

    private void letGo(WaitingCall call, String reason, long nowMicros) {
        explanations.tell(call, new Why.Refused(reason), nowMicros);
        remove(call);
        commands.add(new QueueRefused(call.id, call.line.rules.id(), reason));
    }

    /** The agent has gone home: no call is held for him any more. A look at every call. */
    void endHolds(AgentId agent, long nowMicros) {
        calls.all().stream()
                .filter(call -> agent.equals(call.held))
                .sorted(WaitingCall.ORDER)
                .toList()
                .forEach(call -> steps.endHold(call, nowMicros));
    }

    /** {@link AcdEvent.QueueOpened}; false when there is no such queue. */
    boolean open(QueueId queue, boolean open) {
        var line = lines.get(queue);
        if (line == null || line.removed) {
            return false;
        }
        line.closed = !open;
        return true;
    }

    /** An agent is rung; the call keeps its place, but only whom it may ring besides gets it. */
    void take(WaitingCall call, OpenOffer offer, long nowMicros) {
        matcher.remove(call);
        if (!call.isRung()) {
            call.ringsSinceMicros = nowMicros;
            call.line.rung++;
        }
        call.offers.add(offer);
        call.line.offers(offer.agent);
        letRing(call, nowMicros);
        matcher.addIfWanting(call);
    }

    /**
     * The offer came to nothing: the call is back in its place when no other agent is rung.
     *
     * @param pause for how long this agent is not to be offered this call
     */
    void putBack(OpenOffer offer, Pause pause, long nowMicros) {
        var call = offer.call;
        matcher.remove(call);
        call.offers.remove(offer);
        call.line.rung -= call.isRung() ? 0 : 1;
        letRing(call, nowMicros);
        if (pause != Pause.NONE) {
            exclude(call, offer.agent.id, pause, nowMicros);
        }
        if (call.held == null) {
            matcher.addIfWanting(call);
        } else {
            steps.endHold(call, nowMicros); // Who was waited for does not take it.
        }
        var leaves = call.leaves;
        if (call.line.removed && !call.isRung()) {
            refuseRemoved(call, nowMicros);
        } else if (leaves != null && !call.isRung()) {
            letGo(call, leaves, nowMicros);
        } else {
            explanations.comesBack(call);
        }
    }

    /** So many agents may be rung at this time, and one more when it is time. */
    private void letRing(WaitingCall call, long nowMicros) {
        deadlines.cancel(call.oneMore);
        call.oneMore = null;
        var choice = call.line.rules.choice();
        long ringing = call.isRung() ? nowMicros - call.ringsSinceMicros : 0;
        call.wanted = choice.wanted(ringing);
        if (call.isRung() && call.wanted < choice.phones()) {
            long due = call.ringsSinceMicros + call.wanted * choice.nextMicros();
            resumeOneMore(call, due);
        }
    }

    /** One more may be rung from this time on. */
    void resumeOneMore(WaitingCall call, long dueMicros) {
        call.oneMore = deadlines.at(dueMicros, () -> ringOneMore(call, dueMicros));
    }

    private void ringOneMore(WaitingCall call, long nowMicros) {
        matcher.remove(call);
        letRing(call, nowMicros);
        matcher.addIfWanting(call);
    }

    /** Accepted, gone or refused: nothing of the call remains. */
    void remove(WaitingCall call) {
        matcher.remove(call);
        matcher.release(call);
        steps.end(call);
        stays.end(call);
        deadlines.cancel(call.holdEnd);
        deadlines.cancel(call.oneMore);
        call.gone = true;
        call.line.remove(call);
        if (call.line.calls == 0) {
            stays.end(call.line);
        }
        if (!call.exclusions.isEmpty()) {
            call.exclusions.values().forEach(e -> deadlines.cancel(e.end()));
        }
        calls.remove(call);
        forgetIfEmpty(call.line);
    }

    /**
     * Calls keep their place over a change; those of a queue that is gone are refused, when they
     * ring an agent only if that comes to nothing. The matcher must be as new.
     */
    void configure(AcdConfig config, long nowMicros) {
        order = config.order();
        var before = new LinkedHashMap<>(lines);
        lines.clear();
        for (var rule : config.queues()) {
            var line = before.getOrDefault(rule.id(), new Line(rule));
            before.remove(rule.id());
            line.rules = rule;
            line.removed = false;
            line.begin();
            stays.end(line);
            line.remember(matcher.index());
            lines.put(rule.id(), line);
        }
        for (var line : before.values()) {
            line.forget();
            line.begin();
            stays.end(line);
            lines.put(line.rules.id(), line);
        }
        before.values().forEach(this::forgetIfEmpty);
        for (var call : calls.inOrder()) {
            place(call, nowMicros);
        }
    }

    List<AcdCommand.QueueView> views() {
        var waiting = new LinkedHashMap<Line, List<WaitingCall>>();
        lines.values().stream()
                .filter(l -> !l.removed)
                .forEach(l -> waiting.put(l, new ArrayList<>()));
        for (var call : calls.inOrder()) {
            waiting.computeIfPresent(call.line, (_, list) -> with(list, call));
        }
        return waiting.entrySet().stream().map(e -> view(e.getKey(), e.getValue())).toList();
    }

    private static List<WaitingCall> with(List<WaitingCall> list, WaitingCall call) {
        list.add(call);
        return list;
    }

    private static AcdCommand.QueueView view(Line line, List<WaitingCall> calls) {
        var waiting =
                calls.stream()
                        .filter(c -> !c.isRung())
                        .sorted(WaitingCall.ORDER)
                        .map(c -> c.id)
                        .toList();
        long oldest = calls.stream().mapToLong(c -> c.joinedMicros).min().orElse(0);
        return new AcdCommand.QueueView(
                line.rules.id(), waiting, calls.size() - waiting.size(), oldest);
    }

    /** The queues that are configured, in that order. */
    List<AcdCensus.Queue> census() {
        return lines.values().stream().filter(l -> !l.removed).map(Line::census).toList();
    }

    /** The same queues, and how their callers wait. */
    List<WaitFigures> figures() {
        return lines.values().stream().filter(l -> !l.removed).map(estimates::figures).toList();
    }

    /** What the calls of a queue wait for. */
    void show(AcdEvent.QueueWanted wanted, long nowMicros) {
        var line = lines.get(wanted.queue());
        boolean known = line != null && !line.removed;
        List<AcdCommand.ShownCall> calls = List.of();
        if (line != null && known) {
            calls = new Show(matcher.index(), estimates, nowMicros).calls(line);
        }
        commands.add(new AcdCommand.Shown(wanted.request(), known, calls));
    }

    /** Where a call stands; nothing happens when it is in no queue. */
    boolean tellPlace(CallId id) {
        var call = calls.find(id);
        if (call != null) {
            commands.add(new AcdCommand.Place(id, call.line.rules.id(), estimates.of(call)));
        }
        return call != null;
    }

    private void place(WaitingCall call, long nowMicros) {
        call.weigh(order);
        call.line.weigh(call);
        steps.begin(call, nowMicros);
        stays.begin(call, nowMicros);
        letRing(call, nowMicros);
        if (call.line.removed && !call.isRung()) {
            refuseRemoved(call, nowMicros);
        } else {
            matcher.addIfWanting(call);
        }
    }

    private void forgetIfEmpty(Line line) {
        if (line.removed && line.calls == 0) {
            lines.remove(line.rules.id());
        }
    }

    private void refuseRemoved(WaitingCall call, long nowMicros) {
        remove(call);
        refuse(call.id, call.line.rules.id(), "queue removed", nowMicros);
    }

    private void refuse(CallId call, QueueId queue, String reason, long nowMicros) {
        commands.add(new QueueRefused(call, queue, reason));
        explanations.refused(call, queue, reason, nowMicros);
    }

    private void exclude(WaitingCall call, AgentId agent, Pause pause, long nowMicros) {
        int failures = call.failures(agent) + (pause == Pause.FAILED ? 1 : 0);
        long until = nowMicros + pause.micros(failures);
        resumeExclusion(call, agent, new Exclusion(failures, pause, until, null));
    }

    /** One that ends at its time. */
    void resumeExclusion(WaitingCall call, AgentId agent, Exclusion over) {
        var end =
                deadlines.at(
                        over.untilMicros(),
                        () -> {
                            call.exclude(agent, over);
                            if (call.wantsAgent()) {
                                matcher.wake(call);
                            }
                        });
        var now = new Exclusion(over.failures(), over.pause(), over.untilMicros(), end);
        call.exclude(agent, now);
    }
}
