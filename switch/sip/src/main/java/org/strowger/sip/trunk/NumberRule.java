package org.strowger.sip.trunk;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How one kind of number is written anew. */
public sealed interface NumberRule {

    /** The number as it is to be; null when the rule is not for it. */
    @Nullable String rewritten(String number);

    /** Takes one beginning off and puts another on; with an empty one it is for every number. */
    record Prefix(String strip, String add) implements NumberRule {
        @Override
        public @Nullable String rewritten(String number) {
            return number.startsWith(strip) ? add + number.substring(strip.length()) : null;
        }
    }

    /**
     * For numbers that match as a whole.
     *
     * @param to may name groups: {@code $1}
     */
    record Match(Pattern pattern, String to) implements NumberRule {

        /** Throws IllegalArgumentException when {@code to} names a group that is not there. */
        public Match {
            var everything = Pattern.compile("(?:" + pattern.pattern() + ")|").matcher("");
            try {
                everything.matches();
                everything.appendReplacement(new StringBuilder(), to);
            } catch (IndexOutOfBoundsException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }

        @Override
        public @Nullable String rewritten(String number) {
            try {
                var matcher = pattern.matcher(new BoundedText(number));
                if (!matcher.matches()) {
                    return null;
                }
                var rewritten = new StringBuilder();
                matcher.appendReplacement(rewritten, to);
                return rewritten.toString();
            } catch (BoundedText.TooManySteps _) {
                return null; // An expression that tries for ever must not hold the switch.
            }
        }
    }
}
