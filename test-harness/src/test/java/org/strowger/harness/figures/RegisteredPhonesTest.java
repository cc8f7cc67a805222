package org.strowger.harness.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/**
 * Phones that register again and again at a real switch, and calls whose CPU or 100 is measured.
 */
@Tag("loopback")
class RegisteredPhonesTest {

    @TempDir private Path folder;

    @Test
    void aRefreshTakesOneRequest() throws IOException {
        var conf = ConfFolder.create().firstAgent(100_001).agents(10);
        var phones =
                IntStream.range(0, 20)
                        .mapToObj(i -> {
                            var user = String.valueOf(100_001 + i % 10);
                            return new RegisteredPhone(i, user, "demo-" + user, 60);
                        })
                        .toList();
        try (var strowger = SwitchProcess.start(conf, folder);
                var registered = new RegisteredPhones(strowger.sip(), phones, 7)) {
            var first = registered.register(40, Duration.ofMillis(500));
            var again = registered.register(40, Duration.ofMillis(500));

            assertEquals(20, first.registered(), first.text());
            assertEquals(20, first.challenged(), first.text());
            assertEquals(20, again.registered(), again.text());
            assertEquals(0, again.challenged(), again.text());
            assertEquals(0, first.failed() + again.failed());
            assertEquals(20, strowger.count("gauge.registrations"));
        }
    }

    @Test
    void whatACallTakesIsMeasuredByThread() throws IOException {
        var settings = new BenchSettings(1, 1, 1, 3, 0, 50, 2, "512m", false, folder);

        var measured = Benchmark.CPU_BRIDGE.measure(settings, System.out);

        assertNotEquals(0.0, measured.figures().get("CPU a call, ms"));
        // A young switch on a busy machine may be late, or refuse; it may lose none.
        var lost =
                measured.findings().stream()
                        .skip(1)
                        .filter(found ->
                                !found.detail().endsWith("0 failed, 0 without answer, 0 hang"))
                        .toList();
        assertEquals(List.of(), lost);
        assertTrue(String.valueOf(measured.figures()).contains("signalling"), measured.toString());
    }

    @Test
    void everyInviteHasA100ByTheKernelsStamps() throws IOException {
        var settings = new BenchSettings(1, 1, 1, 2, 1, 20, 2, "512m", false, folder);

        var measured = Benchmark.INVITE_TO_100.measure(settings, System.out);

        assertEquals(40, measured.figures().get("INVITEs"));
        assertEquals(0, measured.figures().get("without a 100"));
    }
}
