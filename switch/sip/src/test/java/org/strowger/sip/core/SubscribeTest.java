package org.strowger.sip.core;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.SipLeg;
import org.strowger.sip.registrar.DigestAlgorithm;
import org.strowger.sip.registrar.SipUser;

/** The phone of 1001, with a lamp for 1002 (RFC 6665, RFC 4235). */
class SubscribeTest {

    private static final Pattern STATE = Pattern.compile("<state>(.*?)</state>");

    private final Bench b = new Bench(new SipCoreLimits(1_000, 100, 100));
    private final Subscriber phone = new Subscriber(b, "1001");

    @BeforeEach
    void register() {
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        var contact = "<sip:1002@127.0.0.9:5062>";
        b.receive(Registers.register("1002", "1002", "demo-1002", b, contact, 11, ""));
        b.sent();
    }

    @AfterEach
    void nothingIsLeft() {
        phone.leavesNothing();
    }

    private String lamp() {
        var sent = phone.subscribes("1002", "Event: dialog;id=7\r\nExpires: 600\r\n");
        assertEquals(2, sent.size(), sent::toString);
        answer(sent.getLast());
        return sent.getFirst();
    }

    /** In the subscription that this response made. */
    private List<String> again(String ok, String lines) {
        b.receive(follows(ok, lines));
        return b.sent();
    }

    private String follows(String ok, String lines) {
        return phone.request("SUBSCRIBE", "1002", Bench.header(ok, "To"), event() + lines, "");
    }

    private void answer(String notify) {
        assertTrue(notify.startsWith("NOTIFY sip:al@127.0.0.9:5060 SIP/2.0\r\n"), notify);
        b.receive(Bench.response(200, notify, "", ""));
    }

    /** The states of all dialogs in the one NOTIFY that was sent, which is answered. */
    private String lampShows(int version) {
        var notify = b.sent().stream().filter(text -> text.startsWith("NOTIFY")).toList();
        assertEquals(1, notify.size(), notify::toString);
        var text = notify.getFirst();
        assertTrue(text.contains(" version=\"" + version + "\" state=\"full\""), text);
        answer(text);
        return STATE.matcher(text).results().map(found -> found.group(1)).collect(joining(" "));
    }

    private SipLeg call(String user) {
        return b.core.call(
                new OutgoingCall(new OutgoingCall.Target.User(user), "555", "", Bench.OURS),
                b.hub.listener("out"));
    }

    @Rfc(number = 6665, section = "4.2.1.2")
    @Rfc(number = 4235, section = "3.7")
    @Test
    void theFirstNotifyTellsTheFullState() {
        var sent = phone.subscribes("1002", "Event: dialog;id=7\r\nExpires: 600\r\n");
        var ok = sent.getFirst();
        assertTrue(ok.startsWith("SIP/2.0 200"), ok);
        assertEquals("600", Bench.header(ok, "Expires"));
        assertTrue(Bench.header(ok, "Contact").contains("127.0.0.1:5060"), ok);
        var notify = sent.get(1);
        assertEquals("dialog;id=7", Bench.header(notify, "Event"));
        assertEquals("active;expires=600", Bench.header(notify, "Subscription-State"));
        assertEquals("application/dialog-info+xml", Bench.header(notify, "Content-Type"));
        assertEquals("<sip:1001@127.0.0.1>;tag=lamp", Bench.header(notify, "To"));
        assertTrue(Bench.header(notify, "From").endsWith(";tag=" + Bench.toTag(ok)), notify);
        assertTrue(
                notify.endsWith(
                        """
                        <?xml version="1.0"?>
                        <dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info"\
                         version="0" state="full" entity="sip:1002@strowger">
                        </dialog-info>
                        """),
                notify);
        answer(notify);
        assertEquals(1, b.core.subscriptions());
    }

    @Rfc(number = 4235, section = "3.7.1")
    @Test
    void theLampFollowsACall() {
        lamp();
        var leg = call("1002");
        var invite = b.sent.stream().filter(text -> text.startsWith("INVITE")).findFirst();
        assertEquals("trying", lampShows(1));
        b.receive(Bench.response(180, invite.orElseThrow(), "t", ""));
        assertEquals("early", lampShows(2));
        b.receive(Bench.response(200, invite.orElseThrow(), "t", Bench.SDP));
        assertEquals("confirmed", lampShows(3));
        leg.hangUp("");
        var bye = b.only();
        b.receive(Bench.response(200, bye, "t", ""));
        assertEquals("", lampShows(4));
    }

