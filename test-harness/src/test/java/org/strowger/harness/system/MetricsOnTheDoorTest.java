package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Metrics;
import org.strowger.harness.process.SwitchProcess;

/** What /metrics says of calls that were really made, and what asking costs. */
@Tag("loopback")
class MetricsOnTheDoorTest {

    private static final int CALLS = 50;
    private static final int HELD = 4_000;
    private static final int AGENTS = 10_000;
    private static final int SCRAPES = 30;
    private static final Duration HOLD = Duration.ofSeconds(60);
    private static final int WARM_UP = 2_000;
    private static final int WARM = 2_000;

    @Test
    void countsTheCallsThatSippMade() {
        try (var loopback = Loopback.start("metrics", ConfFolder.create())) {
            var strowger = loopback.strowger();
            var before = strowger.metrics();
            var result =
                    loopback.callers("uac-4001-hangup-after-ack", "4001", "5551001")
                            .calls(CALLS)
                            .rate(25)
                            .atOnce(CALLS)
                            .run();
            Loopback.assertAllSuccessful(result, CALLS);
            strowger.awaitRecords(CALLS, Loopback.SOON);
            var after = strowger.metrics();

            assertEquals(0, before.value("strowger_calls_started_total"));
            assertEquals(CALLS, after.value("strowger_calls_started_total"));
            assertEquals(CALLS, after.value("strowger_calls_answered_total"));
            assertEquals(CALLS, after.sum("strowger_calls_ended_total"));
            assertEquals(CALLS, after.value("strowger_loader_calls_total"));
            assertEquals(0, after.sum("strowger_calls"));
            assertEquals(0, after.sum("strowger_refused_total"));
            assertEquals(3, after.value("strowger_agents", "state", "logged-out"));
            answeredInTime(before, after, "100");
            answeredInTime(before, after, "200");
            assertTrue(after.value("process_resident_memory_bytes") > 1 << 26);
        }
    }

    private static void answeredInTime(Metrics before, Metrics after, String code) {
        var name = "strowger_sip_response_seconds";
        var times =
                after.histogram(name, "method", "INVITE", "code", code)
                        .since(before.histogram(name, "method", "INVITE", "code", code));
        assertEquals(CALLS, times.count(), code);
        assertTrue(times.mean() > 0, code);
        assertTrue(times.quantile(0.5) < 5, () -> code + ": " + times);
    }

    /** Four thousand calls and ten thousand agents: a scrape may hold signalling for about 1 ms. */
    @Test
    @Tag("long")
    void aScrapeHardlyHoldsTheSignallingThread() {
        var conf = ConfFolder.create().agents(AGENTS).calls(8_000).rtpPorts(10_000, 31_999);
        try (var loopback = Loopback.start("metrics-cost", conf)) {
            var strowger = loopback.strowger();
            try (var run = loopback.held(HELD, HOLD)) {
                strowger.await(
                        () -> strowger.metrics().sum("strowger_calls") == HELD,
                        HOLD,
                        () -> HELD + " calls: " + strowger.metrics());
                measure(strowger);
                Loopback.assertAllSuccessful(run.await(), HELD);
            }
        }
    }

    /** Nothing else is done, so all CPU time of the process is the scrape's: the figure printed. */
    @Test
    @Tag("long")
    void everyScrapeOfAnIdleSwitchIsAnswered() {
        try (var loopback = Loopback.start("metrics-idle", ConfFolder.create())) {
            var strowger = loopback.strowger();
            scrape(strowger, WARM_UP);
            double before = strowger.cpuSeconds();
            scrape(strowger, WARM);
            double millis = 1_000 * (strowger.cpuSeconds() - before) / WARM;
            System.out.printf(
                    "figure: scrape of an idle switch takes %.2f ms of CPU (%d scrapes after %d)%n",
                    millis, WARM, WARM_UP);
        }
    }

    private static void scrape(SwitchProcess strowger, int times) {
        for (int i = 0; i < times; i++) {
            assertEquals(1, strowger.metrics().value("strowger_scrape_signalling_answered"));
        }
    }

    private static void measure(SwitchProcess strowger) {
        var held = new double[SCRAPES];
        double cpu = strowger.cpuSeconds();
        long begin = System.nanoTime();
        for (int i = 0; i < SCRAPES; i++) {
            held[i] = 1_000 * strowger.metrics().value("strowger_scrape_signalling_seconds");
        }
        double wall = (System.nanoTime() - begin) / 1e6 / SCRAPES;
        double all = 1_000 * (strowger.cpuSeconds() - cpu) / SCRAPES;
        Arrays.sort(held);
        System.out.printf(
                "figure: scrape with %d calls and %d agents holds signalling for %.2f ms"
                        + " (median; longest %.2f ms); %.1f ms until read, %.1f ms of CPU with all"
                        + " else%n",
                HELD, AGENTS, held[SCRAPES / 2], held[SCRAPES - 1], wall, all);
    }
}
