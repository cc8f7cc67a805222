package org.strowger.harness.city;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.strowger.harness.city.CitySettings.Faults;

/** What is no city is refused before a day begins. */
class CitySettingsTest {

    private static CitySettings city(int agents, int calls, Duration day) {
        return new CitySettings(agents, calls, day, Faults.none(), 1);
    }

    private static void refused(Runnable act) {
        assertThrows(IllegalArgumentException.class, act::run);
    }

    @Test
    void aCityHasAgentsCallsAndADay() {
        assertDoesNotThrow(() -> city(1, 1, Duration.ofSeconds(1)));
        refused(() -> city(0, 1, Duration.ofHours(1)));
        refused(() -> city(1, 0, Duration.ofHours(1)));
        refused(() -> city(1, 1, Duration.ZERO));
        refused(() -> city(1, 1, Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void nothingGoesWrongLessThanNeverOrMoreThanAlways() {
        assertDoesNotThrow(() -> Faults.usual(6));
        refused(() -> Faults.usual(-1));
        refused(() -> Faults.usual(1_000_000));
        refused(() -> new Faults(-1, 0, 0, 0, 0, 0, 0, 0, 0));
        refused(() -> new Faults(0, 0, 0, 0, 0, 0, 0, 0, 1_000_001));
    }

    @Test
    void noSeedIsNoRun() {
        var text = new ByteArrayOutputStream();
        var print = new PrintStream(text, true, StandardCharsets.UTF_8);
        refused(() -> new CityRun(print, print).run(CitySettings.small(1), 0, null));
        assertEquals("", text.toString(StandardCharsets.UTF_8));
    }
}
