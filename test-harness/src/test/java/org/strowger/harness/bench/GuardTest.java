package org.strowger.harness.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.load.result.Finding;
import org.strowger.harness.process.Bounded;

class GuardTest {

    @Test
    @Tag("loopback")
    @Tag("alone")
    void noHotStepIsTwiceAsSlowOrBigAsRecorded() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var path = System.getProperty("java.class.path");
        var command = List.of(java, "-cp", path, GuardProcess.class.getName(), "2.0");

        var said = Bounded.run(command, Path.of("."), Duration.ofMinutes(2));

        assertEquals(5, said.lines().filter(line -> line.contains("holds=true")).count(), said);
    }

    @Test
    void aStepThatBecameSlowerIsFound() {
        assertEquals(List.of(false), check(new Ratios.Ratio("x", 1.2, 1.1, 1.3, 100)));
    }

    @Test
    void aStepThatAllocatesMoreIsFound() {
        assertEquals(List.of(false), check(new Ratios.Ratio("x", 1.0, 1.0, 1.0, 140)));
    }

    @Test
    void aStepThatIsAsItWasPasses() {
        assertEquals(List.of(true), check(new Ratios.Ratio("x", 1.1, 0.9, 1.5, 110)));
    }

    @Test
    void aStepThatIsNoLongerMeasuredIsFound() {
        assertEquals(List.of(false), check(new Ratios.Ratio("y", 1.0, 1.0, 1.0, 100)));
    }

    private static List<Boolean> check(Ratios.Ratio measured) {
        var was = new Ratios("any", "25", 5, List.of(new Ratios.Ratio("x", 1, 1, 1, 100)));
        var is = new Ratios("any", "25", 5, List.of(measured));
        return Guard.check(was, is, 1.15).stream().map(Finding::holds).toList();
    }
}
