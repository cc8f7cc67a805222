package org.strowger.harness.load.trouble;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.harness.load.conservation.Evidence.Caller;
import org.strowger.harness.load.conservation.Evidence.Fate;

class AttemptTest {

    @ParameterizedTest
    @CsvSource({
        "1000, 200, ESTABLISHED, ''",
        "0, 487, ABANDONED, ''",
        "0, 503, REFUSED, 503",
        "0, 404, REFUSED, 404",
        "0, 486, FAILED, 486",
        "0, 0, TIMED_OUT, timeout"
    })
    void whatBecameOfACall(long answered, int status, Fate fate, String failure) {
        var attempt = new Attempt("555", 500, answered, 2_000, status, false, true);
        assertEquals(new Caller("555", fate), attempt.caller());
        assertEquals(failure, attempt.failure());
    }
}
