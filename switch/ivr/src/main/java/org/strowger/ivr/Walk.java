package org.strowger.ivr;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.ivr.Interpreter.Step;
import org.strowger.ivr.IvrCommand.KeyHeard;
import org.strowger.ivr.Position.Waiting;

/**
 * One step in the making: goes from node to node until one has to wait. Lives for a single call of
 * the interpreter, so it may change what a {@link Position} may not.
 *
 * <p>Methods that return a name say where to go next; null says that the call waits here.
 */
final class Walk {

    /** The checker lets no loop pass; a script that was put together otherwise ends here. */
    static final int MAX_NODES = 100;

    private final Script script;
    private final List<IvrCommand> commands = new ArrayList<>(4);
    private String node;
    private String language;
    private int attempt;
    private int play;
    private int timer;
    private Waiting waiting;
    private String typedAhead;

    Walk(Position from) {
        script = from.script();
        node = from.node();
        language = from.language();
        attempt = from.attempt();
        play = from.play();
        timer = from.timer();
        waiting = from.waiting();
        typedAhead = from.typedAhead();
    }

    Step goTo(@Nullable String target) {
        int nodes = 0;
        for (var next = target; next != null; nodes++) {
            if (nodes == MAX_NODES) {
                end(new IvrCommand.HangUp(), Waiting.NOTHING);
                break;
            }
            moveTo(next);
            attempt = 1;
            next = arrive(script.node(next));
        }
        return new Step(
                new Position(script, node, language, attempt, play, timer, waiting, typedAhead),
                commands);
    }

    private void moveTo(String next) {
        boolean was = waiting != Waiting.ANSWER && isSensitive(node);
        node = next;
        waiting = Waiting.NOTHING;
        if (was != isSensitive(next)) {
            commands.add(new IvrCommand.Mask(!was));
        }
    }

    private boolean isSensitive(String name) {
        return script.node(name) instanceof Node.Menu menu && menu.sensitive();
    }

    Step promptsEnded() {
        return switch (script.node(node)) {
            case Node.Play play -> goTo(play.next());
            case Node.Menu menu -> goTo(setTimer(menu));
            default -> goTo(null);
        };
    }

    /** A key while prompts play or a menu waits. */
    Step key(char key) {
        if (!(script.node(node) instanceof Node.Menu menu)) {
            return keep(key);
        }
        commands.add(
                waiting == Waiting.PROMPTS
                        ? new IvrCommand.StopPlaying()
                        : new IvrCommand.StopTimer());
        return goTo(hear(menu, key));
    }

    /** A key before the menu that will take it. */
    Step keep(char key) {
        if (typedAhead.length() < Position.MAX_TYPED_AHEAD) {
            typedAhead += key;
        }
        return goTo(null);
    }

    /** The caller has enough of waiting. */
    Step leaveQueue(char key, String target) {
        commands.add(new KeyHeard(key));
        commands.add(new IvrCommand.LeaveQueue());
        return goTo(target);
    }

    Step timeOut() {
        commands.add(new IvrCommand.MenuTimedOut(node));
        return script.node(node) instanceof Node.Menu menu
                ? goTo(again(menu, menu.noKeyPrompts(), menu.onNoKey()))
                : goTo(null);
    }

    private @Nullable String arrive(Node at) {
        return switch (at) {
            case Node.Play(var prompts, var next, var times, var louder) ->
                    prompts.isEmpty() ? next : play(prompts, times, louder);
            case Node.Menu menu when typedAhead.isEmpty() -> ask(menu, List.of());
            case Node.Menu menu -> hear(menu, takeTypedAhead());
            case Node.SetLanguage(var chosen, var next) -> {
                language = chosen;
                commands.add(new IvrCommand.Language(chosen));
                yield next;
            }
            case Node.Recording(var change, var next) -> {
                commands.add(new IvrCommand.ChangeRecording(change));
                yield next;
            }
            case Node.Queue(var queue, var request, _, _, _) ->
                    end(new IvrCommand.Enqueue(queue, request), Waiting.ELSEWHERE);
            case Node.Callback(var queue, var delayMicros, _, _) ->
                    end(new IvrCommand.BookCallback(queue, delayMicros), Waiting.ELSEWHERE);
            case Node.Transfer(var number, _) ->
                    end(new IvrCommand.Transfer(number), Waiting.ELSEWHERE);
            case Node.Echo() -> end(new IvrCommand.Echo(), Waiting.NOTHING);
            case Node.HangUp() -> end(new IvrCommand.HangUp(), Waiting.NOTHING);
        };
    }

    private char takeTypedAhead() {
        char key = typedAhead.charAt(0);
        typedAhead = typedAhead.substring(1);
        return key;
    }

    private @Nullable String hear(Node.Menu menu, char key) {
        if (!menu.sensitive()) {
            commands.add(new KeyHeard(key));
        }
        var target = menu.keys().get(key);
        if (target != null) {
            return target;
        }
        typedAhead = ""; // Whoever erred here did not mean the keys that followed for this menu.
        return again(menu, menu.invalidPrompts(), menu.onInvalid());
    }

    private @Nullable String again(Node.Menu menu, List<String> first, String afterLastTry) {
        if (attempt >= menu.tries()) {
            return afterLastTry;
        }
        attempt++;
        return ask(menu, first);
    }

    private @Nullable String ask(Node.Menu menu, List<String> first) {
        var prompts = new ArrayList<>(first);
        prompts.addAll(menu.prompts());
        return prompts.isEmpty() ? setTimer(menu) : play(prompts, 1, 0);
    }

    private @Nullable String setTimer(Node.Menu menu) {
        commands.add(new IvrCommand.SetTimer(++timer, menu.timeoutMicros()));
        waiting = Waiting.KEY;
        return null;
    }

    private @Nullable String play(List<String> prompts, int times, int decibels) {
        var ids = new ArrayList<String>(prompts.size());
        for (var prompt : prompts) {
            ids.add(Prompts.id(prompt, language));
        }
        commands.add(new IvrCommand.Play(++play, ids, times, decibels));
        waiting = Waiting.PROMPTS;
        return null;
    }

    /** The call leaves the script; keys typed ahead were for a menu that does not come. */
    private @Nullable String end(IvrCommand last, Waiting then) {
        commands.add(last);
        waiting = then;
        typedAhead = "";
        return null;
    }
}
