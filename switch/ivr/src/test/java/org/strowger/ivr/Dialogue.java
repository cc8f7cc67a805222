package org.strowger.ivr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One call in a script: tells it what happens, and keeps what it wanted done, in words short enough
 * for a table.
 */
final class Dialogue {

    private final List<IvrCommand> fresh = new ArrayList<>();
    private final List<IvrCommand> all = new ArrayList<>();
    private Position position;

    private Dialogue(Interpreter.Step first) {
        position = first.next();
        take(first);
    }

    static Dialogue start(Script script) {
        return new Dialogue(Interpreter.start(script));
    }

    static Dialogue answered(Script script) {
        return start(script).when(new IvrEvent.Answered());
    }

    Position position() {
        return position;
    }

    Dialogue when(IvrEvent event) {
        take(Interpreter.step(position, event));
        return this;
    }

    Dialogue keys(String keys) {
        keys.chars().forEach(key -> when(new IvrEvent.Key((char) key)));
        return this;
    }

    /** The prompts of the last play were heard. */
    Dialogue played() {
        return when(new IvrEvent.Played(position.play()));
    }

    /** The time of the last timer is over. */
    Dialogue timeOut() {
        return when(new IvrEvent.TimeOut(position.timer()));
    }

    /** What was wanted since the last time this was asked. */
    Dialogue then(String... expected) {
        assertEquals(List.of(expected), fresh.stream().map(Dialogue::words).toList());
        fresh.clear();
        return this;
    }

    String heardKeys() {
        return all.stream()
                .map(command -> command instanceof IvrCommand.KeyHeard(var key) ? "" + key : "")
                .collect(Collectors.joining());
    }

    long menusTimedOut() {
        return all.stream().filter(IvrCommand.MenuTimedOut.class::isInstance).count();
    }

    IvrCommand last() {
        return all.getLast();
    }

    private void take(Interpreter.Step step) {
        position = step.next();
        fresh.addAll(step.commands());
        all.addAll(step.commands());
    }

    private static String words(IvrCommand command) {
        return switch (command) {
            case IvrCommand.Answer() -> "answer";
            case IvrCommand.Play(var play, var prompts, var times, var louder) ->
                    "play %d %s".formatted(play, String.join(" ", prompts))
                            + (times == 1 && louder == 0
                                    ? ""
                                    : " %dx %ddB".formatted(times, louder));
            case IvrCommand.StopPlaying() -> "stop playing";
            case IvrCommand.SetTimer(var timer, var micros) ->
                    "timer %d %d".formatted(timer, micros);
            case IvrCommand.StopTimer() -> "stop timer";
            case IvrCommand.Enqueue(var queue, var request) ->
                    "queue %s %d".formatted(queue, request.priority());
            case IvrCommand.BookCallback(var queue, var micros) ->
                    "callback %s %d".formatted(queue, micros);
            case IvrCommand.LeaveQueue() -> "leave queue";
            case IvrCommand.Transfer(var number) -> "transfer " + number;
            case IvrCommand.Echo() -> "echo";
            case IvrCommand.HangUp() -> "hang up";
            case IvrCommand.ChangeRecording(var change) ->
                    "record " + change.name().toLowerCase(Locale.ROOT);
            case IvrCommand.Mask(var on) -> on ? "mask" : "unmask";
            case IvrCommand.Language(var language) -> "language " + language;
            case IvrCommand.MenuTimedOut(var node) -> "timed out " + node;
            case IvrCommand.KeyHeard(var key) -> "key " + key;
        };
    }
}
