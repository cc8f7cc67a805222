package org.strowger.harness.load.result;

import java.util.Map;

/**
 * What became of the calls of a round, counted by the callers (RFC 6076). For profile register a
 * session is a registration.
 *
 * @param attempted INVITEs of new calls, without repetitions
 * @param established that got a 200 and were acknowledged
 * @param completed that went through their scenario to its end
 * @param failed that did not
 * @param failures failed by cause: a status ({@code 503}), {@code timeout}, {@code unexpected BYE}
 * @param retransmissions messages that the generator sent again
 * @param offeredPerSecond attempted in a second, mean while the rate was on
 * @param carriedPerSecond established in a second, the same
 */
public record Sessions(
        long attempted,
        long established,
        long completed,
        long failed,
        Map<String, Long> failures,
        long retransmissions,
        double offeredPerSecond,
        double carriedPerSecond) {

    public Sessions {
        failures = Map.copyOf(failures);
    }

    /** SER, session establishment ratio (RFC 6076, section 4.6): 0 to 1. */
    public double establishmentRatio() {
        return attempted == 0 ? 0 : (double) established / attempted;
    }

    /** SCR, session completion ratio (RFC 6076, section 4.9): 0 to 1. */
    public double completionRatio() {
        return attempted == 0 ? 0 : (double) completed / attempted;
    }
}
