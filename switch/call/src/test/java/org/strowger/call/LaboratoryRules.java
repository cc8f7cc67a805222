package org.strowger.call;

import java.util.Map;

/** The house rules of a {@link Laboratory}. */
final class LaboratoryRules {

    private LaboratoryRules() {}

    /**
     * 4013 and 4014 are like 4002, but are answered with the agent, or a minute old at most.
     *
     * @param desk of queue support
     * @param longestTalk of queue support, in microseconds; 0 for as long as any
     */
    static HouseRules of(DeskRules desk, long longestTalk) {
        return of(desk, QueueService.NONE, longestTalk);
    }

    /** With what queue support does for its callers. */
    static HouseRules of(DeskRules desk, QueueService service) {
        return of(desk, service, 0);
    }

    private static HouseRules of(DeskRules desk, QueueService service, long longestTalk) {
        return new HouseRules(
                Map.of("support", desk),
                Map.of("support", service),
                longestTalk == 0 ? Map.of() : Map.of("support", longestTalk),
                Map.of(
                        "4013", new NumberRules(true, 0),
                        "4014", new NumberRules(false, 60_000_000)),
                "");
    }
}
