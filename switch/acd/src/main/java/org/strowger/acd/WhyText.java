package org.strowger.acd;

import java.util.Locale;
import java.util.stream.Collectors;

/** Reasons as sentences, for {@code tools/strowger why}. */
public final class WhyText {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private WhyText() {}

    /** One line, without its time. */
    public static String of(Why why) {
        return switch (why) {
            case Why.Waits waits -> waits(waits);
            case Why.Expected(var estimate) -> expected(estimate);
            case Why.Relaxed(var step, var needs, var able) ->
                    "step %d of the relaxation: asks for %s; %s would do"
                            .formatted(step, needs(needs), agents(able));
            case Why.HoldOver(var agent) -> "held for agent %s no more".formatted(agent);
            case Why.Offered offered -> offered(offered);
            case Why.NotTaken(var offer, var agent, var reason) ->
                    "offer %d to agent %s came to nothing: %s"
                            .formatted(offer.value(), agent, reason);
            case Why.Taken(var offer, var agent) ->
                    "agent %s took offer %d".formatted(agent, offer.value());
            case Why.AgentLost(var agent) ->
                    "the phone of agent %s was lost in the call".formatted(agent);
            case Why.Refused(var reason) -> "not taken into the queue: " + reason;
            case Why.Left() -> "left the queue";
        };
    }

    private static String waits(Why.Waits waits) {
        if (waits.heldFor() != null) {
            return "waits: held for agent " + waits.heldFor();
        }
        var would = "%s would do for %s".formatted(agents(waits.able()), needs(waits.needs()));
        return waits.idle() == 0
                ? "waits: %s, none of them idle".formatted(would)
                : "waits: %s, %d idle, but not for this call again yet"
                        .formatted(would, waits.idle());
    }

    private static String expected(WaitEstimate estimate) {
        return "expects to wait %d s (%d to %d), at place %d"
                .formatted(
                        estimate.likelyMicros() / MICROS_PER_SECOND,
                        estimate.lowMicros() / MICROS_PER_SECOND,
                        estimate.highMicros() / MICROS_PER_SECOND,
                        estimate.place());
    }

    private static String offered(Why.Offered offered) {
        var method = offered.method().name().toLowerCase(Locale.ROOT).replace('_', '-');
        var passed =
                offered.passed().stream()
                        .map(p -> "; passed over %s (%s)".formatted(p.agent(), p.reason()))
                        .collect(Collectors.joining());
        return "offer %d to agent %s: %s of %d idle, match %d%s"
                .formatted(
                        offered.offer().value(),
                        offered.agent(),
                        method,
                        offered.idle(),
                        offered.match(),
                        passed);
    }

    private static String needs(Needs needs) {
        return needs.equals(Needs.none()) ? "no skill" : needs.toString();
    }

    private static String agents(int number) {
        return number == 1 ? "1 agent" : number + " agents";
    }
}
