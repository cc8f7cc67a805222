package org.strowger.harness.overload;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What an overload is to be.
 *
 * @param carried who is called
 * @param maximum calls a second that the switch can serve; 0 when that is to be found first
 * @param time for which three times as many call
 * @param heap of the switch, as {@code -Xmx} takes it
 * @param out folder for the result
 */
public record OverloadSettings(Kind carried, double maximum, Duration time, String heap, Path out) {

    /** Kinds of calls; the numbers are those of the default configuration. */
    public enum Kind {
        /** 4001. */
        ANSWER("4001", 0.75, 6_000),
        /** 4003, through the trunk. */
        BRIDGE("4003", 0.90, 2_000);

        private final String number;
        private final double leastGoodput;
        private final double first;

        Kind(String number, double leastGoodput, double first) {
            this.number = number;
            this.leastGoodput = leastGoodput;
            this.first = first;
        }

        String number() {
            return number;
        }

        /** Calls a second with which the search for the maximum begins. */
        double first() {
            return first;
        }

        /** Share of the maximum that must be served all the same. */
        double leastGoodput() {
            return leastGoodput;
        }
    }

    public OverloadSettings {
        if (!(maximum >= 0)) {
            throw new IllegalArgumentException("maximum " + maximum);
        }
    }
}
