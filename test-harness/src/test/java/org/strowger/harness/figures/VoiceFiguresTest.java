package org.strowger.harness.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That figures come out; how good they are is for a machine that does nothing else. */
@Tag("loopback")
class VoiceFiguresTest {

    private static final int LEGS = 20;

    private static BenchSettings settings(Path folder) {
        return new BenchSettings(1, 1, 1, 1, 0, 1, LEGS, "1g", false, folder);
    }

    @Test
    void playersAreHeardAndCost(@TempDir Path folder) throws IOException {
        var measured = Benchmark.PLAYERS.measure(settings(folder), System.err);

        assertEquals(3, measured.findings().size());
        assertEquals(LEGS, measured.figures().get("players"));
        assertTrue(number(measured, "CPU of a packet that is heard, us") > 0);
        assertTrue(number(measured, "CPU of a packet of the floor, us") > 0);
        assertTrue(number(measured, "heard of what was to be sent") > 0.5);
        assertTrue(Files.exists(folder.resolve("players.json")));
    }

    private static double number(Measured measured, String name) {
        return (double) Objects.requireNonNull(measured.figures().get(name), name);
    }

    @Test
    void relayedPacketsArriveAndAreTimed(@TempDir Path folder) throws IOException {
        var measured = Benchmark.RELAY.measure(settings(folder), System.err);

        var found = measured.findings().getFirst();
        assertTrue(found.detail().contains("us of CPU a packet"), found::detail);
        assertTrue(measured.figures().toString().contains("calls=10"));
        var relayed = (Map<?, ?>) Objects.requireNonNull(measured.figures().get("strowger"));
        double heard = (double) Objects.requireNonNull(relayed.get("heard of what was said"));
        assertTrue(heard > 0.5 && heard <= 1.01, () -> "heard " + heard);
        var micros = (double) Objects.requireNonNull(relayed.get("transit p50.0, us"));
        assertTrue(micros > 0 && micros < 1e6, () -> "transit " + micros);
    }
}
