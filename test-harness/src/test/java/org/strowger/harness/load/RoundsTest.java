package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.load.report.Comparison;
import org.strowger.harness.load.report.ResultFile;
import org.strowger.harness.load.result.Result;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/** Two rounds of two profiles, twice, and the comparison; all against one switch, to be short. */
@Tag("loopback")
class RoundsTest {

    private static final int CALLS = 60;

    /** With the usual T1 each round would wait for 32 s until the switch is at rest. */
    private static final int T1_MILLIS = 50;

    @TempDir Path folder;

    @Test
    void twoResultsOfTwoRoundsOfTwoProfilesAreCompared() {
        var conf = ConfFolder.create().agents(20).t1Millis(T1_MILLIS);
        try (var strowger = SwitchProcess.start(conf, folder.resolve("switch"))) {
            var a = run(strowger, folder.resolve("a"));
            run(strowger, folder.resolve("b"));

            assertEquals(
                    List.of("answer 1", "queue 1", "answer 2", "queue 2"),
                    a.rounds().stream().map(r -> r.profile() + " " + r.number()).toList());
            var summary = Summary.of(a, folder);
            assertTrue(summary.contains("answer, 2 rounds:\n  INVITE to 200, p99, ms: median "));
            assertTrue(summary.contains("queue, 2 rounds:\n  INVITE to 200, p99, ms: median "));
        }
        var comparison =
                Comparison.of(
                        ResultFile.read(folder.resolve("a")), ResultFile.read(folder.resolve("b")));
        for (var profile : List.of("answer", "queue")) {
            var carried =
                    comparison.lines().stream()
                            .filter(line -> line.profile().equals(profile))
                            .filter(line -> line.figure().startsWith("carried"))
                            .findFirst()
                            .orElseThrow();
            assertEquals(2, carried.roundsA());
            assertEquals(2, carried.roundsB());
            assertEquals(1, carried.ratio(), 0.3);
        }
        assertTrue(comparison.text().contains("B/A"), comparison::text);
    }

    private static Result run(SwitchProcess strowger, Path out) {
        var settings =
                new LoadSettings(
                        "test",
                        List.of(Profile.ANSWER, Profile.QUEUE),
                        60.0,
                        Duration.ZERO,
                        CALLS,
                        null,
                        TalkTime.parse("200ms"),
                        20,
                        null,
                        false,
                        false,
                        2,
                        1,
                        null,
                        strowger.sip(),
                        strowger.data(),
                        out,
                        false,
                        "512m",
                        List.of(),
                        null);
        var progress = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        var result = Load.run(settings, progress, new Interruption());
        result.rounds()
                .forEach(round -> {
                    assertTrue(round.passed(), () -> round.findings().toString());
                    assertEquals(CALLS, round.sessions().completed());
                });
        return result;
    }
}
