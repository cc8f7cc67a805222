package org.strowger.harness.sipp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTest {

    @Test
    void theLastWholeReportCounts() {
        var statistics = Statistics.parse(List.of("Calls;Failed;", "3;0;", "9;1;", "12"));

        assertEquals(9, statistics.value("Calls"));
        assertEquals(1, statistics.value("Failed"));
    }

    @Test
    void ofALongFileTheFirstAndTheLastLinesAreRead(@TempDir Path folder) throws IOException {
        var file = folder.resolve("stat.csv");
        var lines = new StringBuilder("Calls;Failed;\n");
        for (int i = 0; i < 50_000; i++) {
            lines.append(i).append(";2;\n");
        }
        Files.writeString(file, lines + "50000");

        var statistics = Statistics.read(file);

        assertEquals(49_999, statistics.value("Calls"));
        assertEquals(2, statistics.value("Failed"));
    }

    @Test
    void beforeTheFirstReportAllIsZero() {
        assertEquals(0, Statistics.parse(List.of("Calls;Failed;")).value("Calls"));
        assertEquals(0, Statistics.parse(List.of()).value("Calls"));
    }
}
