package org.strowger.harness.load;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FileLimitTest {

    @Test
    void tooFewFilesAreSaidBeforeTheSwitchIsStarted() {
        var e = assertThrows(LoadFailure.class, () -> FileLimit.check(4_000, 9_999));

        assertTrue(String.valueOf(e.getMessage()).contains("need up to 10000 open files"));
        assertTrue(String.valueOf(e.getMessage()).contains("ulimit -n"));
        assertDoesNotThrow(() -> FileLimit.check(4_000, 10_000));
        assertEquals(4_000, FileLimit.calls(10_000));
        assertEquals(0, FileLimit.calls(1_024));
    }
}
