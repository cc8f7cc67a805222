package org.strowger.harness.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.load.result.Finding;

class GuardTest {

    @Test
    @Tag("loopback")
    @Tag("alone")
    void noHotStepIsTwiceAsSlowOrBigAsRecorded() {
        var measured = Guard.measure(Duration.ofMillis(20), 9);
        var findings = Guard.check(Ratios.recorded(), measured, 2.0);

        assertEquals(5, findings.size());
        assertTrue(findings.stream().allMatch(Finding::holds), findings::toString);
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
