package org.strowger.harness.flood;

import java.time.Duration;
import java.util.Map;

/**
 * What a flood did.
 *
 * @param sent datagrams that the kernel took
 * @param failures datagrams that it did not
 * @param answers SIP responses by status code
 * @param others datagrams that came and are no SIP responses
 * @param took how long it sent
 */
public record FloodResult(
        long sent, long failures, Map<Integer, Long> answers, long others, Duration took) {

    public FloodResult {
        answers = Map.copyOf(answers);
    }
}
