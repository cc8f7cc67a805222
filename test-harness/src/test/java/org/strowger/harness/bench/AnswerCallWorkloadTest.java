package org.strowger.harness.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AnswerCallWorkloadTest {

    @Test
    void eachCallWritesWhatHappenedInIt() {
        var workload = new AnswerCallWorkload();
        long first = workload.call();
        long second = workload.call();

        assertEquals(first, second - first);
        assertEquals(3 * first, workload.call());
    }
}
