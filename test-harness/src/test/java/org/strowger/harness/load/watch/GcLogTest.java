package org.strowger.harness.load.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GcLogTest {

    @Test
    void pausesOfG1AndZgcAndNothingElse() {
        var log =
                GcLog.parse(
                        """
                        [1000ms][gc,init] Version: 25
                        [2000ms][gc,start    ] GC(0) Pause Young (Normal) (G1 Evacuation Pause)
                        [2003ms][gc          ] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 24M->5M(512M) 3.125ms
                        [2500ms][gc          ] GC(1) Concurrent Mark Cycle 20.1ms
                        [3000ms][gc,phases   ] GC(2) y: Pause Mark Start 0.012ms
                        """
                                .lines());

        assertEquals(2, log.pauses().size());
        assertEquals(new GcLog.Pause(2_003, 3_125, 24L << 20, 5L << 20), log.pauses().getFirst());
        assertEquals(3_137, log.micros());
        assertEquals(1, log.between(0, 2_500).pauses().size());
    }
}
