package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.SipLeg;

/** A lamp of 1001 that says by what name a dialog can be taken over (RFC 4235, RFC 3891). */
class PickUpLampTest {

    private final Bench b = new Bench(new SipCoreLimits(1_000, 100, 100));
    private final Subscriber phone = new Subscriber(b, "1001");

    @BeforeEach
    void registers() {
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        b.receive(
                Registers.register(
                        "1002", "1002", "demo-1002", b, "<sip:1002@127.0.0.9:5062>", 5, ""));
        b.sent();
    }

    @AfterEach
    void nothingIsLeft() {
        phone.leavesNothing();
    }

    private void watches(String watched) {
        phone.asks("SUBSCRIBE", watched, "Event: dialog\r\nExpires: 600\r\n", "");
        lamp();
    }

    /** What the lamp was told last, which it says it has heard; the rest stays unread. */
    private String lamp() {
        var notify = b.sent.stream().filter(text -> text.startsWith("NOTIFY")).toList().getLast();
        b.sent.remove(notify);
        b.receive(response(200, notify, "", ""));
        return notify;
    }

    private SipLeg calls(String user) {
        return b.core.call(
                new OutgoingCall(new OutgoingCall.Target.User(user), "555", "", Bench.OURS),
                b.hub.listener("out"));
    }

    private String invite() {
        return b.sent.stream().filter(text -> text.startsWith("INVITE")).findFirst().orElseThrow();
    }

    private static String attributes(String invite, String theirs) {
        var from = header(invite, "From");
        return " call-id=\"%s\" local-tag=\"%s\" remote-tag=\"%s\" direction=\"recipient\""
                .formatted(
                        header(invite, "Call-ID"),
                        theirs,
                        from.substring(from.indexOf(";tag=") + ";tag=".length()));
    }

    private static String replaces(String invite, String theirs, boolean asWeSeeIt) {
        var from = header(invite, "From");
        var ours = from.substring(from.indexOf(";tag=") + ";tag=".length());
        return "Replaces: %s;to-tag=%s;from-tag=%s\r\n"
                .formatted(
                        header(invite, "Call-ID"),
                        asWeSeeIt ? ours : theirs,
                        asWeSeeIt ? theirs : ours);
    }

    @Rfc(number = 4235, section = "4.1.1")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aColleagueWhoMayPickUpIsToldWhatRingsByName(boolean asWeSeeIt) {
        b.hub.pickUpGroup.addAll(List.of("1001", "1002"));
        watches("1002");
        var leg = calls("1002");
        var invite = invite();
        assertFalse(lamp().contains("call-id="), "no phone has answered yet");
        b.receive(response(180, invite, "th&irs", ""));
        var document = lamp();
        assertTrue(document.contains(attributes(invite, "th&amp;irs")), document);
        b.sent();
        phone.asks("INVITE", "1002", replaces(invite, "th&irs", asWeSeeIt), Bench.SDP);
        assertSame(b.hub.listeners.getFirst(), b.hub.leg().replaces());
        b.hub.leg().reject(480);
        b.receive(response(200, invite, "th&irs", Bench.SDP));
        assertFalse(lamp().contains("call-id="), "in a conversation nobody else comes");
        b.sent();
        leg.hangUp("");
        b.receive(response(200, b.only(), "t", ""));
        lamp();
    }

    @Test
    void whoMayNotPickUpIsToldNoName() {
        watches("1002");
        calls("1002");
        var invite = invite();
        lamp();
        b.receive(response(180, invite, "theirs", ""));
        var document = lamp();
        assertTrue(document.contains("<state>early</state>"), document);
        assertFalse(document.contains("call-id="), document);
        b.receive(response(486, invite, "theirs", ""));
        lamp();
    }

    @Test
    void theUsersOwnPhonesAreToldTheNameOfAConversation() {
        watches("1001");
        var leg = calls("1001");
        var invite = invite();
        lamp();
        b.receive(response(200, invite, "theirs", Bench.SDP));
        var document = lamp();
        assertTrue(document.contains(attributes(invite, "theirs")), document);
        b.sent();
        leg.hangUp("");
        b.receive(response(200, b.sent.getFirst(), "t", ""));
        lamp();
    }

    @Test
    void aNameThatIsTooLongIsNotTold() {
        b.hub.pickUpGroup.addAll(List.of("1001", "1002"));
        watches("1002");
        calls("1002");
        var invite = invite();
        lamp();
        b.receive(response(180, invite, "x".repeat(300), ""));
        var document = lamp();
        assertTrue(document.contains("<state>early</state>"), document);
        assertFalse(document.contains("call-id="), document);
        b.receive(response(486, invite, "x".repeat(300), ""));
        lamp();
    }
}
