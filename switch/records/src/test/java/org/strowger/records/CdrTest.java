package org.strowger.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CdrTest {

    private static Cdr.Leg leg(String direction, long endMicros, int cause) {
        return new Cdr.Leg("x", direction, "a@b", 1, 0, endMicros, 0, cause, 0, 0, 0);
    }

    private static Cdr ended(String by, List<Cdr.Leg> legs) {
        return new Cdr(
                "a", 1, "", "", "4000", "", "", 0, null, 0, null, 0, 0, 9, by, "failed", legs, null,
                null);
    }

    @ParameterizedTest
    @CsvSource({"caller, 41", "agent, 17", "switch, 17"})
    void itsCauseIsThatOfWhoEndedIt(String by, int cause) {
        var legs = List.of(leg("in", 9, 41), leg("out", 5, 17), leg("out", 3, 21));
        assertEquals(cause, ended(by, legs).cause());
    }

    @ParameterizedTest
    @CsvSource({"caller", "agent", "switch"})
    void whereThatLegHasNoneItHasNone(String by) {
        var declined = List.of(leg("in", 9, 0), leg("out", 3, 21), leg("out", 9, 0));
        assertEquals(0, ended(by, declined).cause());
        assertEquals(0, ended(by, List.of()).cause());
    }
}
