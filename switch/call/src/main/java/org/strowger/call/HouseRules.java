package org.strowger.call;

import java.util.Map;

/**
 * What the operator has set of queues and numbers for call control.
 *
 * @param desks what agents' phones do at an offer, by queue
 * @param services what else queues do for their callers, by queue
 * @param longestTalks how long a conversation from a queue may last, in microseconds; by queue,
 *     those that have a limit
 * @param numbers how calls to numbers go; those that are like any other are not named
 * @param blockedHear id of the tone that blocked callers hear; empty to decline (603)
 */
public record HouseRules(
        Map<String, DeskRules> desks,
        Map<String, QueueService> services,
        Map<String, Long> longestTalks,
        Map<String, NumberRules> numbers,
        String blockedHear) {

    /** Nothing set. */
    public static final HouseRules NONE =
            new HouseRules(Map.of(), Map.of(), Map.of(), Map.of(), "");

    public HouseRules {
        desks = Map.copyOf(desks);
        services = Map.copyOf(services);
        longestTalks = Map.copyOf(longestTalks);
        numbers = Map.copyOf(numbers);
    }

    DeskRules desk(String queue) {
        return desks.getOrDefault(queue, DeskRules.PLAIN);
    }

    QueueService service(String queue) {
        return services.getOrDefault(queue, QueueService.NONE);
    }

    NumberRules number(String dialled) {
        return numbers.getOrDefault(dialled, NumberRules.USUAL);
    }
}
