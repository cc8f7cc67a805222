package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.strowger.base.Rfc;
import org.strowger.harness.browser.Browser;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;
import tools.jackson.databind.JsonNode;

/** Pages with JsSIP in a real Chromium, over WebSocket: as a caller, and as an agent. */
@Tag("loopback")
class BrowserCallTest {

    private static final double PAGE_HERTZ = 1_000;
    private static final double PHONE_HERTZ = 440;
    private static final double NEAR = 12;
    private static final double CLEAR_DECIBELS = 20;
    private static final double SILENT_DECIBELS = -70;
    private static final int FEW = 5;
    private static final int T1_MILLIS = 100;

    @RegisterExtension
    static final OneSwitch SWITCH =
            new OneSwitch("browser", BrowserCallTest::conf, Loopback.atRest(T1_MILLIS));

    private static ConfFolder conf() {
        Browser.missing().ifPresent(what -> abort("no call from a browser: " + what));
        return ConfFolder.create().agents(1).t1Millis(T1_MILLIS).ws().wss().rtp("srtp: preferred");
    }

    private static String signalling(String scheme, int port) {
        return "%s://127.0.0.1:%d/".formatted(scheme, port);
    }

    @Rfc(number = 7118, section = "5")
    @Rfc(number = 5763, section = "5")
    @Rfc(number = 8445, section = "9")
    @Rfc(number = 8839, section = "4.2.1")
    @Rfc(number = 9143, section = "7.3")
    @Test
    void aPageHearsItsOwnToneAndNothingBefore() {
        var strowger = SWITCH.strowger();
        try (var page =
                Browser.caller(
                        "5554001",
                        "4004",
                        signalling("ws", strowger.conf().wsPort()),
                        PAGE_HERTZ,
                        SWITCH.loopback().folder("caller"))) {
            var report = page.report();
            assertTrue(report.path("silence").path("level").asDouble() < SILENT_DECIBELS);
            assertTone(PAGE_HERTZ, report.path("tone"));
            assertTone(PAGE_HERTZ, report.path("again"));
            assertEncrypted(report.path("first"));
            assertEncrypted(report.path("last"));
            // The first one may still be checked when voice goes by it.
            assertEquals("succeeded", report.path("last").path("pair").asString());
            assertTrue(report.path("last").path("roundTrip").asDouble() >= 0);
            assertEquals("ended by local", report.path("over").asString());
        }
        var record = strowger.awaitRecordsOf(Set.of("5554001"), 1, Loopback.SOON).getFirst();
        assertEquals("4004", record.dialled());
        assertEquals("caller", record.endedBy());
        assertEquals("script", record.outcome());
        assertAllHeard(record.legs().getFirst());
        assertEquals(0, strowger.count("counter.media.dtlsFailed"));
        // The page may speak before the keys have come from the handshake's thread.
        assertTrue(strowger.count("counter.media.srtpForged") <= FEW);
    }

    @Rfc(number = 7118, section = "6")
    @Rfc(number = 3264, section = "8.4")
    @Rfc(number = 5763, section = "6.6")
    @Test
    void anAgentInAPageIsCalledHoldsAndResumes() {
        var strowger = SWITCH.strowger();
        try (var page =
                        Browser.agent(
                                "1001",
                                "demo-1001",
                                signalling("wss", strowger.conf().wssPort()),
                                PHONE_HERTZ,
                                PAGE_HERTZ,
                                SWITCH.loopback().folder("agent"));
                var phone = Phone.anonymous("5554002", strowger.sip())) {
            page.await(Browser.REGISTERED);
            strowger.awaitAgents(1, "ready", Loopback.SOON);
            var call = phone.dial("4002");
            call.awaitAnswer(Loopback.SOON);
            call.audio().say(PHONE_HERTZ);
            page.await(Browser.RESUMED);
            call.awaitTone(PAGE_HERTZ, Loopback.SOON);
            call.hangUp();
            var report = page.report();
            assertTone(PHONE_HERTZ, report.path("tone"));
            assertTrue(report.path("held").path("level").asDouble() < SILENT_DECIBELS);
            assertTone(PHONE_HERTZ, report.path("again"));
            assertEncrypted(report.path("first"));
            assertEncrypted(report.path("last"));
            assertEquals("ended by remote", report.path("over").asString());
        }
        var record = strowger.awaitRecordsOf(Set.of("5554002"), 1, Loopback.SOON).getFirst();
        assertEquals("1001", record.agent());
        assertEquals("caller", record.endedBy());
        assertEquals("answered", record.outcome());
    }

    private static void assertTone(double hertz, JsonNode heard) {
        assertEquals(hertz, heard.path("hertz").asDouble(), NEAR, heard::toString);
        double above = heard.path("level").asDouble() - heard.path("rest").asDouble();
        assertTrue(above > CLEAR_DECIBELS, heard::toString);
    }

    private static void assertEncrypted(JsonNode connection) {
        assertEquals("connected", connection.path("dtlsState").asString(), connection::toString);
        var cipher = connection.path("srtpCipher").asString();
        assertEquals("SRTP_AES128_CM_HMAC_SHA1_80", cipher, connection::toString);
        assertTrue(connection.path("packetsSent").asLong() > 0, connection::toString);
        assertTrue(connection.path("packetsReceived").asLong() > 0, connection::toString);
    }

    /** No voice is lost, neither when ICE begins anew nor when the browser finds a better pair. */
    private static void assertAllHeard(CallRecord.Leg leg) {
        assertTrue(leg.packetsReceived() > 100, leg::toString);
        assertTrue(leg.packetsLost() <= FEW, leg::toString);
        assertTrue(leg.packetsSent() >= leg.packetsReceived() - FEW, leg::toString);
    }
}
