package org.strowger.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.ivr.Interpreter;
import org.strowger.ivr.IvrCommand;
import org.strowger.ivr.IvrEvent;
import org.strowger.ivr.Node;
import org.strowger.ivr.Position;
import org.strowger.ivr.Prompts;
import org.strowger.ivr.Script;
import org.strowger.ivr.WaitWords;
import org.strowger.media.Playing;

/**
 * One call's way through its script: does what the interpreter asks for, and tells it what happens.
 */
final class ScriptRun {

    private static final int MOST_DIGITS = 20;

    private Call call;
    private @Nullable Position position;
    private final OneTimer timer;
    private boolean over;

    /** Of a call that runs no script yet. */
    ScriptRun(Call call, Exchange exchange) {
        this.call = call;
        this.timer = new OneTimer(exchange);
    }

    /** Begins the script; its first command is to answer. */
    void begin(Script script) {
        call.log().language(script.language());
        perform(Interpreter.start(script));
    }

    /** Another call goes on where this one was. */
    void moveTo(Call other) {
        call = other;
    }

    void on(IvrEvent event) {
        var at = position;
        if (!over && at != null) {
            perform(Interpreter.step(at, event));
        }
    }

    /** Whether the caller is in a queue that this key leads out of. */
    boolean leavesBy(char key) {
        var at = position;
        return !over
                && at != null
                && at.script().node(at.node()) instanceof Node.Queue queue
                && queue.exitKeys().containsKey(key);
    }

    /** The call is over, or talks to somebody: the script has no more to say. */
    void stop() {
        over = true;
        timer.stop();
    }

    private void perform(Interpreter.Step step) {
        position = step.next();
        for (var command : step.commands()) {
            if (!over) {
                perform(command);
            }
        }
    }

    private void perform(IvrCommand command) {
        var log = call.log();
        switch (command) {
            case IvrCommand.Answer() -> call.script().answer();
            case IvrCommand.Play play ->
                    call.callerMedia()
                            .play(
                                    play.play(),
                                    spoken(play.prompts()),
                                    new Playing(play.times(), play.decibels()));
            case IvrCommand.StopPlaying() -> call.callerMedia().silence();
            case IvrCommand.SetTimer(var number, var micros) -> setTimer(number, micros);
            case IvrCommand.StopTimer() -> timer.stop();
            case IvrCommand.ChangeRecording(var change) -> call.legs().recording().byScript(change);
            case IvrCommand.Mask(var on) -> call.legs().recording().mask(on);
            case IvrCommand.Enqueue(var queue, var request) -> call.queue().join(queue, request);
            case IvrCommand.BookCallback(var queue, var micros) ->
                    call.script().book(queue, micros);
            case IvrCommand.LeaveQueue() -> call.queue().exit();
            case IvrCommand.Transfer(var number) -> call.script().transfer(number);
            case IvrCommand.Echo() -> call.callerMedia().echo();
            case IvrCommand.HangUp() -> call.script().ended();
            case IvrCommand.Language(var language) -> log.language(language);
            case IvrCommand.MenuTimedOut(_) -> log.timedOut();
            case IvrCommand.KeyHeard(var key) -> log.key(key);
        }
    }

    /** Digit by digit where the caller's number is to be said. */
    private List<String> spoken(List<String> prompts) {
        if (!prompts.contains(Prompts.CALLERS_NUMBER)) {
            return prompts;
        }
        var language = call.log().language();
        var spoken = new ArrayList<String>();
        for (var prompt : prompts) {
            if (prompt.equals(Prompts.CALLERS_NUMBER)) {
                var digits = WaitWords.digits(call.log().caller(), language);
                spoken.addAll(digits.subList(0, Math.min(MOST_DIGITS, digits.size())));
            } else {
                spoken.add(prompt);
            }
        }
        return spoken;
    }

    private void setTimer(int number, long micros) {
        timer.start(micros, () -> call.guarded(() -> on(new IvrEvent.TimeOut(number))));
    }
}
