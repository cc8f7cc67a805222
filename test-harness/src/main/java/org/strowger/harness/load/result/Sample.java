package org.strowger.harness.load.result;

import java.util.Map;

/**
 * What was seen at one moment.
 *
 * @param at seconds since the round began
 * @param values by name, see {@link Names}; what could not be read is not there
 */
public record Sample(double at, Map<String, Double> values) {

    public Sample {
        values = Map.copyOf(values);
    }
}
