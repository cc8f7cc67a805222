package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.harness.farm.AnswerPlan;
import org.strowger.harness.farm.Carrier;
import org.strowger.harness.farm.TalkTime;
import org.strowger.harness.load.caller.CallerOutcome;
import org.strowger.harness.load.caller.CallerPlan;
import org.strowger.harness.load.caller.CallerRows;
import org.strowger.harness.load.caller.Manner;
import org.strowger.harness.process.Ports;
import org.strowger.harness.rtp.SoundSource;

/** SIPp whose port somebody else has taken between choice and bind. */
@Tag("loopback")
class CallersTest {

    private static final int CALLS = 3;
    private static final TalkTime AT_ONCE = TalkTime.parse("0ms");

    @TempDir Path folder;

    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @Test
    void whoFindsItsPortTakenCallsFromAnother() throws IOException {
        var carrier =
                Carrier.start(Ports.at(Ports.free()), AnswerPlan.NORMAL, 1, SoundSource.none());
        try (carrier;
                var taken = new DatagramSocket(Ports.at(Ports.free()))) {
            var plan = plan("answer", carrier.address(), taken.getLocalPort());

            var outcome = run(plan, other -> other.from(Ports.free(), Ports.media()));

            assertEquals(CALLS, outcome.sessions().completed(), outcome::toString);
            assertEquals("", outcome.lastWords());
            assertTrue(told().startsWith("  SIPp of answer: Unable to bind main socket"), told());
            assertEquals(1, told().lines().count(), told());
            var script = Files.readString(plan.folder().resolve(CallerPlan.COMMAND));
            assertTrue(script.contains(told().strip().replaceAll(".* ", "-p ")), script);
        }
    }

    @Test
    void whoFindsNoneSaysWhyAndTheOthersCall() throws IOException {
        var carrier =
                Carrier.start(Ports.at(Ports.free()), AnswerPlan.NORMAL, 1, SoundSource.none());
        try (carrier;
                var taken = new DatagramSocket(Ports.at(Ports.media()))) {
            int port = taken.getLocalPort();
            var good = plan("good", carrier.address(), Ports.free());
            var bad = plan("bad", carrier.address(), Ports.free()).from(Ports.free(), port);

            var callers =
                    Callers.start(
                            List.of(bad, good), stream(), plan -> plan.from(Ports.free(), port));
            try (callers) {
                assertEquals(Optional.empty(), callers.await(Optional::empty));
            }

            var outcomes = callers.outcomes();
            assertEquals(0, outcomes.getFirst().sessions().attempted());
            assertEquals(
                    "Unable to bind audio RTP socket (IP=127.0.0.1, port=%d), errno = 98 (Address already in use)"
                            .formatted(port),
                    outcomes.getFirst().lastWords());
            assertEquals(CALLS, outcomes.getLast().sessions().completed());
            assertEquals(3, told().lines().count(), told());
        }
    }

    @Test
    void aCarrierThatFindsItsPortTakenSaysSo() throws IOException {
        try (var taken = new DatagramSocket(Ports.at(Ports.free()))) {
            var there = Ports.at(taken.getLocalPort());

            var e =
                    assertThrows(
                            UncheckedIOException.class,
                            () -> Carrier.start(there, AnswerPlan.NORMAL, 1, SoundSource.none()));

            assertEquals("no socket at " + there + ": Address already in use", e.getMessage());
        }
    }

    private CallerOutcome run(CallerPlan plan, UnaryOperator<CallerPlan> otherPorts) {
        try (var callers = Callers.start(List.of(plan), stream(), otherPorts)) {
            assertEquals(Optional.empty(), callers.await(Optional::empty));
            return callers.outcomes().getFirst();
        }
    }

    private CallerPlan plan(String name, InetSocketAddress remote, int local) {
        return new CallerPlan(
                Manner.HANGS_UP,
                folder.resolve(name),
                remote,
                local,
                Ports.media(),
                "4001",
                CallerRows.callers(1, CALLS, AT_ONCE, 1, List.of()),
                false,
                CALLS,
                100,
                Duration.ZERO,
                Duration.ofSeconds(10),
                List.of());
    }

    private String told() {
        return progress.toString(StandardCharsets.UTF_8);
    }

    private PrintStream stream() {
        return new PrintStream(progress, true, StandardCharsets.UTF_8);
    }
}
