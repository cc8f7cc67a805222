package org.strowger.harness.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.harness.process.ProjectFolder;

/** Whole days of the city; whatever is not as it must be ends one with a {@link Violation}. */
class CityTest {

    private static final Path SCRIPTS = ProjectFolder.find().resolve("ivr-scripts");

    private static CityResult live(CitySettings settings) {
        return new City(settings, SCRIPTS, Twins.plain(), null).live();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSmallCityWithEverythingGoingWrongIsAsItMustBe(long seed) {
        var result = live(CitySettings.small(seed));
        assertEquals(200, result.callers());
        assertTrue(result.crashes() > 0, "no crash was tried");
        assertTrue(result.lost() > 0, "no datagram was lost");
        assertTrue(result.offers() > 100, "hardly an agent was rung");
    }

    @Test
    void withoutFaultsNobodyIsLostAndNothingIsRepeated() {
        var faults = CitySettings.Faults.none();
        var result = live(new CitySettings(5, 60, Duration.ofMinutes(30), faults, 7));
        assertEquals(60, result.callers());
        assertEquals(0, result.lost());
        assertEquals(0, result.crashes());
    }

    @Test
    void oneSeedGivesOneHash() {
        var settings =
                new CitySettings(5, 60, Duration.ofMinutes(20), CitySettings.Faults.usual(1), 11);
        var first = live(settings);
        assertEquals(first, live(settings));
        assertTrue(!first.hash().equals(live(settings.withSeed(12)).hash()));
    }

    @Test
    void aCallThatIsNotWrittenDownIsFoundAndNamed() {
        var settings =
                new CitySettings(5, 60, Duration.ofMinutes(20), CitySettings.Faults.none(), 3);
        var twins = Twins.plain().withRecords(LosesRecords::new);
        var city = new City(settings, SCRIPTS, twins, null);
        var found = assertThrows(Violation.class, city::live);
        assertTrue(found.what().contains("must have a record"), found.what());
        assertTrue(String.valueOf(found.getMessage()).contains("seed 3"), found.getMessage());
        assertTrue(!found.trace().isEmpty());
    }

    @Test
    @Tag("long")
    void aDayOfAThousandAgents() {
        var settings = CitySettings.fullDay(1);
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = new CityRun(print, print).run(settings, 1, null);
        assertEquals(0, code, out.toString(StandardCharsets.UTF_8));
    }
}
