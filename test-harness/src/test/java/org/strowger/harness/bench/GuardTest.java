package org.strowger.harness.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.load.result.Finding;

class GuardTest {

    @Test
    @Tag("loopback")
    @Tag("alone")
    void nothingIsTwiceAsSlowOrBigAsRecorded(@TempDir Path folder) {
        var measured = Guard.measure(Effort.brief(), folder, System.out);

        var findings = Guard.check(Ratios.recorded(), measured, 2.0);
        findings.forEach(System.out::println);
        assertEquals(List.of(), findings.stream().filter(found -> !found.holds()).toList());
        assertEquals(names(measured), names(Ratios.recorded()));
    }

    private static List<String> names(Ratios ratios) {
        return ratios.ratios().stream().map(Ratios.Ratio::step).toList();
    }

    @Test
    @Tag("loopback")
    @Tag("alone")
    void aStepMadeTwiceAsSlowIsFound() {
        var script = new Step("script", ScriptWorkload.class);
        var planted = new Step("planted", TwiceAsSlow.class);
        var both = Guard.steps(List.of(script, planted), new Effort(1, 7, 20_000, 0), System.out);

        var was = new Ratios.Ratio("planted", both.getFirst().ratio(), 0, 0, 1_000_000);
        var findings = Guard.check(ratios(List.of(was)), ratios(List.of(both.getLast())), 1.5);
        assertEquals(List.of(false), findings.stream().map(Finding::holds).toList());
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
        var was = ratios(List.of(new Ratios.Ratio("x", 1, 1, 1, 100)));
        var findings = Guard.check(was, ratios(List.of(measured)), 1.15);
        return findings.stream().map(Finding::holds).toList();
    }

    private static Ratios ratios(List<Ratios.Ratio> all) {
        return new Ratios("any", "25", 1, 1, all);
    }
}
