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
        var always =
                List.of(
                        "-Xms1g",
                        "-Xmx1g",
                        "-XX:+AlwaysPreTouch",
                        "-XX:MaxDirectMemorySize=256m",
                        "-Dio.netty.leakDetection.level=disabled");
        int length = always.size();
        assertEquals(always, options("-XX:+UseZGC").subList(0, length));
        assertEquals(List.of("-XX:+UseZGC"), options("-XX:+UseZGC").subList(length, length + 1));
        assertEquals(
                List.of("-XX:+UseG1GC", "-XX:+UseStringDeduplication"),
                options("-XX:+UseStringDeduplication").subList(length, length + 2));
    }
}
