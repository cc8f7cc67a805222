package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.harness.phone.NotInTimeException;
import org.strowger.harness.probe.Probe;
import org.strowger.harness.process.ConfFolder;

/** The probe against the echo of a switch. */
@Tag("loopback")
class ProbeCallTest {

    private static final int T1_MILLIS = 100;

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch("probe", ProbeCallTest::conf, Loopback.atRest(T1_MILLIS));

    private static ConfFolder conf() {
        return ConfFolder.create().agents(1).t1Millis(T1_MILLIS);
    }

    @Test
    void theEchoIsAsItWasSaid() {
        var strowger = SWITCH.strowger();

        var result = Probe.run(new Probe.Settings(strowger.sip(), "5571001", "4004", 2));

        assertTrue(result.delayMillis() >= 0 && result.delayMillis() < 500, result::toString);
        assertEquals(0, result.lost(), result::toString);
        assertTrue(result.received() > 20 && result.received() <= result.sent(), result::toString);
        assertEquals(0, result.levelDb(), 1, result::toString);
        assertTrue(result.clear(), result::toString);
        strowger.awaitRecordsOf(Set.of("5571001"), 1, Loopback.SOON);
    }

    @Test
    void whoeverRefusesIsSaid() {
        var settings = new Probe.Settings(SWITCH.strowger().sip(), "5571002", "4999", 1);

        assertThrows(NotInTimeException.class, () -> Probe.run(settings));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Probe.Settings(SWITCH.strowger().sip(), "1", "2", 0));
    }
}
