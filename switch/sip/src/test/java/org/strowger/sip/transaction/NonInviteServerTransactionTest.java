package org.strowger.sip.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.sip.Flow.Transport.TCP;
import static org.strowger.sip.Flow.Transport.UDP;
import static org.strowger.sip.transaction.Machines.BYE_KEY;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;

class NonInviteServerTransactionTest {

    private final Machines m = new Machines();

    @Rfc(number = 3261, section = "17.2.2")
    @Test
    void answersRetransmissionsWithItsFinalResponseFor64T1() {
        var bye = m.byeServer(UDP);
        assertTrue(m.table.absorbs(BYE_KEY, false));
        assertEquals(List.of(), m.sent(), "nothing to say yet");
        m.respond(bye, 200);
        m.table.absorbs(BYE_KEY, false);
        m.respond(bye, 500);
        assertEquals(List.of("200", "200"), m.sent());
        m.time.advanceMillis(31_990);
        assertEquals(1, m.table.servers());
        m.time.advanceMillis(20); // J
        assertTrue(m.atRest());
    }

    @Rfc(number = 3261, section = "17.2.2")
    @Test
    void overTcpIsOverWithItsFinalResponse() {
        m.respond(m.byeServer(TCP), 200);
        assertEquals(List.of("200"), m.sent());
        assertTrue(m.atRest());
    }

    @Rfc(number = 4320, section = "4.1")
    @Rfc(number = 4320, section = "4.2")
    @Test
    void sendsNeitherProvisionalResponsesNor408() {
        var bye = m.byeServer(UDP);
        m.respond(bye, 100);
        m.respond(bye, 408);
        assertEquals(List.of(), m.sent());
        assertTrue(m.atRest());
    }

    @Rfc(number = 3261, section = "17.2.4")
    @Test
    void tellsOfATransportErrorAndEnds() {
        var bye = m.byeServer(UDP);
        m.broken = true;
        m.respond(bye, 200);
        assertEquals(List.of("transport failed"), m.told());
        assertTrue(m.atRest());
    }
}
