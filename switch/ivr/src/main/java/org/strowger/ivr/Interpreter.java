package org.strowger.ivr;

import java.util.List;
import org.strowger.ivr.IvrCommand.Answer;
import org.strowger.ivr.IvrEvent.Answered;
import org.strowger.ivr.IvrEvent.Played;
import org.strowger.ivr.IvrEvent.QueueRefused;
import org.strowger.ivr.IvrEvent.TimeOut;
import org.strowger.ivr.IvrEvent.TransferFailed;
import org.strowger.ivr.Position.Waiting;

/**
 * Runs scripts: position and event in, next position and commands out. Pure; has no state.
 *
 * <p>An event that the position does not wait for (a prompt that was stopped meanwhile, a timer
 * that was replaced, a key in a queue) changes nothing and is no error: the world is always a
 * little late.
 */
public final class Interpreter {

    /** Where the call stands now, and what has to be done about it, in this order. */
    public record Step(Position next, List<IvrCommand> commands) {
        public Step {
            commands = List.copyOf(commands);
        }
    }

    private Interpreter() {}

    /** The first step of a call: answer it. Nothing is played before {@link Answered} comes. */
    public static Step start(Script script) {
        var position =
                new Position(
                        script, script.start(), script.language(), 1, 0, 0, Waiting.ANSWER, "");
        return new Step(position, List.of(new Answer()));
    }

    /** The next step. Never throws. */
    public static Step step(Position position, IvrEvent event) {
        return switch (event) {
            case Answered() -> answered(position);
            case Played(var play) -> played(position, play);
            case IvrEvent.Key(var key) -> key(position, key);
            case TimeOut(var timer) -> timeOut(position, timer);
            case QueueRefused(var reason) -> queueRefused(position, reason);
            case IvrEvent.Booked(var done) -> booked(position, done);
            case TransferFailed _ -> transferFailed(position);
        };
    }

    private static Step answered(Position position) {
        return position.waiting() == Waiting.ANSWER
                ? new Walk(position).goTo(position.node())
                : stay(position);
    }

    private static Step played(Position position, int play) {
        return position.waiting() == Waiting.PROMPTS && position.play() == play
                ? new Walk(position).promptsEnded()
                : stay(position);
    }

    private static Step key(Position position, char key) {
        if (!Keys.isKey(key)) {
            return stay(position);
        }
        return switch (position.waiting()) {
            case ANSWER -> new Walk(position).keep(key);
            case PROMPTS, KEY -> new Walk(position).key(key);
            case ELSEWHERE -> exit(position, key);
            case NOTHING -> stay(position);
        };
    }

    /** A key while the caller waits. */
    private static Step exit(Position position, char key) {
        var target =
                nodeOf(position) instanceof Node.Queue queue ? queue.exitKeys().get(key) : null;
        return target == null ? stay(position) : new Walk(position).leaveQueue(key, target);
    }

    private static Step timeOut(Position position, int timer) {
        return position.waiting() == Waiting.KEY && position.timer() == timer
                ? new Walk(position).timeOut()
                : stay(position);
    }

    private static Step queueRefused(Position position, String reason) {
        return position.waiting() == Waiting.ELSEWHERE
                        && nodeOf(position) instanceof Node.Queue queue
                ? new Walk(position).goTo(queue.after(reason))
                : stay(position);
    }

    private static Step booked(Position position, boolean done) {
        return position.waiting() == Waiting.ELSEWHERE
                        && nodeOf(position) instanceof Node.Callback node
                ? new Walk(position).goTo(done ? node.next() : node.onFailure())
                : stay(position);
    }

    private static Step transferFailed(Position position) {
        return position.waiting() == Waiting.ELSEWHERE
                        && nodeOf(position) instanceof Node.Transfer(_, var onFailure)
                ? new Walk(position).goTo(onFailure)
                : stay(position);
    }

    private static Node nodeOf(Position position) {
        return position.script().node(position.node());
    }

    private static Step stay(Position position) {
        return new Step(position, List.of());
    }
}
