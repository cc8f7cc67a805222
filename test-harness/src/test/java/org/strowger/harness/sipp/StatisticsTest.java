package org.strowger.harness.sipp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void theLastWholeReportCounts() {
        var statistics = Statistics.parse(List.of("Calls;Failed;", "3;0;", "9;1;", "12"));

        assertEquals(9, statistics.value("Calls"));
        assertEquals(1, statistics.value("Failed"));
    }

    @Test
    void beforeTheFirstReportAllIsZero() {
        assertEquals(0, Statistics.parse(List.of("Calls;Failed;")).value("Calls"));
        assertEquals(0, Statistics.parse(List.of()).value("Calls"));
    }
}
