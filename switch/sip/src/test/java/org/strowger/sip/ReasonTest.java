package org.strowger.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.strowger.sip.LegEnd.Cause;

class ReasonTest {

    @Test
    void aCauseIsHandedOnInOurWords() {
        assertEquals(
                new Reason(41, false, "Temporary failure"),
                new LegEnd(Cause.BYE, 0, 41).onward("the other side has left"));
        assertEquals(
                new Reason(99, false, "the other side has left"),
                new LegEnd(Cause.BYE, 0, 99).onward("the other side has left"),
                "a cause that the table does not know");
    }

    @Test
    void whoSaysNothingHasHungUpAsUsual() {
        assertEquals(Reason.normal("gone"), new LegEnd(Cause.BYE, 0).onward("gone"));
        assertEquals(Reason.normal("gone"), new LegEnd(Cause.CANCELLED, 487).onward("gone"));
    }

    @Test
    void whoHasVanishedIsTimedOut() {
        assertEquals(102, new LegEnd(Cause.LOST, 0).onward("gone").q850());
        assertEquals(102, new LegEnd(Cause.NO_ACK, 0).onward("gone").q850());
        assertEquals(65, new LegEnd(Cause.LOST, 0, 65).onward("gone").q850());
    }

    @Test
    void aCallThatSomebodyElseHasWasNotMissed() {
        assertEquals(
                Reason.ELSEWHERE, new LegEnd(Cause.CANCELLED, 487, 26, "", true).onward("gone"));
    }

    @Test
    void theResponseThatSaysTheSame() {
        assertEquals(200, Reason.normal("over").status());
        assertEquals(200, Reason.ELSEWHERE.status());
        assertEquals(504, Reason.of(Q850.TIMER_EXPIRED, "").status());
        assertEquals(200, new Reason(99, false, "").status());
    }
}
