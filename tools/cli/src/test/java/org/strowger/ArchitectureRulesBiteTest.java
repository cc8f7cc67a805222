package org.strowger;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A rule that nothing can break is no rule: each is shown a class that breaks it. */
class ArchitectureRulesBiteTest {

    private static final JavaClasses BREACHES =
            new ClassFileImporter()
                    .importClasses(
                            named("acd"),
                            named("sip"),
                            named("base"),
                            named("call"),
                            named("control"));

    private static Class<?> named(String module) {
        try {
            return Class.forName("org.strowger." + module + ".Breach");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @TestFactory
    List<DynamicTest> eachRuleNoticesItsBreach() {
        return Map.ofEntries(
                        Map.entry("base", ArchitectureTest.baseKnowsNobody),
                        Map.entry("leaves", ArchitectureTest.sipIsALeaf),
                        Map.entry("hub", ArchitectureTest.theHubSeesNoShell),
                        Map.entry(
                                "door",
                                ArchitectureTest.theDoorSeesNeitherServerNorLeavesButRecords),
                        Map.entry("netty", ArchitectureTest.onlyTheEdgeKnowsNetty),
                        Map.entry("database", ArchitectureTest.onlyRecordsKnowsTheDatabase),
                        Map.entry("ring", ArchitectureTest.onlyTheRingKnowsTheDisruptor),
                        Map.entry("parser", ArchitectureTest.onlySipKnowsItsParser),
                        Map.entry("http", ArchitectureTest.onlyTheDoorKnowsItsHttpServer),
                        Map.entry(
                                "outside",
                                ArchitectureTest.theDistributorTouchesNothingOutsideItself),
                        Map.entry("numbers", ArchitectureTest.theDistributorCountsInWholeNumbers),
                        Map.entry("static", ArchitectureTest.noStateIsStatic))
                .entrySet()
                .stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> bites(rule.getValue())))
                .toList();
    }

    private static void bites(ArchRule rule) {
        assertTrue(rule.evaluate(BREACHES).hasViolation(), rule.getDescription());
    }

    @Test
    void theDistributorsClockChanceAndOrderAreEachNoticed() {
        var chance = violations(ArchitectureTest.theDistributorReadsNoClockAndNoChance);
        for (var word : List.of("nanoTime", "Instant.now", "Math.random", "UUID")) {
            assertTrue(chance.contains(word), word);
        }
        var order = violations(ArchitectureTest.theDistributorHasNoCollectionWhoseOrderChanges);
        for (var word : List.of("HashMap", "Set.of", "Collectors.toSet")) {
            assertTrue(order.contains(word), word);
        }
        assertFalse(order.contains("nanoTime"));
    }

    private static String violations(ArchRule rule) {
        return rule.evaluate(BREACHES).getFailureReport().toString();
    }
}
