package org.strowger.call;

import java.util.List;
import org.strowger.sip.Presentation;

/**
 * What the phones of agents show, say and do when a queue offers them a call.
 *
 * @param show for the display name of From: text with {@code {queue}}, {@code {wait}} (minutes and
 *     seconds), {@code {name}} and {@code {number}} of the caller; empty for the caller's name
 *     alone and no header beside
 * @param answersItself whether the phone is asked to answer at once
 * @param spoken ids of prompts that the agent hears before the caller; may be empty
 */
public record DeskRules(String show, boolean answersItself, List<String> spoken) {

    /** What {@code show} may name. */
    public static final List<String> PLACEHOLDERS = List.of("queue", "wait", "name", "number");

    /** The phone rings, and shows who calls. */
    public static final DeskRules PLAIN = new DeskRules("", false, List.of());

    private static final int LONGEST_NAME = 32;
    private static final int LONGEST = 64;
    private static final int SECONDS = 60;
    private static final long MICROS = 1_000_000;

    public DeskRules {
        spoken = List.copyOf(spoken);
    }

    /** Whether the phone shows who calls, and nothing else. */
    boolean isPlain() {
        return show.isEmpty() && !answersItself;
    }

    /**
     * What one phone is shown of one call.
     *
     * @param name for the display name of From
     */
    record Card(String name, Presentation presentation) {}

    /**
     * The card of a call.
     *
     * @param caller who calls
     * @param withheld whether the caller wants not to be known
     */
    Card card(String callId, String queue, PartyLeg caller, boolean withheld, long waitedMicros) {
        boolean plain = show.isEmpty();
        var told = new Presentation(plain ? "" : callId, !plain, answersItself);
        if (plain) {
            return new Card(caller.displayName(), told);
        }
        var number = withheld ? "" : safe(caller.number(), LONGEST_NAME);
        var name = withheld ? "" : safe(caller.displayName(), LONGEST_NAME);
        var known = name.isEmpty() ? number : name;
        return new Card(
                text(queue, known.isEmpty() ? "anonymous" : known, number, waitedMicros), told);
    }

    /** What the caller says is put in last: it is never taken for a placeholder. */
    private String text(String queue, String name, String number, long waitedMicros) {
        long seconds = waitedMicros / MICROS;
        var wait = "%d:%02d".formatted(seconds / SECONDS, seconds % SECONDS);
        var out = new StringBuilder();
        int at = 0;
        while (at < show.length()) {
            int open = show.indexOf('{', at);
            int close = open < 0 ? -1 : show.indexOf('}', open);
            if (close < 0) {
                break;
            }
            out.append(show, at, open);
            out.append(
                    switch (show.substring(open + 1, close)) {
                        case "queue" -> queue;
                        case "wait" -> wait;
                        case "name" -> name;
                        case "number" -> number;
                        default -> show.substring(open, close + 1);
                    });
            at = close + 1;
        }
        return safe(out.append(show, at, show.length()).toString(), LONGEST);
    }

    /**
     * Text that any display takes: no control, format (as those that turn the direction of what
     * follows), private or unpaired code points, one space for several, and so many code points at
     * most. Quotes and backslashes are escaped where From is written.
     */
    static String safe(String text, int most) {
        var out = new StringBuilder();
        var spaces = new int[] {1}; // None at the beginning.
        text.codePoints()
                .map(c -> Character.isSpaceChar(c) || Character.isWhitespace(c) ? ' ' : c)
                .filter(DeskRules::isShown)
                .filter(c -> spaces[0] == 0 || c != ' ')
                .peek(c -> spaces[0] = c == ' ' ? 1 : 0)
                .limit(most)
                .forEach(out::appendCodePoint);
        return out.toString().strip();
    }

    private static boolean isShown(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
