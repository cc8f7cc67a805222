package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.header;
import static org.strowger.sip.core.Bench.response;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.sip.OutgoingCall;
import org.strowger.sip.sdp.AudioDescription;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.trunk.CallerId;
import org.strowger.sip.trunk.Diverting;
import org.strowger.sip.trunk.NumberRule;
import org.strowger.sip.trunk.NumberRules;
import org.strowger.sip.trunk.TrunkNumbers;

/** How calls look on both sides of a trunk. */
class TrunkRulesTest {

    private static final NumberRules OUT =
            new NumberRules(List.of(new NumberRule.Prefix("0", "+49")));
    private static final NumberRules IN =
            new NumberRules(List.of(new NumberRule.Prefix("+49", "0")));
    private static final TrunkNumbers NUMBERS = new TrunkNumbers(OUT, OUT, IN, IN);

    private final TrunkOf trunk = new TrunkOf("peer", 2);
    private Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    private void rules(CallerId callerId, Codec... codecs) {
        trunk.rules = new SipTrunk.Rules(NUMBERS, callerId, List.of(codecs), Diverting.NONE);
        trunk.trusted = List.of(TrunkOf.flow(2).remote().getAddress());
        b = TrunkOf.bench(trunk);
    }

    private String call(String caller, String name) {
        var both =
                new AudioDescription(
                        Bench.address("127.0.0.1", 20_000),
                        List.of(Codec.PCMU, Codec.PCMA),
                        -1,
                        AudioDescription.Direction.SENDRECV,
                        false);
        var target = new OutgoingCall.Target.Trunk("peer", "0301234");
        b.core.call(new OutgoingCall(target, caller, name, both), b.hub.listener("out"));
        var invite = b.only();
        b.receive(response(404, invite, "x", ""), TrunkOf.flow(2));
        b.sent();
        return invite;
    }

    private static String from(String invite) {
        return header(invite, "From").replaceAll(";tag=.*", "");
    }

    @Test
    void numbersGoOutAsTheTrunkWritesThem() {
        rules(CallerId.PASS);
        var invite = call("0405678", "Al");
        assertTrue(invite.startsWith("INVITE sip:+49301234@127.0.0.2:5070 "), invite);
        assertEquals("<sip:+49301234@127.0.0.2:5070>", header(invite, "To"));
        assertEquals("\"Al\" <sip:+49405678@127.0.0.1>", from(invite));
        assertEquals("", header(invite, "P-Asserted-Identity"));
    }

    @Test
    void aFixedNumberStandsForEveryCaller() {
        rules(new CallerId("+49999", true));
        trunk.domain = "carrier.example";
        b = TrunkOf.bench(trunk);
        var invite = call("0405678", "Al");
        assertTrue(invite.startsWith("INVITE sip:+49301234@carrier.example SIP/2.0\r\n"), invite);
        assertEquals("<sip:+49999@carrier.example>", from(invite));
        assertEquals("<sip:+49999@carrier.example>", header(invite, "P-Asserted-Identity"));
        assertEquals("", header(invite, "Privacy"));
    }

    @Rfc(number = 3325, section = "9.1")
    @Rfc(number = 3325, section = "9.3")
    @Rfc(number = 3323, section = "5.3")
    @Test
    void whoWithholdsItsNumberIsAnonymousAndTheTrunkMayKnowWhoPays() {
        rules(new CallerId("+49999", true));
        var invite = call("", "");
        assertEquals("\"Anonymous\" <sip:anonymous@anonymous.invalid>", from(invite));
        assertEquals("<sip:+49999@127.0.0.1>", header(invite, "P-Asserted-Identity"));
        assertEquals("id", header(invite, "Privacy"));
        rules(new CallerId("", true));
        var nobody = call("", "");
        assertEquals("", header(nobody, "P-Asserted-Identity"));
        assertEquals("id", header(nobody, "Privacy"));
    }

    @Rfc(number = 3325, section = "9.1")
    @Test
    void theCallersOwnNumberMayStandBesideTheOneThatPays() {
        rules(new CallerId("+49999", true, CallerId.Shown.CALLER));
        var invite = call("0405678", "Al");
        assertEquals("\"Al\" <sip:+49405678@127.0.0.1>", from(invite));
        assertEquals("<sip:+49999@127.0.0.1>", header(invite, "P-Asserted-Identity"));
        assertEquals("", header(invite, "Privacy"));
        var withheld = call("", "");
        assertEquals("\"Anonymous\" <sip:anonymous@anonymous.invalid>", from(withheld));
        assertEquals("id", header(withheld, "Privacy"));
    }

