package org.strowger.ivr;

/**
 * Where one call stands in its script. Immutable; everything the interpreter needs to go on is in
 * it, so it can be kept, compared and replayed.
 *
 * @param node name of the node
 * @param language of prompts from here on
 * @param attempt of the menu at this node, from 1
 * @param play number of the last {@link IvrCommand.Play}; 0 before the first
 * @param timer number of the last {@link IvrCommand.SetTimer}; 0 before the first
 * @param waiting for what
 * @param typedAhead keys pressed before the menu that will take them, at most {@value
 *     #MAX_TYPED_AHEAD}
 */
public record Position(
        Script script,
        String node,
        String language,
        int attempt,
        int play,
        int timer,
        Waiting waiting,
        String typedAhead) {

    /** Keys that are kept for later menus; further ones are not heard. */
    public static final int MAX_TYPED_AHEAD = 16;

    /** What has to happen before the script goes on. */
    public enum Waiting {
        /** {@link IvrEvent.Answered}. */
        ANSWER,
        /** {@link IvrEvent.Played}, or at a menu a key. */
        PROMPTS,
        /** A key, or {@link IvrEvent.TimeOut}. */
        KEY,
        /** The queue or the other party has the call; it may come back. */
        ELSEWHERE,
        /** Nothing: the script is over. */
        NOTHING
    }

    public Position {
        script.node(node); // A position in no node is nobody's.
        if (typedAhead.length() > MAX_TYPED_AHEAD) {
            throw new IllegalArgumentException("Too many keys typed ahead: " + typedAhead.length());
        }
    }

    /** Whether the last play is still to be heard to its end. */
    public boolean prompting() {
        return waiting == Waiting.PROMPTS;
    }
}
