package org.strowger.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.Flow.Transport.TCP;
import static org.strowger.sip.Flow.Transport.UDP;
import static org.strowger.sip.transaction.Machines.INVITE_KEY;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

class InviteServerTransactionTest {

    private final Machines m = new Machines();

    @Rfc(number = 3261, section = "17.2.1")
    @Test
    void sendsA100AtOnceAndItsLastProvisionalResponseToEveryRetransmission() {
        var invite = m.inviteServer(UDP);
        assertEquals(List.of("100"), m.sent());
        assertTrue(m.table.absorbs(INVITE_KEY, false));
        m.respond(invite, 180);
        assertTrue(m.table.absorbs(INVITE_KEY, false));
        assertEquals(List.of("100", "180", "180"), m.sent());
    }

    @Rfc(number = 3261, section = "17.2.1")
    @Test
    void a100ThatWasSentAlreadyIsSentAgainToARetransmissionOnly() {
        m.inviteServer(UDP, true);
        assertEquals(List.of(), m.sent());
        assertTrue(m.table.absorbs(INVITE_KEY, false));
        assertEquals(List.of("100"), m.sent());
    }

    @Rfc(number = 3261, section = "17.2.1")
    @Test
    void retransmitsARefusalFromT1UpToT2UntilTheAck() {
        m.respond(m.inviteServer(UDP), 486);
        m.sent();
        m.time.advanceMillis(495);
        assertEquals(List.of(), m.sent());
        m.time.advanceMillis(10); // G: 500
        assertEquals(List.of("486"), m.sent());
        m.time.advanceMillis(1_000); // 1500
        assertEquals(List.of("486"), m.sent());
        m.time.advanceMillis(2_010 + 4_010 + 4_010); // 3500, 7500, 11500
        assertEquals(List.of("486", "486", "486"), m.sent());
        assertTrue(m.table.absorbs(INVITE_KEY, true));
        assertEquals(List.of("acknowledged"), m.told());
        m.time.advanceMillis(4_995);
        assertEquals(1, m.table.servers(), "timer I absorbs further ACKs");
        assertTrue(m.table.absorbs(INVITE_KEY, true));
        m.time.advanceMillis(10);
        assertEquals(List.of(), m.sent());
        assertTrue(m.atRest());
    }

    @Rfc(number = 3261, section = "17.2.1")
    @Test
    void givesUpWithoutAnAckAfter64T1() {
        m.respond(m.inviteServer(UDP), 404);
        m.time.advanceMillis(31_990);
        assertEquals(List.of(), m.told());
        m.time.advanceMillis(20); // H
        assertEquals(List.of("timed out"), m.told());
        assertEquals("100", m.sent.getFirst());
        assertEquals(Collections.nCopies(11, "404"), m.sent.subList(1, m.sent.size()));
        assertTrue(m.atRest());
    }

    @Rfc(number = 3261, section = "17.2.1")
    @Test
    void overTcpRetransmitsNothingAndEndsWithTheAck() {
        m.respond(m.inviteServer(TCP), 404);
        m.time.advanceMillis(10_000);
        assertEquals(List.of("100", "404"), m.sent());
        m.table.absorbs(INVITE_KEY, true);
        assertTrue(m.atRest(), "timer I is zero");
    }

    @Rfc(number = 6026, section = "7.1")
    @Test
    void staysAcceptedFor64T1AndLeavesTheAckToTheCore() {
        var invite = m.inviteServer(UDP);
        m.respond(invite, 200);
        assertEquals(List.of("100", "200"), m.sent());
        assertTrue(m.table.absorbs(INVITE_KEY, false), "a late retransmission is absorbed");
        assertFalse(m.table.absorbs(INVITE_KEY, true));
        assertEquals(List.of(), m.sent(), "retransmitting a 2xx is the core's");
        m.respond(invite, 200);
        assertEquals(List.of("200"), m.sent(), "and passes through");
        m.respond(invite, 500);
        assertEquals(List.of(), m.sent());
        m.time.advanceMillis(31_990);
        assertEquals(1, m.table.servers());
        m.time.advanceMillis(20); // L
        assertTrue(m.atRest());
        assertEquals(List.of(), m.told());
    }

    @Rfc(number = 6026, section = "7.1")
    @Test
    void isForgottenWithItsAckButKnowsItsCopies() {
        var invite = m.inviteServer(UDP);
        m.respond(invite, 200);
        invite.acknowledged();
        assertTrue(m.atRest());
        m.sent();
        assertTrue(m.table.isMerged("origin"));
        assertTrue(m.table.cancelsTooLate(ServerKey.of(Machines.BRANCH, "a:5060", "CANCEL")));
        m.time.advanceMillis(32_000);
        assertTrue(m.table.absorbs(INVITE_KEY, false), "for 64*T1");
        assertFalse(m.table.absorbs(INVITE_KEY, true), "an ACK that comes again is the core's");
        assertEquals(List.of(), m.sent());
        m.time.advanceMillis(64_000);
        assertFalse(m.table.absorbs(INVITE_KEY, false));
        assertFalse(m.table.isMerged("origin"));
    }

    @Rfc(number = 3261, section = "17.2.4")
    @Test
    void tellsOfATransportErrorAndEnds() {
        var invite = m.inviteServer(UDP);
        m.broken = true;
        m.respond(invite, 486);
        assertEquals(List.of("transport failed"), m.told());
        assertTrue(m.atRest());
    }

    @Rfc(number = 6026, section = "7.1")
    @Test
    void outlivesATransportErrorOnceAccepted() {
        var invite = m.inviteServer(UDP);
        m.broken = true;
        m.respond(invite, 200);
        assertEquals(List.of("transport failed"), m.told());
        assertEquals(1, m.table.servers());
        m.time.advanceMillis(32_010);
        assertTrue(m.atRest());
    }

    @Rfc(number = 3261, section = "9.2")
    @Rfc(number = 3261, section = "8.2.2.2")
    @Test
    void isFoundByItsCancelAndByItsOriginWhileItLives() {
        var invite = m.inviteServer(TCP);
        var cancel = ServerKey.of(Machines.BRANCH, "a:5060", "CANCEL");
        assertEquals(invite, m.table.cancelled(cancel));
        assertTrue(m.table.isMerged("origin"));
        m.respond(invite, 487);
        m.table.absorbs(INVITE_KEY, true);
        assertEquals(null, m.table.cancelled(cancel));
        assertFalse(m.table.isMerged("origin"));
    }

    @Rfc(number = 3261, section = "17.2.3")
    @Test
    void ofAnRfc2543PeerIsFoundByTheFieldsThatStayTheSame() {
        var invite = ServerKey.rfc2543("sip:b@h", "ft", "id", 1, "SIP/2.0/UDP a", "INVITE");
        assertEquals(invite, ServerKey.rfc2543("sip:b@h", "ft", "id", 1, "SIP/2.0/UDP a", "ACK"));
        var other = ServerKey.rfc2543("sip:b@h", "ft", "id", 2, "SIP/2.0/UDP a", "INVITE");
        assertFalse(invite.equals(other));
    }

    @Test
    void isRefusedAPlaceWhenTheTableIsFull() {
        for (int i = 0; i < 4; i++) {
            assertFalse(m.table.full());
            m.table.request(ServerKey.of("z9hG4bK" + i, "a", "BYE"), Machines.flow(UDP), "call");
        }
        assertTrue(m.table.full());
        assertFalse(m.table.overfull());
        m.time.advanceMillis(32_010);
        assertTrue(m.atRest(), "a request that nobody answers does not stay");
    }
}
