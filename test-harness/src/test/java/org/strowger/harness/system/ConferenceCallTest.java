package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.ConfFolder;

/** Three phones in a conference, each of which says a tone of its own. */
@Tag("loopback")
class ConferenceCallTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<Double> TONES = List.of(440.0, 660.0, 1_000.0);

    private static ConfFolder conf(String conference) {
        return ConfFolder.create()
                .agents(1)
                .phones(1)
                .t1Millis(Loopback.SHORT_T1_MILLIS)
                .conferences(conference);
    }

    @Test
    void everybodyHearsTheOthers() {
        var conf = conf("{number: \"4100\", pin: \"2468\", most: 3, public: true}");
        try (var loopback = Loopback.start("conference", conf);
                var one = Phone.of("1001", "demo-1001", loopback.strowger().sip());
                var other = Phone.of("1002", "demo-1002", loopback.strowger().sip());
                var stranger = Phone.anonymous("5551001", loopback.strowger().sip())) {
            var calls = List.of(comesIn(one, 440), comesIn(other, 660), comesIn(stranger, 1_000));
            for (var call : calls) {
                for (double hertz : TONES) {
                    awaitHears(call, hertz, hertz != TONES.get(calls.indexOf(call)));
                }
            }
            try (var late = Phone.anonymous("5551002", loopback.strowger().sip())) {
                assertEquals(486, late.dial("4100").awaitEnd(LIMIT));
            }
            calls.get(1).hangUp();
            awaitHears(calls.getFirst(), 660, false);
            calls.getFirst().awaitTone(1_000, LIMIT);
            calls.getLast().awaitTone(440, LIMIT);
            calls.getFirst().hangUp();
            calls.getLast().awaitSilence(LIMIT);
            calls.getLast().hangUp();
            var strowger = loopback.strowger();
            var record = strowger.awaitRecordsOf(Set.of("5551001"), 1, LIMIT).getFirst();
            assertEquals("", record.keys());
        }
    }

    /** The stranger is sent there by an agent, who has nothing more to do with it. */
    @Test
    void whoIsSentThereHearsTheOthersUntilTheyAreMuted() {
        var conf = conf("{number: \"4101\", first-moderates: true}");
        try (var loopback = Loopback.start("conference-moderated", conf);
                var agent = Phone.of("1001", "demo-1001", loopback.strowger().sip());
                var moderator = Phone.of("1002", "demo-1002", loopback.strowger().sip());
                var stranger = Phone.anonymous("5551001", loopback.strowger().sip())) {
            var first = moderator.dial("4101");
            first.awaitAnswer(LIMIT);
            first.audio().say(660);
            var talk = QueueTalk.begin(loopback.strowger(), agent, stranger);
            talk.agent().refer("4101");
            talk.agent().awaitEnd(LIMIT);
            var sent = talk.caller();
            sent.awaitTone(660, LIMIT);
            first.awaitTone(440, LIMIT);
            sent.press("*6");
            first.awaitSilence(LIMIT);
            sent.press("*6");
            first.awaitTone(440, LIMIT);
            sent.press("*7"); // He does not moderate.
            first.press("*7");
            first.awaitSilence(LIMIT);
            sent.awaitTone(660, LIMIT);
            first.press("*8");
            first.awaitTone(440, LIMIT);
            first.hangUp();
            sent.awaitSilence(LIMIT);
            sent.hangUp();
            var strowger = loopback.strowger();
            var record = strowger.awaitRecordsOf(Set.of("5551001"), 1, LIMIT).getFirst();
            assertEquals("answered", record.outcome());
        }
    }

    private static PhoneCall comesIn(Phone phone, double hertz) {
        var call = phone.dial("4100");
        call.awaitAnswer(LIMIT);
        call.awaitSound(LIMIT);
        call.press("2468#");
        call.audio().say(hertz);
        return call;
    }

    /** Two tones of one loudness: each is as loud as the rest. */
    private static void awaitHears(PhoneCall call, double hertz, boolean does) {
        call.audio()
                .awaitHeard(
                        hertz + " Hz: " + does,
                        Duration.ofMillis(400),
                        LIMIT,
                        heard -> heard.isSound() && heard.toneOverRest(hertz) > -6 == does);
    }
}
