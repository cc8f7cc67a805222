package org.strowger.call;

import java.util.Optional;
import org.strowger.call.Destination.Kind;
import org.strowger.call.Destination.ThroughTrunk;
import org.strowger.sip.trunk.NumberRule;

/**
 * Numbers of the outside that users may dial, if their class allows it.
 *
 * @param numbers which as they are dialled, and what is sent to the trunk
 */
public record OutsideRule(NumberRule.Match numbers, String trunk, Kind kind) {

    /** Where the number leads; empty when it is not one of these. */
    Optional<ThroughTrunk> find(String dialled) {
        var number = numbers.rewritten(dialled);
        return number == null || number.isEmpty()
                ? Optional.empty()
                : Optional.of(new ThroughTrunk(trunk, number, kind));
    }
}
