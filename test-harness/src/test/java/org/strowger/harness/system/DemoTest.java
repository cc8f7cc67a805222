package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.harness.demo.Demo;

/** The demonstration shows two whole calls. */
@Tag("loopback")
class DemoTest {

    private static final List<String> STEPS =
            List.of(
                    "caller 5551001 hears the menu",
                    "caller 5551002 hears the menu",
                    "caller 5551001 presses 2: English",
                    "caller 5551001 presses 1: sales",
                    "caller 5551002 presses 1: 中文",
                    "caller 5551002 presses 2: support",
                    "phone rings: caller 5551001",
                    "phone rings: caller 5551002",
                    "caller 5551001 hangs up",
                    "nothing of them is left");

    @Test
    @Timeout(30)
    void itShowsEveryStepOfTwoCallsInUnderHalfAMinute() {
        var shown = new ByteArrayOutputStream();

        int exit = Demo.run(new PrintStream(shown, true, StandardCharsets.UTF_8));

        var text = shown.toString(StandardCharsets.UTF_8);
        assertEquals(0, exit, text);
        for (var step : STEPS) {
            assertTrue(text.contains(step), () -> step + " is missing in:\n" + text);
        }
    }
}
