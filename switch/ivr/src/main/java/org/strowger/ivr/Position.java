package org.strowger.ivr;

/**
 * Where one call stands in its script. Immutable; everything the interpreter needs to go on is in
 * it, so it can be kept, compared and replayed.
 *
 * @param node name of the node
 * @param language of prompts from here on
 * @param attempt of the menu at this node, from 1
 * @param play number of the last {@link IvrCommand.Play}
 * @param timer number of the last {@link IvrCommand.SetTimer}
 * @param prompting whether that play is still to be heard to its end
 */
public record Position(
        Script script,
        String node,
        String language,
        int attempt,
        int play,
        int timer,
        boolean prompting) {}
