package org.strowger.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedTest {

    @Test
    void givesBackWhatWasPutIn() {
        var parts = List.of("<sip:a@b>;tag=x", "", "\"\u00e4\" <sip:c@d>", "sip:c@d");
        var joined = Joined.of(parts.toArray(String[]::new));

        for (int i = 0; i < parts.size(); i++) {
            assertEquals(parts.get(i), Joined.part(joined, i));
            assertTrue(Joined.isPart(joined, i, parts.get(i)));
        }
    }

    @Test
    void isNotThePartWithMoreOrLess() {
        var joined = Joined.of("abc", "abcd", "ab");

        assertFalse(Joined.isPart(joined, 0, "ab"));
        assertFalse(Joined.isPart(joined, 1, "abc"));
        assertFalse(Joined.isPart(joined, 2, "abc"));
        assertFalse(Joined.isPart(joined, 0, ""));
    }
}
