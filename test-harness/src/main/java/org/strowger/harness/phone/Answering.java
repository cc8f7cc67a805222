package org.strowger.harness.phone;

import java.time.Duration;

/** What a phone does when it is called. */
public sealed interface Answering {

    /** Rings, and answers by itself after a time. */
    record After(Duration ringing) implements Answering {}

    /** Refuses with a final response, 486 for instance. */
    record Reject(int status) implements Answering {}

    /** Rings for ever, unless the test calls {@link IncomingCall#answer}. */
    record Ring() implements Answering {}

    /** Does not say a word, as a phone that has lost its power. */
    record Dead() implements Answering {}

    /** Rings that long, then answers. */
    static Answering afterMillis(long millis) {
        return new After(Duration.ofMillis(millis));
    }
}
