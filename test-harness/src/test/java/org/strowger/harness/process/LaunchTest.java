package org.strowger.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchTest {

    private static List<String> options(String... more) {
        return SwitchProcess.Launch.measured(List.of(), "1g", List.of(more), Duration.ZERO)
                .jvmOptions();
    }

    @Test
    void aMeasuredSwitchHasG1UnlessAnotherCollectorIsNamed() {
        var memory = List.of("-Xms1g", "-Xmx1g", "-XX:MaxDirectMemorySize=256m");
        assertEquals(memory, options("-XX:+UseZGC").subList(0, 3));
        assertEquals(List.of("-XX:+UseZGC"), options("-XX:+UseZGC").subList(3, 4));
        assertEquals(
                List.of("-XX:+UseG1GC", "-XX:+UseStringDeduplication"),
                options("-XX:+UseStringDeduplication").subList(3, 5));
    }
}
