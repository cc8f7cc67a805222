package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
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

/**
 * A supervisor listens, whispers and barges into a call between two baresips, and takes it over;
 * who heard whom, and for how long, is in what they recorded.
 */
@Tag("loopback")
class SupervisedCallTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final double CALLER = 440;
    private static final double AGENT = 660;
    private static final double SUPERVISOR = 1_000;
    private static final double PIECE = 0.25;
    private static final long PHASE_MILLIS = 3_000;

    private static ConfFolder conf() {
        return ConfFolder.create()
                .agents(1)
                .phones(1)
                .t1Millis(Loopback.SHORT_T1_MILLIS)
                .number("*31", "{feature: listen}")
                .outside(
                        "{match: \"09\\\\d+\", trunk: peer, kind: internal}", "{supervises: true}");
    }

    @Test
    void whoHearsWhom() throws InterruptedException {
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
                        Baresip.caller(
                                "5551001",
                                loopback.strowger().sip(),
                                CALLER,
                                loopback.folder("caller"))) {
            var strowger = loopback.strowger();
            strowger.awaitAgents(1, "ready", LIMIT);
            caller.dial("4002");
            agent.awaitEstablished(LIMIT);
            supervisor.register();
            var call = supervise(supervisor, agent);
            caller.hangUp();
            assertEquals(200, call.awaitEnd(LIMIT));
            caller.quit();
            agent.quit();

            assertRecorded(caller.heard(), agent.heard());
            var record = strowger.awaitRecordsOf(Set.of("5551001"), 1, LIMIT).getFirst();
            assertEquals("1001", record.agent());
            assertEquals(3, record.legs().size(), record::toString);
            supervisor.unregister();
        }
    }

    /** The phases one after the other, until he has taken the call over. */
    private static PhoneCall supervise(Phone supervisor, Baresip agent)
            throws InterruptedException {
        var call = supervisor.dial("*311001");
        call.awaitAnswer(LIMIT);
        call.audio().say(SUPERVISOR);
        assertHearsBoth(call.audio());
        Thread.sleep(PHASE_MILLIS); // He listens.
        call.press("2");
        Thread.sleep(PHASE_MILLIS); // He whispers.
        call.press("3");
        Thread.sleep(PHASE_MILLIS); // All three talk.
        assertHearsBoth(call.audio());
        call.press("4");
        agent.awaitClosed(LIMIT);
        call.awaitTone(CALLER, LIMIT);
        Thread.sleep(PHASE_MILLIS); // The two talk.
        return call;
    }

    private static void assertRecorded(Wav caller, Wav agent) {
        assertHeard(agent, SUPERVISOR, 2 * PHASE_MILLIS);
        assertHeard(caller, SUPERVISOR, 2 * PHASE_MILLIS);
        assertTrue(last(caller, AGENT) <= first(caller, SUPERVISOR) + 4.5);
        double whispered = last(agent, CALLER) - first(agent, SUPERVISOR);
        assertEquals(2 * PHASE_MILLIS / 1_000.0, whispered, 1.5);
    }

    private static void assertHearsBoth(Audio audio) {
        for (double hertz : List.of(CALLER, AGENT)) {
            audio.awaitHeard(
                    hertz + " Hz",
                    Duration.ofMillis(400),
                    LIMIT,
                    heard -> heard.toneOverRest(hertz) > -6);
        }
    }

    /** The tone was there for about so long, in one piece. */
    private static void assertHeard(Wav heard, double hertz, long millis) {
        double seconds = times(heard, hertz).size() * PIECE;
        assertEquals(millis / 1_000.0, seconds, 1.5, hertz + " Hz");
        double whole = last(heard, hertz) - first(heard, hertz);
        assertEquals(whole, seconds, 1, hertz + " Hz in one piece");
    }

    private static double first(Wav heard, double hertz) {
        return times(heard, hertz).getFirst();
    }

    private static double last(Wav heard, double hertz) {
        return times(heard, hertz).getLast();
    }

    /** When pieces begin in which a good part of the power is the tone's. */
    private static List<Double> times(Wav heard, double hertz) {
        var times = new ArrayList<Double>();
        for (double from = 0; from + PIECE <= heard.seconds(); from += PIECE) {
            var samples = heard.between(from, from + PIECE).samples();
            boolean audible = Spectrum.level(samples) > -50;
            if (audible && Spectrum.toneOverRest(samples, hertz) > -6) {
                times.add(from);
            }
        }
        return times;
    }
}
