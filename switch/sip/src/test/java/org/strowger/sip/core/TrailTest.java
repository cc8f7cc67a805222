package org.strowger.sip.core;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.base.Rfc;
import org.strowger.sip.Diversion;
import org.strowger.sip.Diversion.Reason;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.Trail;
import org.strowger.sip.trunk.CallerId;
import org.strowger.sip.trunk.Diverting;
import org.strowger.sip.trunk.TrunkNumbers;

/**
 * Where a call has been: Max-Forwards and Max-Breadth (RFC 7332), Diversion (RFC 5806) and
 * History-Info (RFC 7044), and responses that send it on (RFC 3261, section 21.3).
 */
class TrailTest {

    private static final OutgoingCall.Target USER = new OutgoingCall.Target.User("1001");
    private static final OutgoingCall.Target TRUNK = new OutgoingCall.Target.Trunk("peer", "4003");

    private Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.hub.legs.forEach(leg -> leg.reject(486));
        b.leavesNothing();
    }

    private Trail comes(String source, int forwards, String lines) {
        b.receive(
                Bench.invite(Map.of("Max-Forwards", Integer.toString(forwards), "lines", lines)),
                Bench.flow(source, 5070));
        b.sent();
        return b.hub.leg().trail();
    }

    private Trail fromTrunk(String... lines) {
        return comes("127.0.0.2", 70, String.join("\r\n", lines) + "\r\n");
    }

    private static String all(String message, String name) {
        return message.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .collect(joining("|"));
    }

    private String goes(OutgoingCall.Target target, Trail trail) {
        b.core.call(
                new OutgoingCall(target, "555", "", Bench.OURS, "", trail), b.hub.listener("out"));
        var invite = b.sent().getLast();
        b.receive(response(486, invite, "x", ""));
        b.sent();
        return invite;
    }

    // ---- loops ----

    @Rfc(number = 7332, section = "5")
    @ParameterizedTest
    @CsvSource({"70, 69", "10, 9", "1, 0", "200, 70"})
    void eachLegHasOneHopLess(int came, int goes) {
        var trail = comes("127.0.0.9", came, "");
        assertEquals(Integer.toString(goes), header(goes(TRUNK, trail), "Max-Forwards"));
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        assertEquals(Integer.toString(goes), header(goes(USER, trail), "Max-Forwards"));
        b.register("*", 3, "Expires: 0\r\n");
    }

    @Test
    void aCallOfOursHasAllItsHops() {
        assertEquals("70", header(goes(TRUNK, Trail.NEW), "Max-Forwards"));
        assertEquals("", header(goes(TRUNK, Trail.NEW), "Max-Breadth"));
    }

    @Rfc(number = 7332, section = "6")
    @Test
    void theBreadthIsPassedOn() {
        var trail = comes("127.0.0.9", 70, "Max-Breadth: 3\r\n");
        assertEquals("3", header(goes(TRUNK, trail), "Max-Breadth"));
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        assertEquals("3", header(goes(USER, trail), "Max-Breadth"));
        b.register("*", 3, "Expires: 0\r\n");
    }

    @Test
    void anInviteThatMayGoNoFurtherIsRefused() {
        b.receive(Bench.invite(Map.of("Max-Forwards", "0")));
        assertEquals(List.of("483"), b.started());
    }

    // ---- who wants not to be known ----

    @ParameterizedTest
    @ValueSource(strings = {"id", "user", "header", "id;critical", "none, id"})
    void whoWithholdsTheNumberIsNotShown(String privacy) {
        var trail = comes("127.0.0.9", 70, "Privacy: " + privacy + "\r\n");
        var from = "\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=";
        var invite = goes(TRUNK, trail);
        assertTrue(header(invite, "From").startsWith(from), invite);
        assertTrue(!invite.contains("sip:555"), invite);
        assertEquals("id", header(invite, "Privacy"));
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        invite = goes(USER, trail);
        assertTrue(header(invite, "From").startsWith(from), invite);
        assertTrue(!invite.contains("sip:555"), invite);
        b.register("*", 3, "Expires: 0\r\n");
    }

    @Test
    void aTrustedTrunkIsToldWhoWithholdsTheNumber() {
        var trunk = new TrunkOf("peer", 2);
        trunk.rules =
                new SipTrunk.Rules(
                        TrunkNumbers.AS_THEY_ARE,
                        new CallerId("", true),
                        List.of(),
                        Diverting.NONE);
        b = TrunkOf.bench(trunk);
        var invite = goes(TRUNK, comes("127.0.0.9", 70, "Privacy: id\r\n"));
        assertEquals("<sip:555@127.0.0.1>", header(invite, "P-Asserted-Identity"));
        assertEquals("id", header(invite, "Privacy"));
        assertTrue(header(invite, "From").contains("anonymous.invalid"), invite);
    }

    @Test
    void whoDoesNotWithholdItIsShown() {
        var trail = comes("127.0.0.9", 70, "Privacy: none\r\n");
        assertTrue(header(goes(TRUNK, trail), "From").contains("sip:555@"));
    }

    // ---- who sent it on, as it comes ----

    @Rfc(number = 5806, section = "4")
    @Test
    void diversionsOfATrunkAreRead() {
        var trail =
                fromTrunk(
                        "Diversion: \"B, c\" <sip:+4930%31@h;user=phone>;reason=no-answer;counter=1,"
                                + " <tel:+4940>;reason=\"user-busy\";privacy=full",
                        "Diversion: <sip:9@h>;reason=follow-me;privacy=off");
        assertEquals(
                List.of(
                        new Diversion("+49301", Reason.NO_ANSWER, false),
                        new Diversion("+4940", Reason.USER_BUSY, true),
                        new Diversion("9", Reason.UNKNOWN, false)),
                trail.diversions());
    }

    @Rfc(number = 7044, section = "9.1")
    @Test
    void historyIsReadWhereThereIsNoDiversion() {
        var trail =
                fromTrunk(
                        "History-Info: <sip:1@h?Reason=SIP%3Bcause%3D302>;index=1,"
                                + " <sip:2@h?Privacy=history&Reason=SIP%3Bcause%3D486>;index=1.1",
                        "History-Info: <sip:4000@h>;index=1.1.1");
        assertEquals(
                List.of(
                        new Diversion("2", Reason.USER_BUSY, true),
                        new Diversion("1", Reason.UNCONDITIONAL, false)),
                trail.diversions());
    }

    @Test
    void aStrangerDivertsNothing() {
        assertEquals(
                List.of(),
                comes("127.0.0.9", 70, "Diversion: <sip:1001@h>;reason=no-answer\r\n")
                        .diversions());
    }

    @Test
    void noMoreThanTenAreKept() {
        var lines = "Diversion: <sip:1@h>;reason=unknown\r\n".repeat(20);
        assertEquals(Trail.MOST_DIVERSIONS, fromTrunk(lines.strip()).diversions().size());
        var history = "History-Info: <sip:1@h?Reason=SIP%3Bcause%3D302>;index=1\r\n".repeat(20);
        b.receive(
                Bench.invite(Map.of("lines", history, "Call-ID", "other", "branch", "z9hG4bK-o")),
                Bench.flow("127.0.0.2", 5070));
        b.sent();
        assertEquals(Trail.MOST_DIVERSIONS, b.hub.leg().trail().diversions().size());
    }

    @ParameterizedTest
    @CsvSource({"<>", "sip:", "<sip:@h>", "nonsense", "<sip:;=@;>"})
    void nonsenseIsNoDiversion(String value) {
        assertEquals(List.of(), fromTrunk("Diversion: " + value).diversions());
    }

    // ---- and as it goes ----

    private String goesTo(Diverting diverting, boolean asserted) {
        var trunk = new TrunkOf("peer", 2);
        trunk.rules =
                new SipTrunk.Rules(
                        TrunkNumbers.AS_THEY_ARE, new CallerId("", asserted), List.of(), diverting);
        b = TrunkOf.bench(trunk);
        var trail =
                Trail.NEW
                        .after(new Diversion("1001", Reason.NO_ANSWER, false))
                        .after(new Diversion("+4930", Reason.UNCONDITIONAL, true));
        return goes(TRUNK, trail);
    }

    @Test
    void aTrunkThatIsNotToBeToldIsNotTold() {
        var invite = goesTo(Diverting.NONE, true);
        assertEquals("", header(invite, "Diversion") + header(invite, "History-Info"));
    }

    @Test
    void theLatestDiversionStandsFirst() {
        var invite = goesTo(Diverting.DIVERSION, true);
        var latest = "<sip:+4930@127.0.0.1>;reason=unconditional;privacy=full";
        var first = "<sip:1001@127.0.0.1>;reason=no-answer";
        assertEquals(latest + '|' + first, all(invite, "Diversion"));
    }

    @Rfc(number = 7044, section = "9.2")
    @Test
    void theOldestStandsFirstInTheHistory() {
        var invite = goesTo(Diverting.HISTORY_INFO, true);
        var first = "<sip:1001@127.0.0.1?Reason=SIP%3Bcause%3D408>;index=1|";
        var secret = "?Privacy=history&Reason=SIP%3Bcause%3D302>;index=1.1;mp=1|";
        var latest = "<sip:+4930@127.0.0.1;cause=408" + secret;
        var target = "<sip:4003@127.0.0.2:5070;cause=302>;index=1.1.1;mp=1.1";
        assertEquals(first + latest + target, all(invite, "History-Info"));
    }

    @Rfc(number = 7044, section = "10.1")
    @Test
    void aSecretNumberIsToldToATrustedTrunkOnly() {
        var invite = goesTo(Diverting.DIVERSION, false);
        assertEquals(
                "<sip:anonymous@anonymous.invalid>;reason=unconditional;privacy=full",
                header(invite, "Diversion"));
        invite = goesTo(Diverting.HISTORY_INFO, false);
        assertTrue(
                invite.contains(
                        "<sip:anonymous@anonymous.invalid;cause=408?Privacy=history&Reason"),
                invite);
        assertTrue(!invite.contains("+4930"), invite);
    }

    @Rfc(number = 5806, section = "4")
    @Test
    void aPhoneOfOursIsToldInBothWordsButNoSecret() {
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        b.sent();
        var trail =
                Trail.NEW
                        .after(new Diversion("1002", Reason.NO_ANSWER, false))
                        .after(new Diversion("+4930", Reason.UNCONDITIONAL, true));
        var invite = goes(USER, trail);
        assertEquals(
                "<sip:anonymous@anonymous.invalid>;reason=unconditional;privacy=full"
                        + "|<sip:1002@strowger>;reason=no-answer",
                all(invite, "Diversion"));
        assertTrue(invite.contains("History-Info: <sip:1002@strowger?Reason="), invite);
        assertTrue(invite.contains(" <sip:1001@strowger;cause=302>;index=1.1.1;mp=1.1"), invite);
        assertTrue(!invite.contains("4930"), invite);
    }

    @Test
    void aPhoneIsToldOfTheLatestThree() {
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        b.sent();
        var trail = Trail.NEW;
        for (int i = 0; i < 5; i++) {
            trail = trail.after(new Diversion("" + i, Reason.USER_BUSY, false));
        }
        var numbers = all(goes(USER, trail), "Diversion").replaceAll("<sip:(.)[^|]*", "$1");
        assertEquals("4|3|2", numbers);
    }

    @Test
    void aCallThatNobodySentOnHasNoHistory() {
        var trunk = new TrunkOf("peer", 2);
        trunk.rules =
                new SipTrunk.Rules(
                        TrunkNumbers.AS_THEY_ARE, CallerId.PASS, List.of(), Diverting.HISTORY_INFO);
        b = TrunkOf.bench(trunk);
        assertEquals("", header(goes(TRUNK, Trail.NEW), "History-Info"));
    }

    // ---- who is called sends it on ----

    private String redirected(OutgoingCall.Target target, int status, String contact) {
        b.register("<sip:1001@127.0.0.9:5060>", 1, "");
        b.sent();
        b.core.call(new OutgoingCall(target, "555", "", Bench.OURS), b.hub.listener("out"));
        b.receive(
                response(status, b.only(), "x", "").replace("<sip:peer@127.0.0.2:5070>", contact));
        assertEquals(List.of("ACK"), b.started());
        assertEquals(status, b.hub.lastEnd().status());
        b.register("*", 3, "Expires: 0\r\n");
        b.sent();
        return b.hub.lastEnd().redirectedTo();
    }

    @ParameterizedTest
    @CsvSource({
        "302, <sip:1002@strowger>, 1002",
        "301, <sip:1002@127.0.0.1:5060>, 1002",
        "300, '<sip:1002@strowger>, <sip:1003@strowger>', 1002",
        "302, <sip:1002;rn=+4930@strowger>, 1002",
        "302, <sip:0%3123;phone-context=+49;npdi@strowger;user=phone>, 0123",
        "302, <sip:1002%3Brn=1@strowger>, 1002",
        "302, <sip:;rn=1@strowger>, ''",
        "302, <sip:1002@127.0.0.1:5099>, ''",
        "302, <sip:1002@elsewhere.example.com>, ''",
        "302, <sips:1002@strowger>, ''",
        "302, <sip:1002@strowger;method=MESSAGE>, ''",
        "302, <tel:+4930>, ''",
        "486, <sip:1002@strowger>, ''",
    })
    void aUsersPhoneMaySendTheCallToANumberOfOurs(int status, String contact, String number) {
        assertEquals(number, redirected(USER, status, contact));
    }

    @Test
    void aTrunkMaySendItNowhere() {
        assertEquals("", redirected(TRUNK, 302, "<sip:1002@strowger>"));
    }
}
