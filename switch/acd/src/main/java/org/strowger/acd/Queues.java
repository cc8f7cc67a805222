package org.strowger.acd;

import java.util.ArrayList;
import java.util.Collection;
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
    private final SequencedMap<CallId, WaitingCall> calls = new LinkedHashMap<>();
    private final Matcher matcher;
    private final Deadlines deadlines;
    private final List<AcdCommand> commands;
    private final Steps steps;
    private long arrivals;

    Queues(Matcher matcher, Deadlines deadlines, List<AcdCommand> commands) {
        this.matcher = matcher;
        this.deadlines = deadlines;
        this.commands = commands;
        this.steps = new Steps(matcher, deadlines, commands);
    }

    Collection<WaitingCall> calls() {
        return calls.values();
    }

    @Nullable WaitingCall find(CallId id) {
        return calls.get(id);
    }

    /**
     * A call joins, or is told why it cannot.
     *
     * @return false when the call is in a queue already, and stays there
     */
    boolean join(AcdEvent.CallQueued event, long nowMicros) {
        if (calls.containsKey(event.call())) {
            return false;
        }
        var line = lines.get(event.queue());
        if (line == null || line.removed) {
            commands.add(new QueueRefused(event.call(), event.queue(), "unknown queue"));
        } else if (line.isFull()) {
            commands.add(new QueueRefused(event.call(), event.queue(), "queue full"));
        } else {
            var call = new WaitingCall(event, line, nowMicros, arrivals++);
            calls.put(call.id, call);
            line.calls++;
            steps.begin(call, nowMicros);
            matcher.add(call);
        }
        return true;
    }

    /** An agent is rung; the call keeps its place, but nobody else gets it. */
    void take(WaitingCall call, OpenOffer offer) {
        matcher.remove(call);
        call.offer = offer;
    }

    /**
     * The offer came to nothing: the call is back in its place.
     *
     * @param pause for how long this agent is not to be offered this call
     */
    void putBack(WaitingCall call, AgentId agent, Pause pause, long nowMicros) {
        call.offer = null;
        if (call.line.removed) {
            refuseRemoved(call);
            return;
        }
        if (pause != Pause.NONE) {
            exclude(call, agent, pause, nowMicros);
        }
        matcher.add(call);
    }

    /** Accepted, gone or refused: nothing of the call remains. */
    void remove(WaitingCall call) {
        if (call.offer == null) {
            matcher.remove(call);
        }
        matcher.release(call);
        steps.end(call);
        call.gone = true;
        call.line.calls--;
        call.exclusions.values().forEach(e -> deadlines.cancel(e.end()));
        calls.remove(call.id);
        forgetIfEmpty(call.line);
    }

    /**
     * Calls keep their place over a change; those of a queue that is gone are refused, when they
     * ring an agent only if that comes to nothing. The matcher must be as new.
     */
    void configure(List<AcdConfig.Queue> rules, long nowMicros) {
        var before = new LinkedHashMap<>(lines);
        lines.clear();
        for (var rule : rules) {
            var line = before.getOrDefault(rule.id(), new Line(rule));
            before.remove(rule.id());
            line.rules = rule;
            line.removed = false;
            lines.put(rule.id(), line);
        }
        for (var line : before.values()) {
            line.removed = true;
            lines.put(line.rules.id(), line);
        }
        before.values().forEach(this::forgetIfEmpty);
        for (var call : List.copyOf(calls.values())) {
            place(call, nowMicros);
        }
    }

    List<AcdCommand.QueueView> views() {
        var waiting = new LinkedHashMap<Line, List<WaitingCall>>();
        lines.values().stream()
                .filter(l -> !l.removed)
                .forEach(l -> waiting.put(l, new ArrayList<>()));
        for (var call : calls.values()) {
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
                        .filter(c -> c.offer == null)
                        .sorted(WaitingCall.ORDER)
                        .map(c -> c.id)
                        .toList();
        long oldest = calls.stream().mapToLong(c -> c.joinedMicros).min().orElse(0);
        return new AcdCommand.QueueView(
                line.rules.id(), waiting, calls.size() - waiting.size(), oldest);
    }

    /** The queues that are configured, in that order. */
    List<AcdCensus.Queue> census() {
        lines.values().forEach(Line::beginCount);
        calls.values().forEach(call -> call.line.count(call));
        return lines.values().stream().filter(l -> !l.removed).map(Line::counted).toList();
    }

    private void place(WaitingCall call, long nowMicros) {
        call.weigh();
        steps.begin(call, nowMicros);
        if (call.line.removed && call.offer == null) {
            refuseRemoved(call);
        } else if (call.offer == null) {
            matcher.add(call);
        }
    }

    private void forgetIfEmpty(Line line) {
        if (line.removed && line.calls == 0) {
            lines.remove(line.rules.id());
        }
    }

    private void refuseRemoved(WaitingCall call) {
        remove(call);
        commands.add(new QueueRefused(call.id, call.line.rules.id(), "queue removed"));
    }

    private void exclude(WaitingCall call, AgentId agent, Pause pause, long nowMicros) {
        int failures = call.failures(agent) + (pause == Pause.FAILED ? 1 : 0);
        var end =
                deadlines.at(
                        nowMicros + pause.micros(failures),
                        () -> {
                            call.exclusions.put(agent, new Exclusion(failures, null));
                            if (call.offer == null) {
                                matcher.wake(call);
                            }
                        });
        call.exclusions.put(agent, new Exclusion(failures, end));
    }
}
