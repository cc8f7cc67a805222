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

class NonInviteClientTransactionTest {

    private final Machines m = new Machines();

    @Rfc(number = 3261, section = "17.1.2.2")
    @Test
    void retransmitsUpToEveryT2AndGivesUpAfter64T1() {
        m.byeClient(UDP);
        m.time.advanceMillis(31_990);
        // E: 0 .5 1.5 3.5 7.5 11.5 15.5 19.5 23.5 27.5 31.5
        assertEquals(Collections.nCopies(11, "BYE"), m.sent());
        m.time.advanceMillis(20); // F
        assertEquals(List.of("timed out"), m.told());
        assertTrue(m.atRest());
    }

    @Rfc(number = 3261, section = "17.1.2.2")
    @Test
    void retransmitsEveryT2AfterAProvisionalResponse() {
        m.byeClient(UDP);
        m.receive("BYE", 100);
        m.sent();
        m.time.advanceMillis(505);
        assertEquals(1, m.sent().size());
        m.time.advanceMillis(3_990);
        assertEquals(0, m.sent().size());
        m.time.advanceMillis(15);
        assertEquals(1, m.sent().size());
    }

    @Rfc(number = 3261, section = "17.1.2.2")
    @Test
    void absorbsFurtherFinalResponsesForT4WithoutAMachine() {
        m.byeClient(UDP);
        m.receive("BYE", 200);
        assertTrue(m.atRest());
        m.time.advanceMillis(4_990);
        assertTrue(m.table.response(Machines.BRANCH, "BYE", 200, "200"));
        assertFalse(m.table.response(Machines.BRANCH, "OPTIONS", 200, "200"));
        assertEquals(List.of("200"), m.told());
        assertEquals(List.of("BYE"), m.sent());
        m.time.advanceMillis(64_000);
        assertFalse(m.table.response(Machines.BRANCH, "BYE", 200, "200"));
    }

    @Rfc(number = 3261, section = "17.1.2.2")
    @Test
    void overTcpSendsOnceAndEndsWithTheResponse() {
        m.byeClient(TCP);
        m.time.advanceMillis(30_000);
        m.receive("BYE", 200);
        assertEquals(List.of("BYE"), m.sent());
        assertTrue(m.atRest());
    }

    @Rfc(number = 3261, section = "17.1.2.2")
    @Test
    void overTcpGivesUpAfter64T1Too() {
        m.byeClient(TCP);
        m.time.advanceMillis(32_010);
        assertEquals(List.of("timed out"), m.told());
        assertTrue(m.atRest());
    }
}