    @Rfc(number = 3325, section = "9.3")
    @Rfc(number = 3323, section = "4.1.1.3")
    @Test
    void nobodyNeedBeShownWhereTheTrunkIsToldWhoItIs() {
        rules(new CallerId("+49999", true, CallerId.Shown.NOBODY));
        var invite = call("0405678", "Al");
        assertEquals("\"Anonymous\" <sip:anonymous@anonymous.invalid>", from(invite));
        assertEquals("<sip:+49999@127.0.0.1>", header(invite, "P-Asserted-Identity"));
        assertEquals("id", header(invite, "Privacy"));
        assertFalse(invite.contains("405678") || invite.contains("Al\""), invite);
        rules(new CallerId("", true, CallerId.Shown.NOBODY));
        assertEquals(
                "<sip:+49405678@127.0.0.1>", header(call("0405678", ""), "P-Asserted-Identity"));
        rules(new CallerId("", false, CallerId.Shown.NOBODY));
        var untrusted = call("0405678", "");
        assertEquals("", header(untrusted, "P-Asserted-Identity"));
        assertFalse(untrusted.contains("405678"), untrusted);
    }

    @Test
    void theTrunkIsOfferedItsCodecsInItsOrder() {
        rules(CallerId.PASS, Codec.PCMA);
        assertTrue(call("1", "").contains("m=audio 20000 RTP/AVP 8\r\n"));
        rules(CallerId.PASS, Codec.PCMA, Codec.PCMU);
        assertTrue(call("1", "").contains("m=audio 20000 RTP/AVP 8 0\r\n"));
        rules(CallerId.PASS);
        assertTrue(call("1", "").contains("m=audio 20000 RTP/AVP 0 8\r\n"));
    }

    @Rfc(number = 3325, section = "8")
    @Rfc(number = 3323, section = "4.2")
    @ParameterizedTest(name = "{0} {1} {2}: {3} \"{4}\"")
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | P-Asserted-Identity: \"X\" <sip:+4930111;npdi@c.example> | x: y | 030111 | Al",
                "true  | P-Asserted-Identity: tel:+4930222;phone-context=x | x: y | 030222 | Al",
                "true  | P-Asserted-Identity: <sip:c.example>,<tel:+4930333> | x: y | 030333 | Al",
                "true  | P-Asserted-Identity: <mailto:a@b> | x: y | 030555 | Al",
                "true  | x: y | x: y | 030555 | Al",
                "false | P-Asserted-Identity: <sip:+4930111@c.example> | x: y | 030555 | Al",
                "true  | P-Asserted-Identity: <sip:+4930111@c.example> | Privacy: id | '' | ''",
                "false | x: y | Privacy: user;header | '' | ''",
                "false | x: y | Privacy: none | 030555 | Al"
            })
    void whoCallsIsWhomTheTrunkSaysUnlessItIsPrivate(
            boolean asserted, String line, String other, String number, String name) {
        rules(new CallerId("", asserted));
        b.receive(
                Bench.invite(
                        Map.of(
                                "uri", "sip:+49301@127.0.0.1",
                                "From", "\"Al\" <sip:+4930555@c.example>;tag=al",
                                "lines", line + "\r\n" + other + "\r\n")),
                TrunkOf.flow(2));
        var leg = b.hub.leg();
        assertEquals("0301", leg.dialled());
        assertEquals(number, leg.callerNumber());
        assertEquals(name, leg.callerName());
        b.sent();
        leg.reject(486, 17);
        var refusal = b.only();
        assertEquals("Q.850;cause=17", header(refusal, "Reason"));
        b.receive(
                Bench.request("ACK", Map.of("branch", "z9hG4bK-INVITE", "CSeq", "1 ACK"), ""),
                TrunkOf.flow(2));
    }

    @Rfc(number = 3325, section = "8")
    @Test
    void nobodyElseMayAssertAnything() {
        rules(new CallerId("", true));
        b.receive(
                Bench.invite(Map.of("lines", "P-Asserted-Identity: <sip:+4930111@c.example>\r\n")));
        assertEquals("555", b.hub.leg().callerNumber());
        assertFalse(b.hub.leg().dialled().isEmpty());
        b.hub.leg().reject(404);
        b.receive(Bench.request("ACK", Map.of("branch", "z9hG4bK-INVITE", "CSeq", "1 ACK"), ""));
    }
}
