package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.phone.Answering;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.process.ConfFolder;

/**
 * Keys by INFO and as tones, through a running switch: into its menu, and from one way into another
 * between two phones.
 */
@Tag("loopback")
class KeyCallTest {

    private static final Duration TALK = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Of a key's 100 ms. */
    private static final Duration PIECE = Duration.ofMillis(60);

    @Test
    void bothBodiesOfInfoReachTheMenu() {
        try (var loopback = Loopback.start("keys-by-info", ConfFolder.create().agents(3));
                var agents = loopback.agents(TALK, LIMIT)) {
            var run =
                    loopback.callers("uac-hotline-info", "4000", "5551001")
                            .rows(List.of("2;1"))
                            .calls(10)
                            .rate(5)
                            .atOnce(10)
                            .limit(LIMIT)
                            .start();
            Loopback.assertAllSuccessful(run.await(), 10);
            var records = loopback.strowger().awaitRecords(10, Loopback.SOON);
            agents.drain();
            Loopback.assertAllSuccessful(agents.await(), 10);
            for (var record : records) {
                assertEquals("21", record.keys(), record::toString);
                assertEquals("sales", record.queue(), record::toString);
                assertEquals("en", record.language(), record::toString);
            }
        }
    }

    @Test
    void tonesReachTheMenu() {
        try (var loopback = Loopback.start("keys-as-tones", ConfFolder.create().agents(1))) {
            var sip = loopback.strowger().sip();
            try (var agent = Phone.of("1001", "demo-1001", sip);
                    var caller = Phone.anonymous("5551001", sip).telephoneEvent(-1)) {
                agent.answering(Answering.afterMillis(0)).register();
                loopback.strowger().awaitAgents(1, "ready", Loopback.SOON);
                var call = caller.dial("4000");
                call.awaitAnswer(Loopback.SOON);
                call.awaitSound(Loopback.SOON);
                call.press("12");
                agent.awaitCall(Loopback.SOON);
                call.hangUp();
                var record = loopback.strowger().awaitRecords(1, Loopback.SOON).getFirst();
                assertEquals("12", record.keys());
                assertEquals("support", record.queue());
                assertEquals("zh", record.language());
            }
        }
    }

    @Test
    void tonesBecomeEventsAndEventsBecomeTones() {
        try (var loopback = Loopback.start("keys-converted", ConfFolder.create().agents(1))) {
            var sip = loopback.strowger().sip();
            try (var agent = Phone.of("1001", "demo-1001", sip);
                    var caller = Phone.anonymous("5551001", sip).telephoneEvent(-1)) {
                var call = joined(loopback, agent, caller);
                var answered = agent.awaitCall(Loopback.SOON);
                awaitJoined(call, answered);
                call.press("5#");
                answered.audio().awaitKeys("5#", Loopback.SOON);
                answered.press("7");
                awaitTone(call, '7');
                call.hangUp();
            }
        }
    }

    @Test
    void eventsBecomeInfosAndInfosBecomeEvents() {
        var conf = ConfFolder.create().agents(1).dtmf("info");
        try (var loopback = Loopback.start("keys-to-info", conf)) {
            var sip = loopback.strowger().sip();
            try (var agent = Phone.of("1001", "demo-1001", sip);
                    var caller = Phone.anonymous("5551001", sip)) {
                var call = joined(loopback, agent, caller);
                var answered = agent.awaitCall(Loopback.SOON);
                awaitJoined(call, answered);
                call.press("9*");
                assertEquals(
                        List.of("Signal=9\r\nDuration=100\r\n", "Signal=*\r\nDuration=100\r\n"),
                        answered.awaitInfos(2, Loopback.SOON));
                answered.info("application/dtmf", "3");
                answered.info("application/dtmf-relay", "Signal=D\r\nDuration=160\r\n");
                call.audio().awaitKeys("3D", Loopback.SOON);
                call.hangUp();
            }
        }
    }

    @Test
    void infosBecomeTones() {
        var conf = ConfFolder.create().agents(1).dtmf("info");
        try (var loopback = Loopback.start("keys-info-to-tones", conf)) {
            var sip = loopback.strowger().sip();
            try (var agent = Phone.of("1001", "demo-1001", sip);
                    var caller = Phone.anonymous("5551001", sip).telephoneEvent(-1)) {
                var call = joined(loopback, agent, caller);
                var answered = agent.awaitCall(Loopback.SOON);
                awaitJoined(call, answered);
                answered.info("application/dtmf-relay", "Signal=0\r\nDuration=160\r\n");
                awaitTone(call, '0');
                call.press("8");
                assertEquals(1, answered.awaitInfos(1, Loopback.SOON).size());
                call.hangUp();
            }
        }
    }

    @Test
    void whoConsultsHearsTheColleaguesPhoneRing() {
        var conf = ConfFolder.create().agents(1).phones(1);
        try (var loopback = Loopback.start("keys-ring-back", conf)) {
            var sip = loopback.strowger().sip();
            try (var agent = Phone.of("1001", "demo-1001", sip);
                    var colleague = Phone.of("1002", "demo-1002", sip);
                    var caller = Phone.anonymous("5551001", sip)) {
                var call = joined(loopback, agent, caller);
                var answered = agent.awaitCall(Loopback.SOON);
                awaitJoined(call, answered);
                colleague.answering(new Answering.Ring()).register();
                loopback.strowger().awaitAgents(1, "ready", Loopback.SOON);
                answered.press("*21002#");
                answered.awaitTone(425, Loopback.SOON);
                call.hangUp();
            }
        }
    }

    /** A caller and an agent who is about to answer. */
    private static PhoneCall joined(Loopback loopback, Phone agent, Phone caller) {
        agent.answering(Answering.afterMillis(0)).register();
        loopback.strowger().awaitAgents(1, "ready", Loopback.SOON);
        return caller.dial("4002");
    }

    private static void awaitJoined(PhoneCall call, PhoneCall answered) {
        answered.audio().say(660);
        call.awaitTone(660, Loopback.SOON);
        answered.audio().silence();
        call.awaitSilence(Loopback.SOON);
    }

    private static void awaitTone(PhoneCall call, char key) {
        call.audio().awaitHeard("key " + key, PIECE, Loopback.SOON, heard -> heard.isKey(key));
    }
}
