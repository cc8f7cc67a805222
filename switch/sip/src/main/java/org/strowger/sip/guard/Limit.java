package org.strowger.sip.guard;

import java.time.Duration;

/**
 * How much at once, and how fast that comes back: a token bucket.
 *
 * @param tokens in a full bucket
 * @param span within which an empty bucket is full again
 */
record Limit(int tokens, Duration span) {

    /** Of a rate: bursts of up to four seconds' worth. */
    static Limit perSecond(int rate) {
        return new Limit(4 * rate, Duration.ofSeconds(4));
    }

    long spanMicros() {
        return span.toNanos() / 1_000;
    }
}
