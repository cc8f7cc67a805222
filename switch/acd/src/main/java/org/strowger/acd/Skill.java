package org.strowger.acd;

import java.util.List;
import java.util.Locale;

/**
 * Something an agent can do, or a call asks for.
 *
 * @param name letters, digits, {@code _} and {@code -}, the first a letter or digit, 64 at most;
 *     none of {@code and}, {@code or} and {@code not}, which are words of {@link Needs}
 * @param level 1 to 10: how well the agent can, or how well the agent must at least
 */
public record Skill(String name, int level) {

    /** The level of who is best at something. */
    public static final int HIGHEST = 10;

    private static final int LONGEST_NAME = 64;
    private static final List<String> WORDS = List.of("and", "or", "not");

    /**
     * A skill at a level.
     *
     * @throws IllegalArgumentException when it is no name or no level
     */
    public Skill {
        if (!isName(name)) {
            throw new IllegalArgumentException("no name of a skill: " + name);
        }
        if (level < 1 || level > HIGHEST) {
            throw new IllegalArgumentException("no level from 1 to " + HIGHEST + ": " + level);
        }
    }

    /** Whether a skill may be called so. */
    public static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && Character.isLetterOrDigit(text.charAt(0))
                && text.chars().allMatch(Skill::isPartOfName)
                && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    }

    static boolean isPartOfName(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
}
