package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.base.Rfc;
import org.strowger.harness.baresip.Baresip;
import org.strowger.harness.process.ConfFolder;

/**
 * Encryption is required, and keys may not be in signalling that anybody can read: DTLS is left.
 */
@Tag("loopback")
class HandshakeCallTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final double CALLER_HERTZ = 440;
    private static final double AGENT_HERTZ = 660;
    private static final int T1_MILLIS = 100;

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch(
                    "handshake",
                    () -> ConfFolder.create().agents(1).t1Millis(T1_MILLIS).rtp("srtp: required"),
                    Loopback.atRest(T1_MILLIS));

    private static Path folder(String name) {
        return SWITCH.loopback().folder(name);
    }

    @Rfc(number = 5763, section = "5")
    @Rfc(number = 5764, section = "4.2")
    @Rfc(number = 7983, section = "7")
    @Test
    void eachHearsTheOthersToneAndTheKeysAreRecognised() throws Exception {
        var strowger = SWITCH.strowger();
        var sip = strowger.sip();
        try (var agent =
                        Baresip.encryptingAgent(
                                "1001",
                                "demo-1001",
                                sip,
                                "dtls_srtp",
                                AGENT_HERTZ,
                                folder("agent"));
                var caller =
                        Baresip.encryptingCaller(
                                "5553001", sip, "dtls_srtp", CALLER_HERTZ, folder("caller"))) {
            strowger.awaitAgents(1, "ready", LIMIT);
            BaresipCallTest.talk(strowger, caller, agent, 8_000); // They shake hands first.
            BaresipCallTest.assertTone(caller.heard(), AGENT_HERTZ);
            BaresipCallTest.assertTone(agent.heard(), CALLER_HERTZ);
            var record = strowger.awaitRecordsOf(Set.of("5553001"), 1, LIMIT).getFirst();
            assertEquals("21", record.keys());
            assertEquals(0, strowger.count("counter.media.dtlsFailed"));
        }
    }

    @Test
    void keysInClearAreNotTaken() throws Exception {
        var strowger = SWITCH.strowger();
        try (var caller =
                        Baresip.encryptingCaller(
                                "5553002",
                                strowger.sip(),
                                "srtp-mand",
                                CALLER_HERTZ,
                                folder("sdes"));
                var trace = new DoorTrace(strowger, "number=5553002")) {
            caller.dial("4004");
            trace.until("488", true);
        }
    }
}
