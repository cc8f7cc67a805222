package org.strowger.sip.trunk;

/** How a trunk writes numbers, and how we do: calls out through it, and calls that come in. */
public record TrunkNumbers(
        NumberRules outCalled, NumberRules outCaller, NumberRules inCalled, NumberRules inCaller) {

    public static final TrunkNumbers AS_THEY_ARE =
            new TrunkNumbers(
                    NumberRules.NONE, NumberRules.NONE, NumberRules.NONE, NumberRules.NONE);
}
