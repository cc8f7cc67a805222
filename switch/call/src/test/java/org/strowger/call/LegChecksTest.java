package org.strowger.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.sip.sdp.Ice;

class LegChecksTest {

    private final LegChecks checks = new LegChecks();

    private static Ice of(String ufrag) {
        return new Ice(ufrag, "0123456789012345678901", "0", true);
    }

    private String answered(String ufrag) {
        return Objects.requireNonNull(checks.answer(of(ufrag))).ufrag();
    }

    @Rfc(number = 8445, section = "9")
    @Test
    void whoWasCalledMayBeginAnewToo() {
        var offered = checks.offer().ufrag();
        assertNotNull(checks.settled(of("them")));
        assertEquals(offered, answered("them"), "a re-INVITE that changes nothing");
        assertNotEquals(offered, answered("anew"));
    }

    @Test
    void whoAnswersWithoutIceMakesNoChecks() {
        var _ = checks.offer();
        assertNull(checks.settled(null));
    }
}
