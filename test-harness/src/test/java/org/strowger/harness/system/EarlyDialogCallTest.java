package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.base.Rfc;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.SwitchProcess;

/** What the two sides of a call say to us before it is answered, and why they end it. */
@Tag("loopback")
class EarlyDialogCallTest {

    private static final String USER = "1001";
    private static final String CALLER = "1003";
    private static final String RELIABLY = "Require: 100rel\nSupported: 100rel";
    private static final int MOST_CALLS = 10;
    private static final String MOVED = RawPhone.SDP.replace("9000", "9010");

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch("early-dialog", EarlyDialogCallTest::conf, Loopback.AT_REST);

    private RawPhone phone;
    private RawPhone caller;

    private static ConfFolder conf() {
        return ConfFolder.create().agents(0).phones(3).t1Millis(Loopback.SHORT_T1_MILLIS);
    }

    @BeforeEach
    void register() {
        phone = RawPhone.of(USER, SWITCH.loopback());
        caller = RawPhone.of(CALLER, SWITCH.loopback());
        assertEquals(200, phone.register(phone.contact(), "").status());
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(200, phone.register("*", "Expires: 0").status());
        phone.close();
        caller.close();
        SWITCH.strowger().awaitAtRest(Loopback.AT_REST);
    }

    @Rfc(number = 3326, section = "3.1")
    @Test
    void whatACallersCancelSaysReachesThePhone() {
        caller.dial(USER, "");
        var invite = phone.awaitRequest("INVITE");
        phone.answer(invite, 180, "Contact: " + phone.contact());
        caller.awaitResponse(180);
        caller.cancel("Reason: SIP;cause=200;text=\"Somebody behind host.internal has it\"");
        var cancel = phone.awaitRequest("CANCEL");
        phone.answer(cancel, 200, "");
        phone.answer(invite, 487, "");
        assertEquals(
                List.of("SIP;cause=200;text=\"Call completed elsewhere\"", "Q.850;cause=26"),
                cancel.all("Reason"));
        assertEquals(487, caller.outcome().status());
    }

    @Rfc(number = 3326, section = "2")
    @Rfc(number = 3262, section = "5")
    @Rfc(number = 3311, section = "5.2")
    @Test
    void aLateOfferIsSettledWhileItRingsAndTheCauseOfTheEndReachesTheOtherSide() {
        caller.dial(USER, RELIABLY, "");
        var invite = phone.awaitRequest("INVITE");
        phone.answer(invite, 180, "Contact: " + phone.contact());
        var ringing = caller.awaitResponse(180);
        assertTrue(ringing.body().contains("m=audio "), ringing::toString);
        var rack = "RAck: " + ringing.first("RSeq") + ' ' + caller.dialled() + " INVITE";
        assertEquals(200, caller.inDialog("PRACK", ringing, rack, RawPhone.SDP).status());
        assertEquals(200, caller.inDialog("UPDATE", ringing, "", "").status());
        var moved = caller.inDialog("UPDATE", ringing, "", MOVED);
        assertTrue(moved.body().contains("m=audio "), moved::toString);
        phone.answer(invite, 200, "Contact: " + phone.contact(), RawPhone.SDP);
        var ok = caller.awaitResponse(200);
        assertEquals("", ok.body(), "all has been agreed on");
        caller.acknowledge(ok);
        phone.awaitRequest("ACK");
        var cause = "Reason: Q.850;cause=41;text=\"host.internal\"";
        assertEquals(200, caller.inDialog("BYE", ok, cause, "").status());
        var bye = phone.awaitRequest("BYE");
        phone.answer(bye, 200, "");
        assertEquals(
                List.of("SIP;cause=503;text=\"Temporary failure\"", "Q.850;cause=41"),
                bye.all("Reason"));
        var strowger = SWITCH.strowger();
        strowger.await(
                () -> causes(strowger).contains(41),
                Loopback.SOON,
                () -> "cause 41 in a record: " + causes(strowger));
    }

    private static List<Integer> causes(SwitchProcess strowger) {
        return strowger.records(MOST_CALLS).stream()
                .flatMap(record -> record.json().path("legs").valueStream())
                .map(leg -> leg.path("cause").asInt())
                .toList();
    }

    @Rfc(number = 3262, section = "5")
    @Test
    void whoOffersLateHearsTheToneThatWasThereBefore() throws IOException {
        var here = InetAddress.ofLiteral("127.0.0.1");
        try (var hears = new DatagramSocket(0, here);
                var speaks = new DatagramSocket(0, here)) {
            caller.dial(USER, RELIABLY, "");
            var invite = phone.awaitRequest("INVITE");
            phone.answer(invite, 183, "Contact: " + phone.contact(), sdp(speaks));
            var ringing = caller.awaitResponse(180);
            var rack = "RAck: " + ringing.first("RSeq") + ' ' + caller.dialled() + " INVITE";
            assertEquals(200, caller.inDialog("PRACK", ringing, rack, sdp(hears)).status());
            assertTrue(Voice.isHeard(speaks, Voice.place(invite), hears, (byte) 0x2a));
            phone.answer(invite, 486, "");
            assertEquals(486, caller.outcome().status());
        }
    }

    /** A changed session in the 200 is none (RFC 6337, section 3.1.1). */
    @Rfc(number = 3261, section = "13.2.1")
    @Test
    void theFirstReliableAnswerOfWhoRingsIsTheOnlyOne() throws IOException {
        var here = InetAddress.ofLiteral("127.0.0.1");
        try (var first = new DatagramSocket(0, here);
                var second = new DatagramSocket(0, here);
                var speaks = new DatagramSocket(0, here)) {
            caller.dial(USER, "", sdp(speaks));
            var invite = phone.awaitRequest("INVITE");
            var lines = "Require: 100rel\nRSeq: 1\nContact: " + phone.contact();
            phone.answer(invite, 183, lines, sdp(first));
            phone.answer(phone.awaitRequest("PRACK"), 200, "");
            phone.answer(invite, 200, "Contact: " + phone.contact(), sdp(second));
            phone.awaitRequest("ACK");
            var ok = caller.awaitResponse(200);
            caller.acknowledge(ok);
            assertTrue(Voice.isHeard(speaks, Voice.place(ok), first, (byte) 0x2a));
            assertEquals(200, caller.inDialog("BYE", ok, "", "").status());
            phone.answer(phone.awaitRequest("BYE"), 200, "");
        }
    }

    private static String sdp(DatagramSocket voice) {
        return RawPhone.SDP.replace("9000", String.valueOf(voice.getLocalPort()));
    }

    @Rfc(number = 3311, section = "5.2")
    @Test
    void whoRingsMayMoveItsMediaOnceItHasAnsweredReliably() {
        caller.dial(USER, "");
        var invite = phone.awaitRequest("INVITE");
        var lines = "Require: 100rel\nRSeq: 1\nContact: " + phone.contact();
        phone.answer(invite, 183, lines, RawPhone.SDP);
        phone.answer(phone.awaitRequest("PRACK"), 200, "");
        caller.awaitResponse(183);
        var update = phone.ringing(invite, "UPDATE", MOVED);
        assertEquals(200, update.status());
        assertTrue(update.body().contains("m=audio "), update::toString);
        phone.answer(invite, 486, "");
        assertEquals(486, caller.outcome().status());
    }
}
