package org.strowger.sip.trunk;

/**
 * What a trunk may be used for.
 *
 * @param calls at one time, in both directions; 0 for any number
 * @param callsPerSecond that we make; 0 for any number
 * @param incomingPerSecond that the trunk makes; 0 for any number
 */
public record TrunkLimits(int calls, int callsPerSecond, int incomingPerSecond) {

    public static final TrunkLimits NONE = new TrunkLimits(0, 0, 0);
}
