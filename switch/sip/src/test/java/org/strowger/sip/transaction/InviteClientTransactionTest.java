package org.strowger.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.Flow.Transport.TCP;
import static org.strowger.sip.Flow.Transport.UDP;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

class InviteClientTransactionTest {

    private final Machines m = new Machines();

    @Rfc(number = 3261, section = "17.1.1.2")
    @Test
    void retransmitsTwiceAsSlowlyEachTimeAndGivesUpAfter64T1() {
        m.inviteClient(UDP);
        m.time.advanceMillis(31_990);
        assertEquals(Collections.nCopies(7, "INVITE"), m.sent()); // A: 0 .5 1.5 3.5 7.5 15.5 31.5
        assertEquals(List.of(), m.told());
        m.time.advanceMillis(20); // B
        assertEquals(List.of("timed out"), m.told());
        assertTrue(m.atRest());
    }

    @Rfc(number = 3261, section = "17.1.1.2")
    @Test
    void waitsInProceedingWithoutRetransmitting() {
        var invite = m.inviteClient(UDP);
        assertFalse(invite.proceeding());
        m.receive("INVITE", 180);
        assertTrue(invite.proceeding());
        m.sent();
        m.time.advanceMillis(100_000);
        assertEquals(List.of(), m.sent());
        assertEquals(List.of("180"), m.told());
        assertEquals(0, m.time.wheel().size());
    }

    @Rfc(number = 3261, section = "17.1.1.2")
    @Rfc(number = 3261, section = "17.1.1.3")
    @Test
    void acknowledgesARefusalEachTimeItComesAndEndsWithTimerD() {
        m.inviteClient(UDP);
        m.receive("INVITE", 100);
        m.sent();
        m.receive("INVITE", 486);
        m.receive("INVITE", 486);
        assertEquals(List.of("ACK 486", "ACK 486"), m.sent());
        assertEquals(List.of("100", "486"), m.told());
        m.time.advanceMillis(31_990);
        assertEquals(1, m.table.clients());
        m.time.advanceMillis(20);
        assertTrue(m.atRest());
    }

    @Rfc(number = 3261, section = "17.1.1.2")
    @Test
    void overTcpRetransmitsNothingAndEndsWithTheRefusal() {
        m.inviteClient(TCP);
        m.time.advanceMillis(20_000);
        m.receive("INVITE", 404);
        assertEquals(List.of("INVITE", "ACK 404"), m.sent());
        assertTrue(m.atRest(), "timer D is zero");
    }

    @Rfc(number = 6026, section = "7.2")
    @Test
    void passesEvery2xxOnFor64T1() {
        m.inviteClient(UDP);
        m.receive("INVITE", 200);
        m.receive("INVITE", 200);
        m.receive("INVITE", 180);
        m.receive("INVITE", 500);
        assertEquals(List.of("200", "200"), m.told());
        assertEquals(List.of("INVITE"), m.sent(), "the ACK for a 2xx is the core's");
        m.time.advanceMillis(31_990);
        m.receive("INVITE", 200);
        assertEquals(List.of("200"), m.told());
        m.time.advanceMillis(20); // M
        assertTrue(m.atRest());
        m.receive("INVITE", 200);
        assertEquals(List.of(), m.told());
    }

    @Rfc(number = 6026, section = "7.2")
    @Test
    void leavesLate2xxToTheTableOnceItsAckWasSent() {
        var invite = m.inviteClient(UDP);
        invite.acknowledged("origin", "p");
        assertEquals(1, m.table.clients(), "there is no 2xx yet");
        m.receive("INVITE", 200);
        invite.acknowledged("origin", "p");
        assertTrue(m.atRest());
        assertFalse(m.table.response(Machines.BRANCH, "INVITE", 200, "200"));
        var way = Machines.flow(UDP).remote().getAddress();
        assertTrue(m.table.isAnswered(Machines.BRANCH, "origin", way));
        assertFalse(m.table.isAnswered(Machines.BRANCH, "another", way));
        assertFalse(m.table.isAnswered("z9hG4bK2", "origin", way));
        assertEquals(LateAnswer.COPY, late("origin", "p", true));
        assertEquals(LateAnswer.STRAY, late("another", "p", false));
        assertEquals(LateAnswer.STRAY, late("origin", "q", false));
        assertEquals(LateAnswer.FORK, late("origin", "q", true));
        assertEquals(LateAnswer.COPY, late("origin", "q", true));
        m.time.advanceMillis(64_010);
        assertEquals(LateAnswer.STRAY, late("origin", "p", false));
        assertFalse(m.table.isAnswered(Machines.BRANCH, "origin", way));
    }

    private LateAnswer late(String origin, String toTag, boolean credible) {
        return m.table.late(Machines.BRANCH, origin, toTag, credible);
    }

    @Rfc(number = 3261, section = "9.1")
    @Test
    void givesUp64T1AfterItsCancel() {
        var invite = m.inviteClient(UDP);
        m.receive("INVITE", 180);
        invite.finalResponseDue();
        m.time.advanceMillis(32_010);
        assertEquals(List.of("180", "timed out"), m.told());
        assertTrue(m.atRest());
    }

    @Rfc(number = 3261, section = "17.1.4")
    @Test
    void tellsOfATransportErrorOnlyOnceItsSenderHasReturned() {
        m.broken = true;
        m.inviteClient(UDP);
        assertEquals(List.of(), m.told());
        m.time.advanceMillis(5);
        assertEquals(List.of("transport failed"), m.told());
        assertTrue(m.atRest());
    }

    @Rfc(number = 3261, section = "17.1.4")
    @Test
    void goesOnWhenACopyCannotBeSentAsTheFirstMayBeAnswered() {
        m.inviteClient(UDP);
        m.broken = true;
        m.time.advanceMillis(505);
        assertEquals(List.of(), m.told());
        m.broken = false;
        m.time.advanceMillis(33_000);
        assertEquals(List.of("timed out"), m.told());
        assertTrue(m.atRest());
    }

    @Test
    void endsAloneWhenItsUserHasABug() {
        m.inviteClient(UDP);
        m.table.response(Machines.BRANCH, "INVITE", 180, "bug");
        assertEquals(List.of("bug", "broken"), m.told());
        assertTrue(m.atRest());
    }

    @Rfc(number = 3261, section = "17.1.3")
    @Test
    void ignoresAResponseToAnotherMethodOfItsBranch() {
        m.inviteClient(UDP);
        assertFalse(m.table.response(Machines.BRANCH, "CANCEL", 200, "200"));
        assertFalse(m.table.response(Machines.BRANCH, "BYE", 200, "200"));
        assertEquals(List.of(), m.told());
    }
}
