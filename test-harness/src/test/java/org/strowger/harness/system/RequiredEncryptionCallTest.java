package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.base.Rfc;
import org.strowger.harness.baresip.Baresip;
import org.strowger.harness.process.ConfFolder;

/** A switch that takes no voice that is not encrypted. */
@Tag("loopback")
class RequiredEncryptionCallTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final double HERTZ = 440;
    private static final double AGENT_HERTZ = 660;
    private static final int T1_MILLIS = 100;

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch(
                    "required",
                    () ->
                            ConfFolder.create()
                                    .agents(1)
                                    .t1Millis(T1_MILLIS)
                                    .rtp("srtp: required, sdes-over: any"),
                    Loopback.atRest(T1_MILLIS));

    private static Path folder(String name) {
        return SWITCH.loopback().folder(name);
    }

    @Rfc(number = 4568, section = "5.1.2")
    @Test
    void whoOffersNoKeyIsRefused() throws Exception {
        var strowger = SWITCH.strowger();
        try (var caller = Baresip.caller("5552001", strowger.sip(), HERTZ, folder("plain"));
                var trace = new DoorTrace(strowger, "number=5552001")) {
            caller.dial("4004");
            var refused = trace.until("488", true);
            assertTrue(refused.stream().noneMatch(it -> DoorTrace.is(it, "200", true)));
            var record = strowger.awaitRecordsOf(Set.of("5552001"), 1, LIMIT).getFirst();
            assertEquals("failed", record.outcome());
        }
    }

    /** baresip's srtp-mand takes no offer and no answer but RTP/SAVP. */
    @Rfc(number = 4568, section = "5.1")
    @Test
    void whoeverEncryptsIsHeardThroughTheHotlineAndHisKeysAre() throws Exception {
        var strowger = SWITCH.strowger();
        var sip = strowger.sip();
        try (var agent =
                        Baresip.encryptingAgent(
                                "1001",
                                "demo-1001",
                                sip,
                                "srtp-mand",
                                AGENT_HERTZ,
                                folder("agent"));
                var caller =
                        Baresip.encryptingCaller(
                                "5552003", sip, "srtp-mand", HERTZ, folder("caller"))) {
            strowger.awaitAgents(1, "ready", LIMIT);
            BaresipCallTest.talk(strowger, caller, agent);
            BaresipCallTest.assertTone(caller.heard(), AGENT_HERTZ);
            BaresipCallTest.assertTone(agent.heard(), HERTZ);
            var record = strowger.awaitRecordsOf(Set.of("5552003"), 1, LIMIT).getFirst();
            assertEquals("21", record.keys());
        }
    }

    @Rfc(number = 5764, section = "8")
    @Test
    void whoShakesHandsIsHeard() throws Exception {
        var strowger = SWITCH.strowger();
        try (var caller =
                Baresip.encryptingCaller(
                        "5552004", strowger.sip(), "dtls_srtp", HERTZ, folder("dtls"))) {
            caller.dial("4004");
            caller.awaitEstablished(LIMIT);
            caller.awaitHandshake(LIMIT);
            Thread.sleep(4_000); // It listens.
            caller.hangUp();
            strowger.awaitRecordsOf(Set.of("5552004"), 1, LIMIT);
            caller.quit();
            BaresipCallTest.assertTone(caller.heard(), HERTZ);
            assertEquals(0, strowger.count("counter.media.dtlsFailed"));
        }
    }

    @Test
    void whoOffersOneHearsHimselfAndNobodyElseReadsTheKey() throws Exception {
        var strowger = SWITCH.strowger();
        try (var caller =
                        Baresip.encryptingCaller(
                                "5552002", strowger.sip(), "srtp-mand", HERTZ, folder("echo"));
                var trace = new DoorTrace(strowger, "number=5552002&raw=true")) {
            caller.dial("4004");
            caller.awaitEstablished(LIMIT);
            Thread.sleep(4_000); // It listens.
            caller.hangUp();
            var messages = trace.until("BYE", false).toString();
            caller.quit();
            BaresipCallTest.assertTone(caller.heard(), HERTZ);
            assertTrue(messages.contains("RTP/SAVP"), messages);
            assertTrue(messages.contains("inline:****"), messages);
            assertTrue(!messages.matches("(?s).*inline:[^*].*"), messages);
        }
    }
}
