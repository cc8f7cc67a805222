package org.strowger.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.sip.LegEnd.Cause;

class LegEndTest {

    /** The causes are those of RFC 3398, section 8.2.6.1. */
    @Rfc(number = 3398, section = "8.2.6.1")
    @ParameterizedTest
    @CsvSource({"420, 127", "421, 127", "422, 127", "423, 127", "494, 127", "430, 18"})
    void whatIsWrongBetweenOneSideAndUsIsNotToldTheOther(int status, int cause) {
        var end = new LegEnd(Cause.REJECTED, status);
        assertEquals(480, end.refusal());
        assertEquals(cause, end.refusalCause());
    }

    @ParameterizedTest
    @CsvSource({"404, 404, 1", "486, 486, 17", "603, 603, 21", "301, 410, 22", "302, 480, 23"})
    void whatConcernsTheCalledIs(int status, int told, int cause) {
        var end = new LegEnd(Cause.REJECTED, status);
        assertEquals(told, end.refusal());
        assertEquals(cause, end.refusalCause());
    }
}