    @Test
    void whatChangesWhileTheSubscriberIsSilentIsToldAtOnce() {
        lamp();
        call("1002");
        var sent = b.sent();
        var invite = sent.getFirst();
        b.receive(Bench.response(180, invite, "t", ""));
        b.receive(Bench.response(486, invite, "t", ""));
        assertEquals(List.of("ACK"), b.started(), "one NOTIFY at a time");
        answer(sent.getLast());
        assertEquals("", lampShows(2));
    }

    @Test
    void aCallOfTheOneWhoIsWatchedIsShownToo() {
        lamp();
        var from = "<sip:1002@127.0.0.9>;tag=c";
        var first = Map.of("From", from, "branch", "z9hG4bK-c1", "Call-ID", "c");
        b.receive(Bench.invite(first));
        var password = Registers.authorization("1002", "demo-1002", "INVITE", b.only());
        b.receive(
                Bench.invite(
                        Map.of(
                                "From", from,
                                "branch", "z9hG4bK-c2",
                                "Call-ID", "c",
                                "CSeq", "2 INVITE",
                                "lines", password)));
        assertEquals("trying", lampShows(1));
        b.hub.leg().answer(Bench.OURS);
        var ok = b.sent.stream().filter(text -> text.startsWith("SIP/2.0 200")).findFirst();
        assertEquals("confirmed", lampShows(2));
        b.receive(
                Bench.request(
                        "ACK",
                        Map.of(
                                "From", from,
                                "To", Bench.header(ok.orElseThrow(), "To"),
                                "branch", "z9hG4bK-c3",
                                "Call-ID", "c",
                                "CSeq", "2 ACK"),
                        ""));
        b.hub.leg().hangUp("");
        b.receive(Bench.response(200, b.only(), "c", ""));
        assertEquals("", lampShows(3));
    }

    @Rfc(number = 6665, section = "4.2.1.4")
    @Test
    void itIsRefreshedAndGivenUp() {
        var ok = lamp();
        var sent = again(ok, "Expires: 99999\r\n");
        assertEquals("7200", Bench.header(sent.getFirst(), "Expires"));
        answer(sent.getLast());
        b.receive(follows(ok, "").replaceFirst("CSeq: \\d+ ", "CSeq: 1 "));
        assertTrue(b.only().startsWith("SIP/2.0 500"));
        assertTrue(again(ok, "Expires: 5\r\n").getFirst().startsWith("SIP/2.0 423"));
        var last = again(ok, "Expires: 0\r\n");
        assertEquals(
                "terminated;reason=timeout", Bench.header(last.getLast(), "Subscription-State"));
        assertEquals(0, b.core.subscriptions());
        answer(last.getLast());
        assertTrue(again(ok, "").getFirst().startsWith("SIP/2.0 481"));
    }

    @Rfc(number = 6665, section = "4.2.2")
    @Test
    void itsEndIsTold() {
        lamp();
        b.time.advanceMillis(600_100);
        var notify = b.only();
        assertEquals("terminated;reason=timeout", Bench.header(notify, "Subscription-State"));
        assertEquals(0, b.core.subscriptions());
        call("1002").hangUp("");
        assertFalse(b.sent().toString().contains("NOTIFY"));
    }

    @Rfc(number = 6665, section = "4.2.2")
    @ParameterizedTest
    @CsvSource({"481, 0", "603, 0", "401, 0", "407, 0", "200, 1"})
    void aRefusalOfANotifyEndsIt(int status, int left) {
        var sent = phone.subscribes("1002", "Event: dialog\r\n");
        b.receive(Bench.response(status, sent.getLast(), "", ""));
        assertEquals(left, b.core.subscriptions());
    }

    @Test
    void aSubscriberWhoIsGoneIsForgotten() {
        phone.subscribes("1002", "Event: dialog\r\n");
        b.rest();
        assertEquals(0, b.core.subscriptions());
    }

