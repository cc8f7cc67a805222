package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.ControlDoor;

/** Lamps: who presses the one that blinks has the call; and the one that says of messages. */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class LampCallTest {

    private static final String USER = "1001";
    private static final String COLLEAGUE = "1002";
    private static final String CALLER = "1003";

    /** What a document says of a dialog that can be taken over. */
    private static final Pattern NAME =
            Pattern.compile("call-id=\"(.+?)\" local-tag=\"(.+?)\" remote-tag=\"(.+?)\"");

    private static final Duration QUIET = Duration.ofMillis(300);

    private Loopback loopback;
    private InetSocketAddress sip;

    @BeforeAll
    void start() {
        var conf = ConfFolder.create().agents(0).phones(3).t1Millis(Loopback.SHORT_T1_MILLIS);
        loopback = Loopback.start("lamps", conf);
        sip = loopback.strowger().sip();
    }

    @AfterAll
    void stop() {
        loopback.closeAtRest(Loopback.AT_REST);
    }

    private Phone phone(String user) {
        var phone = Phone.of(user, "demo-" + user, sip);
        phone.register();
        return phone;
    }

    private RawPeer registered(String user) throws IOException {
        var peer = RawPeer.open(user, sip);
        peer.register("demo-" + user);
        return peer;
    }

    private static SipText subscription(RawPeer lamp, int cseq, String watched, String event) {
        return lamp.request("SUBSCRIBE", cseq, watched).with("Event", event).with("Expires", "600");
    }

    /** What the first NOTIFY says. */
    private static String subscribe(RawPeer lamp, String watched, String event) throws IOException {
        lamp.send(subscription(lamp, 11, watched, event));
        var challenge = lamp.await(401, "SUBSCRIBE");
        var password = "demo-" + USER;
        lamp.send(lamp.authorized(subscription(lamp, 12, watched, event), challenge, password));
        lamp.await(200, "SUBSCRIBE");
        return lamp.answer("NOTIFY", 200).body();
    }

    /**
     * The Replaces header that the lamp's document gives.
     *
     * @param asThePhone as the phone would say it whose dialog it is, else as the switch would
     */
    private static String replaces(RawPeer lamp, boolean asThePhone) throws IOException {
        for (int i = 0; i < 10; i++) {
            var name = NAME.matcher(lamp.answer("NOTIFY", 200).body());
            if (name.find()) {
                return "%s;to-tag=%s;from-tag=%s"
                        .formatted(
                                name.group(1),
                                name.group(asThePhone ? 2 : 3),
                                name.group(asThePhone ? 3 : 2));
            }
        }
        throw new AssertionError("no document names a dialog");
    }

    private static SipText takeOver(RawPeer phone, int cseq, String number, String replaces) {
        return RawPeer.withSdp(
                phone.request("INVITE", cseq, number).with("Replaces", replaces),
                phone.sdp(40_020));
    }

    /** Comes into the call in the place of another phone: what the switch answers. */
    private static SipText takesOver(RawPeer phone, String number, String replaces)
            throws IOException {
        phone.send(takeOver(phone, 21, number, replaces));
        var challenge = phone.await(401, "INVITE");
        phone.send(
                phone.authorized(takeOver(phone, 22, number, replaces), challenge, "demo-" + USER));
        var ok = phone.await(200, "INVITE");
        phone.send(phone.request("ACK", 22, number, ok.first("To")));
        return ok;
    }

    @Rfc(number = 4235, section = "4.1.1")
    @Rfc(number = 3891, section = "3")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoPressesTheLampOfAPhoneThatRingsHasTheCall(boolean asThePhone) throws IOException {
        try (var lamp = registered(USER);
                var phone = RawPeer.open(USER, sip);
                var rings = phone(COLLEAGUE);
                var caller = phone(CALLER)) {
            assertTrue(!subscribe(lamp, COLLEAGUE, "dialog").contains("<dialog "));
            var call = caller.dial(COLLEAGUE);
            var rung = rings.awaitCall(Loopback.SOON);
            takesOver(phone, COLLEAGUE, replaces(lamp, asThePhone));
            call.awaitAnswer(Loopback.SOON);
            var reason = rung.awaitCancel(Loopback.SOON).all("Reason");
            assertTrue(
                    reason.contains("SIP;cause=200;text=\"Call completed elsewhere\""),
                    reason::toString);
            call.hangUp();
            phone.answer("BYE", 200);
            assertEquals(487, rung.awaitEnd(Loopback.SOON));
        }
    }

    @Rfc(number = 3891, section = "3")
    @Test
    void aConversationGoesOnAtAnotherPhoneOfTheSameUser() throws IOException {
        try (var lamp = registered(USER);
                var phone = RawPeer.open(USER, sip);
                var talks = phone(COLLEAGUE);
                var desk = phone(USER)) {
            subscribe(lamp, USER, "dialog");
            var call = desk.dial(COLLEAGUE);
            var answered = talks.awaitCall(Loopback.SOON);
            answered.answer();
            call.awaitAnswer(Loopback.SOON);
            takesOver(phone, USER, replaces(lamp, false));
            assertEquals(200, call.awaitEnd(Loopback.SOON));
            answered.hangUp();
            phone.answer("BYE", 200);
        }
    }

    @Rfc(number = 3842, section = "3.5")
    @Rfc(number = 3842, section = "5.2")
    @Test
    void aPhoneIsToldThatItsUserHasNoMessages() throws IOException {
        try (var lamp = registered(USER)) {
            assertEquals(
                    """
                    Messages-Waiting: no
                    Message-Account: sip:1001@strowger
                    Voice-Message: 0/0
                    """,
                    subscribe(lamp, USER, "message-summary").replace("\r\n", "\n"));
        }
    }

    @Rfc(number = 3842, section = "3.5")
    @Rfc(number = 3842, section = "3.8")
    @Rfc(number = 6665, section = "4.2.1.4")
    @Test
    void theLampFollowsWhatTheOperatorSays() throws IOException {
        try (var lamp = registered(USER)) {
            assertEquals("no 0/0", summary(subscribe(lamp, USER, "message-summary")));
            messages(USER, 2, 5);
            assertEquals("yes 2/5", summary(notified(lamp).body()));
            messages(COLLEAGUE, 1, 1);
            messages(USER, 2, 5);
            messages(USER, 0, 7);
            assertEquals("no 0/7", summary(notified(lamp).body()), "a change only");
            var ok = lamp.heard().stream().filter(m -> !m.isRequest()).toList().getLast();
            lamp.send(
                    lamp.request("SUBSCRIBE", 13, USER, ok.first("To"))
                            .with("Event", "message-summary")
                            .with("Expires", "0"));
            var last = notified(lamp);
            assertEquals("terminated;reason=timeout", last.first("Subscription-State"));
            assertEquals("no 0/7", summary(last.body()));
            lamp.awaitSilence(QUIET);
            messages(USER, 9, 9);
            assertTrue(lamp.isQuietFor(QUIET), "nobody is told any more");
            messages(COLLEAGUE, 0, 0);
            messages(USER, 0, 0);
        }
    }

    @Test
    void theCountsOfMessagesHoldOverARestart() throws IOException {
        messages(USER, 3, 1);
        loopback.strowger().stop();
        loopback = loopback.again();
        try (var lamp = registered(USER)) {
            assertEquals("yes 3/1", summary(subscribe(lamp, USER, "message-summary")));
            var user = loopback.strowger().list("users").getFirst();
            assertEquals(3, user.path("newMessages").asInt());
            messages(USER, 0, 0);
            assertEquals("no 0/0", summary(notified(lamp).body()));
        }
    }

    @Rfc(number = 6665, section = "4.2.1.1")
    @Test
    void whatIsNoSubscriptionToMessagesIsRefused() throws IOException {
        try (var lamp = registered(USER)) {
            lamp.send(
                    lamp.request("SUBSCRIBE", 11, USER)
                            .with("Event", "message-summary")
                            .with("Expires", "30"));
            assertEquals("60", lamp.await(423, "SUBSCRIBE").first("Min-Expires"));
            lamp.send(
                    subscription(lamp, 12, USER, "message-summary")
                            .with("Accept", "application/pidf+xml"));
            lamp.await(406, "SUBSCRIBE");
            lamp.send(subscription(lamp, 13, USER, "message-waiting"));
            var events = lamp.await(489, "SUBSCRIBE").first("Allow-Events");
            assertTrue(events.contains("message-summary"), events);
        }
    }

    /** The next NOTIFY, which is answered: no copy of one that was heard before. */
    private static SipText notified(RawPeer lamp) throws IOException {
        int known =
                lamp.heard().stream()
                        .filter(m -> m.isRequest() && m.method().equals("NOTIFY"))
                        .mapToInt(SipText::sequence)
                        .max()
                        .orElse(0);
        var notify =
                lamp.await(
                        "a new NOTIFY",
                        m -> m.isRequest() && m.method().equals("NOTIFY") && m.sequence() > known);
        lamp.send(lamp.response(200, notify));
        return notify;
    }

    /** The operator says how many messages a user has. */
    private void messages(String user, int fresh, int old) {
        new ControlDoor(loopback.strowger().data())
                .post(
                        "/api/v1/users/" + user,
                        "{\"change\":\"mailbox\",\"new\":%d,\"old\":%d}".formatted(fresh, old));
    }

    /** Whether there are any, and how many; the account is always 1001. */
    private static String summary(String body) {
        var lines = body.lines().toList();
        assertEquals(3, lines.size(), body);
        assertEquals("Message-Account: sip:1001@strowger", lines.get(1));
        return (lines.get(0) + lines.get(2))
                .replace("Messages-Waiting: ", "")
                .replace("Voice-Message: ", " ");
    }

    @Rfc(number = 3842, section = "3.7")
    @Test
    void ofTheMessagesOfOthersNobodyIsTold() throws IOException {
        try (var lamp = registered(USER)) {
            lamp.send(subscription(lamp, 11, COLLEAGUE, "message-summary"));
            var challenge = lamp.await(401, "SUBSCRIBE");
            lamp.send(
                    lamp.authorized(
                            subscription(lamp, 12, COLLEAGUE, "message-summary"),
                            challenge,
                            "demo-" + USER));
            lamp.await(403, "SUBSCRIBE");
        }
    }
}
