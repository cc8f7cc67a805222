package org.strowger.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void fourTestJvmsSideBySideHaveRangesOfTheirOwn() {
        assertEquals(
                4,
                IntStream.rangeClosed(1, 4).map(n -> Ports.fork("fork-" + n)).distinct().count());
    }

    @Test
    void aJvmWithoutANumberIsAMistakeOfTheBuild() {
        assertThrows(NumberFormatException.class, () -> Ports.fork("fork-"));
        assertThrows(NumberFormatException.class, () -> Ports.fork(""));
    }

    /** What Surefire gives this very JVM. */
    @Test
    void theBuildGivesANumber() {
        var name = System.getProperty("strowger.fork", "none");
        assertTrue(name.matches("fork-[1-9]\\d*"), name);
    }

    @Test
    void eachPortIsAnother() {
        assertNotEquals(Ports.free(), Ports.free());
        assertNotEquals(Ports.media(), Ports.media());
    }
}
