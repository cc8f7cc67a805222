package org.strowger.harness.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.audio.Spectrum;
import org.strowger.harness.audio.Wav;
import org.strowger.harness.baresip.Baresip;
import org.strowger.harness.phone.Audio;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/**
 * A supervisor listens, whispers and barges into a call between two baresips, one of them
 * encrypted, and takes it over. Each step waits until those who shall hear it do, in what the
 * baresips record; that nobody heard more is in the whole recordings.
 */
@Tag("loopback")
class SupervisedCallTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final double CALLER = 440;
    private static final double AGENT = 660;
    private static final double SUPERVISOR = 1_000;
    private static final List<Double> TONES = List.of(CALLER, AGENT, SUPERVISOR);
    private static final double PIECE = 0.25;

    /** Seconds of the recordings when the supervisor began to whisper and to barge in. */
    private record Marks(double whispered, double barged) {}

    private static ConfFolder conf() {
        return ConfFolder.create()
                .agents(1)
                .phones(1)
                .t1Millis(Loopback.SHORT_T1_MILLIS)
                .rtp("srtp: preferred, sdes-over: any")
                .number("*31", "{feature: listen}")
                .outside(
                        "{match: \"09\\\\d+\", trunk: peer, kind: internal}", "{supervises: true}");
    }

    @Test
    void whoHearsWhom() {
        try (var loopback = Loopback.start("supervised", conf());
                var supervisor = Phone.of("1002", "demo-1002", loopback.strowger().sip());
                var agent =
                        Baresip.agent(
                                "1001",
                                "demo-1001",
                                loopback.strowger().sip(),
                                AGENT,
                                loopback.folder("agent"));
                var caller =
                        Baresip.encryptingCaller(
                                "5551001",
                                loopback.strowger().sip(),
                                "srtp-mand",
                                CALLER,
                                loopback.folder("caller"))) {
            var strowger = loopback.strowger();
            strowger.awaitAgents(1, "ready", LIMIT);
            caller.dial("4002");
            agent.awaitEstablished(LIMIT);
            supervisor.register();
            var call = supervisor.dial("*311001");
            var marks = supervise(call, caller, agent);
            caller.hangUp();
            assertEquals(200, call.awaitEnd(LIMIT));
            caller.quit();
            agent.quit();

            assertTrue(first(agent.heard(), SUPERVISOR) >= marks.whispered - PIECE);
            assertTrue(first(caller.heard(), SUPERVISOR) >= marks.barged - PIECE);
            var record = strowger.awaitRecordsOf(Set.of("5551001"), 1, LIMIT).getFirst();
            assertEquals("1001", record.agent());
            assertEquals(3, record.legs().size(), record::toString);
            assertWrittenDown(strowger);
            supervisor.unregister();
        }
    }

    /** Until he has taken the call over. */
    private static Marks supervise(PhoneCall call, Baresip caller, Baresip agent) {
        call.awaitAnswer(LIMIT);
        call.audio().say(SUPERVISOR);
        assertHearsBoth(call.audio());
        awaitHears(agent, Set.of(CALLER));
        awaitHears(caller, Set.of(AGENT));
        double whispered = agent.heard().seconds();
        call.press("2");
        awaitHears(agent, Set.of(CALLER, SUPERVISOR));
        awaitHears(caller, Set.of(AGENT));
        assertHearsBoth(call.audio());
        double barged = caller.heard().seconds();
        call.press("3");
        awaitHears(caller, Set.of(AGENT, SUPERVISOR));
        awaitHears(agent, Set.of(CALLER, SUPERVISOR));
        assertHearsBoth(call.audio());
        call.press("4");
        agent.awaitClosed(LIMIT);
        call.awaitTone(CALLER, LIMIT);
        awaitHears(caller, Set.of(SUPERVISOR));
        return new Marks(whispered, barged);
    }

    private static void assertWrittenDown(SwitchProcess strowger) {
        var told =
                strowger.list("supervisions").stream()
                        .map(row ->
                                "%s %s %s by %s"
                                        .formatted(
                                                row.path("supervisor").asString(),
                                                row.path("agent").asString(),
                                                row.path("action").asString(),
                                                row.path("how").asString()))
                        .toList();
        assertEquals(
                List.of(
                        "1002 1001 listen by code",
                        "1002 1001 whisper by key",
                        "1002 1001 barge-in by key",
                        "1002 1001 take-over by key"),
                told);
    }

    /** The supervisor hears the two, and not himself. */
    private static void assertHearsBoth(Audio audio) {
        for (double hertz : TONES) {
            audio.awaitHeard(
                    hertz + " Hz",
                    Duration.ofMillis(400),
                    LIMIT,
                    heard -> heard.toneOverRest(hertz) > -6 == (hertz != SUPERVISOR));
        }
    }

    /** These tones are in what it hears from now on, and no others of the three. */
    private static void awaitHears(Baresip who, Set<Double> wanted) {
        double now = who.heard().seconds();
        await("hears " + wanted)
                .atMost(LIMIT)
                .until(() -> {
                    var heard = who.heard();
                    double end = heard.seconds();
                    return end >= now + PIECE
                            && TONES.stream()
                                    .allMatch(hertz ->
                                            hears(heard, end - PIECE, hertz)
                                                    == wanted.contains(hertz));
                });
    }

    /** When the first piece begins in which it is heard. */
    private static double first(Wav heard, double hertz) {
        for (double from = 0; from + PIECE <= heard.seconds(); from += PIECE) {
            if (hears(heard, from, hertz)) {
                return from;
            }
        }
        throw new AssertionError(hertz + " Hz was never heard");
    }

    /** Whether a good part of a piece's power is the tone's. */
    private static boolean hears(Wav heard, double from, double hertz) {
        var samples = heard.between(from, from + PIECE).samples();
        return Spectrum.level(samples) > -50 && Spectrum.toneOverRest(samples, hertz) > -6;
    }
}
