package org.strowger.sip.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.core.Bench.inDialog;
import static org.strowger.sip.core.Bench.invite;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.LegEnd;
import org.strowger.sip.Q850;
import org.strowger.sip.Reason;

class ReasonHeaderTest {

    private final Bench b = new Bench();

    @AfterEach
    void leavesNothingBehind() {
        b.leavesNothing();
    }

    @Rfc(number = 3326, section = "3.1")
    @Test
    void aCancelTellsThatTheCallWasCompletedElsewhere() {
        assertTrue(cancelledFor("SIP ;cause=200 ;text=\"Call completed elsewhere\"").elsewhere());
        assertTrue(cancelledFor("Q.850;cause=16, sip;text=\"a, b\";cause=200").elsewhere());
        assertTrue(cancelledFor("Q.850;cause=26").elsewhere());
    }

    @Test
    void anyOtherCancelIsAMissedCall() {
        assertFalse(cancelledFor("SIP;cause=487;text=\"ORIGINATOR_CANCEL\"").elsewhere());
        assertFalse(cancelledFor("Q.850;cause=16;text=\"x, SIP;cause=200\"").elsewhere());
        assertFalse(cancelledFor("SIP;cause=2000").elsewhere());
        assertFalse(cancelledFor("SIP").elsewhere());
        assertEquals(0, cancelledFor("Q.850;cause=128").q850());
        assertEquals(17, cancelledFor("Q.850;cause=17;text=\"a->b\"").q850());
        assertEquals(17, cancelledFor("x;text=\"<a\", Q.850;text=\"b;cause=3\";cause=17").q850());
        assertEquals(0, cancelledFor("preemption;cause=1").q850());
    }

    @Test
    void ofManyValuesOnlyTheFirstAreLookedAt() {
        var many = "x;cause=1, ".repeat(8);
        assertEquals(0, cancelledFor(many + "Q.850;cause=17").q850());
        assertEquals(17, cancelledFor(many.substring(11) + "Q.850;cause=17").q850());
    }

    @Rfc(number = 3326, section = "2")
    @Test
    void aByeTellsItsCause() {
        var ok = b.answered();
        b.sent();
        b.receive(
                inDialog("BYE", 2, ok, "")
                        .replace("Contact:", "Reason: Q.850;cause=41;text=\"x\"\r\nContact:"));
        assertEquals(new LegEnd(LegEnd.Cause.BYE, 0, 41), b.hub.lastEnd());
    }

    @Rfc(number = 3326, section = "2")
    @Test
    void ourByeTellsItsCauseInOneLineWhateverTheTextHolds() {
        var ok = b.answered();
        b.sent();
        var text = "\"a\\\r\nX: y\u007f" + "z".repeat(100);
        b.hub.leg().hangUp(Reason.of(Q850.TEMPORARY_FAILURE, text));
        var bye = b.only();
        var safe = "aX: y" + "z".repeat(59);
        assertEquals("SIP;cause=503;text=\"" + safe + '"', Bench.header(bye, "Reason"));
        assertTrue(bye.contains("\r\nReason: Q.850;cause=41\r\n"), bye);
        b.receive(Bench.response(200, bye, Bench.toTag(ok), ""));
    }

    private LegEnd cancelledFor(String reason) {
        b.receive(invite(Map.of()));
        b.receive(Bench.request("CANCEL", cancelling(reason), ""));
        b.receive(Bench.request("ACK", Map.of("branch", "z9hG4bK-INVITE"), ""));
        b.rest();
        b.sent();
        assertEquals(LegEnd.Cause.CANCELLED, b.hub.lastEnd().cause());
        return b.hub.lastEnd();
    }

    private static Map<String, String> cancelling(String reason) {
        return Map.of(
                "branch", "z9hG4bK-INVITE",
                "CSeq", "1 CANCEL",
                "lines", "Reason: " + reason + "\r\n");
    }
}
