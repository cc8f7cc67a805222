package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.base.Rfc;
import org.strowger.harness.audio.Wav;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.PhoneCall;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.ProjectFolder;
import org.strowger.harness.process.SwitchProcess;

/** What only registered phones may: lamps, transfers without reports, and holding who is called. */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class RegisteredPhonesTest {

    private static final int T1_MILLIS = 100;
    private static final Duration SOON = Loopback.SOON;
    private static final Duration MUSIC = Duration.ofMillis(400);
    private static final Duration AT_REST = Loopback.atRest(T1_MILLIS);

    private Loopback loopback;
    private SwitchProcess strowger;
    private InetSocketAddress sip;

    @BeforeAll
    void start() {
        var conf = ConfFolder.create().t1Millis(T1_MILLIS).agents(1).phones(3);
        loopback = Loopback.start("registered-phones", conf);
        strowger = loopback.strowger();
        sip = strowger.sip();
    }

    @AfterAll
    void stop() {
        loopback.closeAtRest(AT_REST);
    }

    @Rfc(number = 3265, section = "3.1.6.2")
    @Rfc(number = 6665, section = "4.2.1.2")
    @Rfc(number = 6665, section = "4.2.2")
    @Rfc(number = 4235, section = "3.7.1")
    @Test
    void aLampFollowsTheCallsOfAnotherPhone() throws IOException {
        try (var lamp = RawPeer.open("1003", sip);
                var other = Phone.of("1004", "demo-1004", sip)) {
            lamp.register("demo-1003");
            var ok = subscribe(lamp);
            lampShows(lamp, "no call", body -> !body.contains("<dialog "));
            other.register();
            var call = other.dial("4004");
            lampShows(lamp, "a call", body -> body.contains("confirmed"));
            call.hangUp();
            lampShows(lamp, "its end", body -> !body.contains("confirmed"));
            lamp.send(subscription(lamp, 13, ok.first("To")).with("Expires", "0"));
            lamp.await(200, "SUBSCRIBE");
            var last = lamp.answer("NOTIFY", 200);
            assertTrue(last.first("Subscription-State").startsWith("terminated"), last::toString);
        }
    }

    private static SipText subscribe(RawPeer lamp) throws IOException {
        var to = '<' + lamp.uri("1004") + '>';
        lamp.send(subscription(lamp, 11, to).with("Expires", "600"));
        var challenge = lamp.await(401, "SUBSCRIBE");
        lamp.send(
                lamp.authorized(
                        subscription(lamp, 12, to).with("Expires", "600"), challenge, "demo-1003"));
        return lamp.await(200, "SUBSCRIBE");
    }

    private static SipText subscription(RawPeer lamp, int cseq, String to) {
        return lamp.request("SUBSCRIBE", cseq, "1004", to)
                .with("Event", "dialog")
                .with("Accept", "application/dialog-info+xml");
    }

    private static void lampShows(RawPeer lamp, String what, Predicate<String> shown)
            throws IOException {
        for (int i = 0; i < 20; i++) {
            var notify = lamp.answer("NOTIFY", 200);
            assertEquals("dialog", notify.first("Event"));
            if (shown.test(notify.body())) {
                return;
            }
        }
        throw new AssertionError("no lamp shows " + what);
    }

    @Rfc(number = 4488, section = "4")
    @Rfc(number = 7647, section = "5")
    @Rfc(number = 3515, section = "2.4.2")
    @Rfc(number = 3892, section = "3")
    @Test
    void aTransferWithoutReportsSaysToTheColleagueWhoMadeIt() throws IOException {
        try (var agent = RawPeer.open("1001", sip);
                var colleague = RawPeer.open("1002", sip);
                var caller = Phone.anonymous("5551009", sip)) {
            colleague.register("demo-1002");
            agent.register("demo-1001");
            strowger.awaitAgent("1001", "ready", SOON);
            var call = caller.dial("4002");
            var invite = agent.awaitRequest("INVITE");
            answer(agent, invite);
            agent.send(
                    agent.requestOfCalled("REFER", 1, invite)
                            .with("Refer-To", '<' + agent.uri("1002") + '>')
                            .with("Supported", "norefersub")
                            .with("Refer-Sub", "false"));
            assertEquals("false", agent.await(200, "REFER").first("Refer-Sub"));
            var transferred = colleague.awaitRequest("INVITE");
            assertTrue(
                    transferred.first("Referred-By").contains("sip:1001@"), transferred::toString);
            answer(colleague, transferred);
            var next = agent.await("a request", SipText::isRequest);
            assertEquals("BYE", next.method(), "no NOTIFY came before it");
            agent.send(agent.response(200, next));
            colleague.send(colleague.requestOfCalled("BYE", 1, transferred));
            colleague.await(200, "BYE");
            call.awaitEnd(SOON);
        }
    }

    @Rfc(number = 3264, section = "8.4")
    @Test
    void whoIsHeldHearsTheMusicOnHoldUntilTheOtherComesBack() throws IOException {
        var music = Wav.read(ProjectFolder.find().resolve("ivr-scripts/prompts/music/hold.wav"));
        try (var holder = RawPeer.open("1003", sip);
                var held = Phone.of("1004", "demo-1004", sip)) {
            holder.register("demo-1003");
            var call = held.dial("1003");
            var invite = holder.awaitRequest("INVITE");
            answer(holder, invite);
            call.awaitAnswer(SOON);

            offer(holder, 1, invite, "a=sendonly\r\n");
            call.audio()
                    .awaitHeard(
                            "the music",
                            MUSIC,
                            SOON,
                            heard -> heard.isSound() && heard.likeness(music.samples()) > 0.98);

            offer(holder, 2, invite, "a=sendrecv\r\n");
            long sent = holderIsQuiet(call);
            strowger.await(
                    () -> call.audio().packetsSent() > sent + 50,
                    SOON,
                    () -> "the held one sends on: " + call);
            assertEquals(0, call.audio().heard(MUSIC).seconds(), "nobody speaks, and no music");
            call.hangUp();
            holder.answer("BYE", 200);
        }
    }

    /** The holder sends no sound: after the music comes nothing. Gives what the other has sent. */
    private long holderIsQuiet(PhoneCall call) {
        strowger.await(
                () -> call.audio().heard(MUSIC).seconds() == 0,
                SOON,
                () -> "the end of the music: " + call);
        return call.audio().packetsSent();
    }

    /** A re-INVITE that is answered. */
    private static void offer(RawPeer holder, int cseq, SipText invite, String direction)
            throws IOException {
        var offer = holder.requestOfCalled("INVITE", cseq, invite);
        holder.send(RawPeer.withSdp(offer, holder.sdp(40_010) + direction));
        holder.await(200, "INVITE");
        holder.send(holder.requestOfCalled("ACK", cseq, invite));
    }

    private static void answer(RawPeer phone, SipText invite) throws IOException {
        phone.send(RawPeer.withSdp(phone.response(200, invite), phone.sdp(40_010)));
        phone.awaitRequest("ACK");
    }
}
