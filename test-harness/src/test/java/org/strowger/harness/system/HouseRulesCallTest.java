package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.ControlDoor;

/** Callers who are blocked, answers that come with the agent, and calls that may not be longer. */
@Tag("loopback")
class HouseRulesCallTest {

    private static final double AGENTS_HERTZ = 660;
    private static final String WITH_AGENT = "4301";
    private static final String SHORT = "4302";
    private static final String NUMBERS =
            """
              "4301": {queue: support, answer: with-agent}
              "4302": {echo: true}
              "4303": {script: announcement, longest-s: 1}
            """;

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch(
                    "house-rules",
                    () ->
                            ContactCentre.conf(
                                            ConfFolder.create(),
                                            Map.of("x", "method: linear"),
                                            List.of("", "", ""),
                                            NUMBERS)
                                    .t1Millis(Loopback.SHORT_T1_MILLIS),
                    Loopback.AT_REST);

    @Test
    void aBlockedCallerIsDeclinedUntilHeIsServedAgain() {
        var door = new ControlDoor(SWITCH.strowger().data());
        try (var caller = Phone.anonymous("5559701", SWITCH.strowger().sip())) {
            door.post("/api/v1/blocked", "{\"number\": \"55597*\", \"blocked\": true}");
            assertEquals(603, caller.dial(SHORT).awaitEnd(Loopback.SOON));
            door.post("/api/v1/blocked", "{\"number\": \"55597*\", \"blocked\": false}");
            var call = caller.dial(SHORT);
            call.awaitAnswer(Loopback.SOON);
            call.hangUp();
        }
    }

    @Test
    void theCallerHearsMusicBeforeTheAgentAnswersForBoth() {
        try (var agent = Phone.of("1001", "demo-1001", SWITCH.strowger().sip());
                var caller = Phone.anonymous("5559801", SWITCH.strowger().sip())) {
            agent.answering(new Answering.Ring()).register();
            new ControlDoor(SWITCH.strowger().data())
                    .post("/api/v1/agents/1001", "{\"change\":\"LOGIN\"}");
            var call = caller.dial(WITH_AGENT);
            var rung = agent.awaitCall(Loopback.SOON);
            call.awaitSound(Loopback.SOON);
            assertEquals(PhoneCall.State.RINGING, call.state());
            rung.answer();
            rung.audio().say(AGENTS_HERTZ);
            call.awaitAnswer(Loopback.SOON);
            call.awaitTone(AGENTS_HERTZ, Loopback.SOON);
            call.hangUp();
            rung.awaitEnd(Loopback.SOON);
            agent.unregister();
        }
    }

    @Test
    void aCallToANumberWithALimitEndsInTheMiddleOfTheSentence() {
        try (var caller = Phone.anonymous("5559901", SWITCH.strowger().sip())) {
            var call = caller.dial("4303");
            call.awaitAnswer(Loopback.SOON);
            long from = System.nanoTime();
            call.awaitEnd(Loopback.SOON);
            long lasted = System.nanoTime() - from;
            assertEquals(1, Math.round(lasted / 1e9), () -> lasted + " ns");
        }
    }
}
