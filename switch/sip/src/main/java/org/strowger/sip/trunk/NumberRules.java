package org.strowger.sip.trunk;

import java.util.List;

/**
 * Rules in their order; the first that is for a number rewrites it, and no other.
 *
 * @param rules may be empty
 */
public record NumberRules(List<NumberRule> rules) {

    public static final NumberRules NONE = new NumberRules(List.of());

    private static final int LONGEST = 64;

    public NumberRules {
        rules = List.copyOf(rules);
    }

    /** The number as the rules want it; as it is when none is for it, or it became too long. */
    public String rewrite(String number) {
        for (var rule : rules) {
            var rewritten = rule.rewritten(number);
            if (rewritten != null) {
                return rewritten.length() <= LONGEST ? rewritten : number;
            }
        }
        return number;
    }
}