    @Test
    void onceIsEnoughToKnowTheStateOfNow() {
        var sent = phone.subscribes("1002", "Event: dialog\r\nExpires: 0\r\n");
        assertTrue(sent.getLast().contains("terminated;reason=timeout"), sent::toString);
        assertEquals(0, b.core.subscriptions());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Event: presence|489",
                "X: y|489",
                "Event: dialog#Accept: text/plain|406",
                "Event: dialog#Expires: 59|423",
                "Event: dialog#Require: eventlist|420",
            })
    void whatIsNotTaken(String lines, int status) {
        var asked = lines.replace("#", "\r\n") + "\r\n";
        b.receive(phone.request("SUBSCRIBE", "1002", "<sip:1002@h>", asked, ""));
        var refusal = b.only();
        assertTrue(refusal.startsWith("SIP/2.0 " + status), refusal);
        assertEquals(
                status == 489 ? "dialog, reg, message-summary" : "",
                Bench.header(refusal, "Allow-Events"));
    }

    @Rfc(number = 6665, section = "4.2.1.3")
    @Test
    void onlyRegisteredUsersMayAndOnlyOfUsers() {
        assertEquals("SIP/2.0 404", phone.subscribes("4000", event()).getFirst().substring(0, 11));
        b.register("*", 21, "Expires: 0\r\n");
        b.sent();
        assertEquals("SIP/2.0 403", phone.subscribes("1002", event()).getFirst().substring(0, 11));
        var stranger = new Subscriber(b, "4711");
        b.receive(stranger.request("SUBSCRIBE", "1002", "<sip:1002@h>", event(), ""));
        assertTrue(b.only().startsWith("SIP/2.0 401"));
    }

    @Test
    void oneSubscriberHasSoMany() {
        for (int i = 0; i < Subscriptions.MOST_OF_ONE; i++) {
            phone.subscribes("1002", event());
        }
        assertEquals(Subscriptions.MOST_OF_ONE, b.core.subscriptions());
        assertEquals("SIP/2.0 403", phone.subscribes("1002", event()).getFirst().substring(0, 11));
    }

    /** Lamps of many phones: {@code users} subscribers with so many each, all for one user. */
    private static Bench lamps(int users, int each) {
        var all = new ArrayList<SipUser>();
        for (int i = 1001; i <= 1001 + users; i++) {
            all.add(ConfigOf.user(Integer.toString(i), DigestAlgorithm.MD5));
        }
        var conf = new ConfigOf();
        conf.limits = new SipCoreLimits(100_000, 100, 100);
        conf.users = all;
        var bench = conf.bench();
        var watched = Integer.toString(1001 + users);
        Registers.all(users + 1, bench);
        for (int i = 0; i < users; i++) {
            var phone = new Subscriber(bench, Integer.toString(1001 + i));
            for (int lamp = 0; lamp < each; lamp++) {
                bench.sent();
                phone.asks("SUBSCRIBE", watched, event(), "");
                bench.sent.stream()
                        .filter(text -> text.startsWith("NOTIFY "))
                        .toList()
                        .forEach(notify -> bench.receive(Bench.response(200, notify, "", "")));
            }
        }
        return bench;
    }

    @Test
    void oneUserIsWatchedBySoMany() {
        var many = lamps(6, 90);
        assertEquals(Subscriptions.MOST_OF_WATCHED, many.core.subscriptions());
        assertTrue(many.sent().getFirst().startsWith("SIP/2.0 503"));
    }

    @Test
    void manyLampsAreLitOneAfterTheOther() {
        var many = lamps(2, 70);
        many.sent();
        many.core.call(
                new OutgoingCall(new OutgoingCall.Target.User("1003"), "555", "", Bench.OURS),
                many.hub.listener("out"));
        assertEquals(NotifyQueue.AT_ONCE, notifies(many), "within one step");
        many.time.advanceMillis(5);
        assertEquals(0, notifies(many));
        many.time.advanceMillis(5);
        assertEquals(NotifyQueue.AT_ONCE, notifies(many));
        many.time.advanceMillis(10);
        assertEquals(140 - 2 * NotifyQueue.AT_ONCE, notifies(many));
        many.time.advanceMillis(100);
        assertEquals(0, notifies(many));
    }

    private static long notifies(Bench many) {
        return many.sent().stream().filter(text -> text.startsWith("NOTIFY ")).count();
    }

    @Test
    void nobodyElseMovesALampByItsRefresh() {
        var ok = lamp();
        var stolen = follows(ok, "").replace("sip:al@127.0.0.9:5060", "sip:victim@127.0.0.66:5060");
        b.receive(stolen, Bench.flow("127.0.0.66", 5060));
        assertEquals("127.0.0.66", b.flows.getFirst().remote().getHostString(), "its answer");
        assertEquals("127.0.0.9", b.flows.getLast().remote().getHostString(), "the NOTIFY");
        answer(b.sent().getLast());
        call("1002").hangUp("");
        assertEquals("127.0.0.9", b.flows.getLast().remote().getHostString());
    }

    @Test
    void aPhoneThatRegisteredElsewhereIsToldThere() {
        var ok = lamp();
        var elsewhere = Bench.flow("127.0.0.9", 5099);
        b.receive(
                Registers.register(
                        "1001", "1001", "demo-1001", b, "<sip:1001@127.0.0.9:5060>", 31, ""),
                elsewhere);
        b.sent();
        b.receive(follows(ok, ""), elsewhere);
        assertEquals(elsewhere, b.flows.getLast());
        answer(b.sent().getLast());
    }

    private static String event() {
        return "Event: dialog\r\n";
    }
}
