package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;

/**
 * What each side of a call must have before it takes it: a session of some length at least (422),
 * or an extension (421).
 */
@Tag("loopback")
class SessionTermsCallTest {

    private static final String NUMBER = "4003";
    private static final int LEAST = 100;
    private static final int CARRIERS_LEAST = 200;

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch(
                    "session-terms",
                    () ->
                            ConfFolder.create()
                                    .agents(1)
                                    .t1Millis(Loopback.SHORT_T1_MILLIS)
                                    .sessionSeconds(LEAST),
                    Loopback.AT_REST);

    private static RawPeer carrier() throws IOException {
        var strowger = SWITCH.strowger();
        return RawPeer.open("carrier", "127.0.0.1", strowger.conf().trunkPort(), strowger.sip());
    }

    /**
     * As if the switch were called for the first time, whatever comes again of the INVITE before.
     */
    private static SipText inviteAfter(RawPeer carrier, SipText before) throws IOException {
        return carrier.await(
                "the next INVITE",
                m ->
                        m.isRequest()
                                && m.method().equals("INVITE")
                                && m.sequence() > before.sequence());
    }

    private static void calls(RawPeer caller, String more) throws IOException {
        var invite = RawPhone.with(caller.request("INVITE", 1, NUMBER), more);
        caller.send(RawPeer.withSdp(invite, caller.sdp(40_000)));
    }

    @Rfc(number = 4028, section = "6")
    @Rfc(number = 4028, section = "7.3")
    @Test
    void aPeerThatWantsALongerSessionIsAskedOnceMoreWithItsTime() throws IOException {
        try (var caller = RawPeer.open("5557001", SWITCH.strowger().sip());
                var carrier = carrier()) {
            calls(caller, "");
            var first = carrier.awaitRequest("INVITE");
            assertEquals(String.valueOf(LEAST), seconds(first));
            var refusal = first.response("422 Session Interval Too Small", carrier.tag());
            carrier.send(refusal.with("Min-SE", String.valueOf(CARRIERS_LEAST)));
            carrier.await("ACK", m -> m.isRequest() && m.method().equals("ACK"));
            var second = inviteAfter(carrier, first);
            assertEquals(String.valueOf(CARRIERS_LEAST), seconds(second));
            assertEquals(first.first("Call-ID"), second.first("Call-ID"));
            assertEquals(first.first("From"), second.first("From"));
            assertFalse(second.first("To").contains("tag="), second::toString);
            assertNotEquals(first.first("Via"), second.first("Via"));

            var ok = carrier.response(200, second).with("Require", "timer");
            ok = ok.with("Session-Expires", CARRIERS_LEAST + ";refresher=uac");
            carrier.send(RawPeer.withSdp(ok, carrier.sdp(40_010)));
            var answered = caller.await(200, "INVITE");
            caller.send(caller.request("ACK", 1, NUMBER, answered.first("To")));
            caller.send(caller.request("BYE", 2, NUMBER, answered.first("To")));
            caller.await(200, "BYE");
            carrier.send(carrier.response(200, carrier.awaitRequest("BYE")));
        }
        var record = SWITCH.strowger().awaitRecordsOf(Set.of("5557001"), 1, Loopback.SOON);
        assertEquals("answered", record.getFirst().outcome());
    }

    @Rfc(number = 4028, section = "6")
    @Test
    void whoAsksAgainAndAgainForMoreIsAskedOnlyOnceMore() throws IOException {
        try (var caller = RawPeer.open("5557002", SWITCH.strowger().sip());
                var carrier = carrier()) {
            calls(caller, "");
            var first = carrier.awaitRequest("INVITE");
            refuses(carrier, first, "422 Session Interval Too Small", "Min-SE: 200");
            refuses(carrier, inviteAfter(carrier, first), "422 Still Too Small", "Min-SE: 400");
            assertRefused(caller, "5557002");
        }
    }

    @Rfc(number = 4028, section = "9")
    @Test
    void whoAsksForAShorterSessionThanWeGrantHears422AndCallsAgain() throws IOException {
        try (var caller = RawPeer.open("5557003", SWITCH.strowger().sip());
                var again = RawPeer.open("5557003", SWITCH.strowger().sip())) {
            var asked = "Supported: timer\nSession-Expires: %d";
            var invite = RawPhone.with(caller.request("INVITE", 1, "4004"), asked.formatted(90));
            caller.send(RawPeer.withSdp(invite, caller.sdp(40_000)));
            var refusal = caller.await(422, "INVITE");
            assertEquals(String.valueOf(LEAST), refusal.first("Min-SE"));
            caller.send(RawPeer.ack(invite, refusal));

            var longer = RawPhone.with(again.request("INVITE", 1, "4004"), asked.formatted(LEAST));
            again.send(RawPeer.withSdp(longer, again.sdp(40_000)));
            var ok = again.await(200, "INVITE");
            assertTrue(ok.first("Session-Expires").startsWith(LEAST + ";refresher="), ok::toString);
            again.send(again.request("ACK", 1, "4004", ok.first("To")));
            again.send(again.request("BYE", 2, "4004", ok.first("To")));
            again.await(200, "BYE");
        }
    }

    @Rfc(number = 3261, section = "21.4.16")
    @Test
    void aPeerThatWantsAnExtensionIsNotAskedAgainAndTheCallerHearsWhatConcernsHim()
            throws IOException {
        try (var caller = RawPeer.open("5557004", SWITCH.strowger().sip());
                var carrier = carrier()) {
            calls(caller, "");
            var invite = carrier.awaitRequest("INVITE");
            refuses(carrier, invite, "421 Extension Required", "Require: precondition");
            assertRefused(caller, "5557004");
            assertFalse(
                    carrier.heard().stream().anyMatch(m -> m.sequence() > invite.sequence()),
                    "it has heard one INVITE");
        }
    }

    private static void refuses(RawPeer carrier, SipText invite, String status, String more)
            throws IOException {
        carrier.send(RawPhone.with(invite.response(status, carrier.tag()), more));
        carrier.await(
                "ACK",
                m ->
                        m.isRequest()
                                && m.method().equals("ACK")
                                && m.sequence() == invite.sequence());
    }

    /** Neither 421 nor 422 is for a caller who has no such thing: nothing that he could do. */
    private static void assertRefused(RawPeer caller, String number) throws IOException {
        var refusal = caller.await("a final answer", m -> !m.isRequest() && m.status() >= 200);
        assertEquals(480, refusal.status(), refusal::toString);
        assertEquals("", refusal.first("Require"));
        caller.send(RawPeer.ack(caller.request("INVITE", 1, NUMBER), refusal));
        var record = SWITCH.strowger().awaitRecordsOf(Set.of(number), 1, Loopback.SOON);
        assertEquals("failed", record.getFirst().outcome());
    }

    private static String seconds(SipText invite) {
        return invite.first("Session-Expires").replaceAll(";.*", "");
    }
}
