package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.harness.baresip.Baresip;
import org.strowger.harness.process.ConfFolder;

/** Softphones that others wrote, whose voice is encrypted on the way to the switch, or is not. */
@Tag("loopback")
class EncryptedVoiceCallTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final double CALLER_HERTZ = 440;
    private static final double AGENT_HERTZ = 660;
    private static final int T1_MILLIS = 100;

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch(
                    "encrypted",
                    () ->
                            ConfFolder.create()
                                    .agents(1)
                                    .t1Millis(T1_MILLIS)
                                    .rtp("srtp: preferred, sdes-over: any"),
                    Loopback.atRest(T1_MILLIS));

    private static Path folder(String name) {
        return SWITCH.loopback().folder(name);
    }

    /** Two encrypted sides, or one that is relayed to a plain one; either is who calls. */
    @Rfc(number = 3711, section = "3.1")
    @Rfc(number = 4568, section = "5.1")
    @ParameterizedTest
    @CsvSource({
        "5551001, srtp, srtp",
        "5551002, '', srtp",
        "5551003, srtp-mand, ''",
        "5551004, dtls_srtp, srtp",
    })
    void eachHearsTheOthersToneAndTheKeysAreRecognised(String number, String caller, String agent)
            throws InterruptedException {
        var strowger = SWITCH.strowger();
        var sip = strowger.sip();
        long before = strowger.count("counter.media.srtpForged");
        try (var called =
                        Baresip.encryptingAgent(
                                "1001",
                                "demo-1001",
                                sip,
                                agent,
                                AGENT_HERTZ,
                                folder("agent-" + number));
                var calling =
                        Baresip.encryptingCaller(
                                number, sip, caller, CALLER_HERTZ, folder("caller-" + number))) {
            strowger.awaitAgents(1, "ready", LIMIT);
            BaresipCallTest.talk(strowger, calling, called);

            BaresipCallTest.assertTone(calling.heard(), AGENT_HERTZ);
            BaresipCallTest.assertTone(called.heard(), CALLER_HERTZ);
            var record = strowger.awaitRecordsOf(Set.of(number), 1, LIMIT).getFirst();
            assertEquals("21", record.keys());
            assertEquals("1001", record.agent());
            // As it begins, baresip sends a few packets that are plain, for a NAT before it.
            assertTrue(strowger.count("counter.media.srtpForged") - before < 10);
        }
    }
}
