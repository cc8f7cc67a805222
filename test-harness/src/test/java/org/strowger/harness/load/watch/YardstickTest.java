package org.strowger.harness.load.watch;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class YardstickTest {

    @Test
    void aDatagramCostsSomethingAndNotMuch() throws IOException {
        double micros = Yardstick.microsPerDatagram();

        assertTrue(micros > 0.1 && micros < 1_000, micros + " us a datagram");
    }
}
