package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.harness.system.ContactCentre.FIRST;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.harness.phone.Phone;

/** The agent's phone as the desk: what it shows of a call, and what the agent hears before it. */
@Tag("loopback")
class DeskCallTest {

    private static final double AGENTS_HERTZ = 660;
    private static final String QUEUE = ContactCentre.numberOf(0);

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch(
                    "desk",
                    () ->
                            ContactCentre.conf(
                                            Map.of(
                                                    "desk",
                                                    """
                                                    method: linear, desk: {show: "{queue} {wait} {name}", \
                                                    auto-answer: true, zip-tone: true, say: [en/support-call]}\
                                                    """),
                                            List.of("", "", ""))
                                    .t1Millis(Loopback.SHORT_T1_MILLIS),
                    Loopback.AT_REST);

    @Test
    void itShowsWhoWaitedHowLongWhereAndSaysSoBeforeTheyTalk() {
        try (var centre = new ContactCentre(SWITCH.loopback());
                var caller = Phone.anonymous("5559501", SWITCH.strowger().sip())) {
            centre.beginTheDay();
            var call = caller.dial(QUEUE);
            var rung = centre.phone(FIRST).awaitCall(Loopback.SOON);
            rung.audio().say(AGENTS_HERTZ);
            rung.awaitSound(Loopback.SOON);
            call.awaitTone(AGENTS_HERTZ, Loopback.SOON);
            call.hangUp();
            rung.awaitEnd(Loopback.SOON);
            var invite = rung.invite();
            var from = invite.first("From");
            assertTrue(from.matches("\"desk 0:0\\d 5559501\" <sip:5559501@.*"), from);
            assertTrue(
                    invite.first("P-Asserted-Identity").startsWith("<sip:5559501@"),
                    invite::toString);
            assertTrue(invite.first("Call-Info").endsWith(";answer-after=0"), invite::toString);
            assertTrue(
                    invite.first("Alert-Info").contains(";info=alert-autoanswer"),
                    invite::toString);
            var record = centre.recordOf("5559501");
            assertEquals(record.id(), invite.first("X-Strowger-Call"));
            assertEquals(FIRST, record.agent());
            centre.strowger().awaitAgent(FIRST, "ready", Duration.ofSeconds(5));
        }
    }
}
