package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.Rfc;
import org.strowger.harness.process.ConfFolder;

/** Calls that a phone sends on, and what a trunk is told of that. */
@Tag("loopback")
class RedirectedCallTest {

    private static final String USER = "1001";
    private static final String OTHER = "1002";
    private static final String CALLER = "1003";

    private static ConfFolder conf() {
        return ConfFolder.create().agents(0).phones(3).t1Millis(Loopback.SHORT_T1_MILLIS);
    }

    private static void sendsOn(RawPhone phone, Loopback loopback, String number) {
        int port = loopback.strowger().sip().getPort();
        phone.answer(
                phone.awaitRequest("INVITE"),
                302,
                "Contact: <sip:" + number + "@127.0.0.1:" + port + ">");
    }

    @Test
    @Rfc(number = 3261, section = "8.1.3.4")
    @Rfc(number = 5806, section = "4")
    void aUsersPhoneSendsACallToAnotherUser() {
        try (var loopback = Loopback.start("redirect", conf());
                var phone = RawPhone.of(USER, loopback);
                var other = RawPhone.of(OTHER, loopback);
                var caller = RawPhone.of(CALLER, loopback)) {
            phone.register(phone.contact(), "");
            other.register(other.contact(), "");
            caller.dial(USER, "");
            sendsOn(phone, loopback, OTHER);
            var invite = other.awaitRequest("INVITE");
            assertEquals(
                    "<sip:" + USER + "@strowger>;reason=unconditional", invite.first("Diversion"));
            assertEquals(2, invite.all("History-Info").size(), invite::toString);
            other.answer(invite, 486, "");
            assertEquals(486, caller.outcome().status());
            caller.dial(USER, "");
            sendsOn(phone, loopback, "9999");
            assertEquals(480, caller.outcome().status(), "no number of ours");
            var records = loopback.strowger().awaitRecords(2, Loopback.SOON);
            assertEquals(USER, records.getFirst().json().path("divertedBy").asString(""));
            loopback.strowger().awaitAtRest(Loopback.AT_REST);
        }
    }

    @Rfc(number = 5806, section = "4")
    @Rfc(number = 7044, section = "9.2")
    @Rfc(number = 7044, section = "10.2")
    @Rfc(number = 7332, section = "5")
    @Rfc(number = 7332, section = "6")
    @Rfc(number = 7544, section = "5")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "diversion|Diversion|<sip:1001@127.0.0.1>;reason=unconditional",
                "history-info|History-Info|<sip:1001@127.0.0.1?Reason=SIP%3Bcause%3D302>;index=1",
                "none|Diversion|",
            })
    void aTrunkIsToldWhoSentItAndItHasOneHopLess(String how, String header, String value) {
        var conf = conf();
        conf.trunk("host: 127.0.0.1, port: " + conf.trunkPort() + ", diversion: " + how);
        try (var loopback = Loopback.start("diversion-" + how, conf);
                var carrier = RawPhone.at(conf.trunkPort(), loopback);
                var phone = RawPhone.of(USER, loopback);
                var caller = RawPhone.of(CALLER, loopback)) {
            phone.register(phone.contact(), "");
            caller.dial(USER, "Max-Forwards: 10\nMax-Breadth: 7");
            sendsOn(phone, loopback, "4003;rn=+4990");
            var invite = carrier.awaitRequest("INVITE");
            assertTrue(invite.startLine().startsWith("INVITE sip:4003@"), invite::toString);
            assertEquals(value == null ? "" : value, invite.first(header), invite::toString);
            assertEquals(
                    how.equals("history-info"),
                    invite.all("History-Info").toString().contains(";cause=302>;index=1.1;mp=1"),
                    invite::toString);
            assertEquals("9", invite.first("Max-Forwards"));
            assertEquals("7", invite.first("Max-Breadth"));
            carrier.answer(invite, 486, "");
            assertEquals(486, caller.outcome().status());
            loopback.strowger().awaitAtRest(Loopback.AT_REST);
        }
    }

    @Rfc(number = 5806, section = "4")
    @Test
    void whatACarrierSaysOfADiversionIsInTheRecordAndItMaySendACallNowhere() {
        var conf = conf();
        try (var loopback = Loopback.start("diversion-in", conf);
                var carrier = RawPhone.at(conf.trunkPort(), loopback)) {
            var refused =
                    carrier.request(
                            "INVITE",
                            "4003",
                            "Diversion: <sip:+4930@h>;reason=user-busy",
                            RawPhone.SDP);
            assertEquals(408, refused.status(), "nobody has answered its own call");
            var record = loopback.strowger().awaitRecords(1, Loopback.SOON).getFirst();
            assertEquals("+4930", record.json().path("divertedBy").asString(""));
        }
    }

    /** The operator's mistake: the trunk leads back to us, and the number to the trunk. */
    @Test
    @Rfc(number = 7332, section = "5")
    void aCallThatComesBackAgainAndAgainEnds() {
        var conf = conf();
        conf.trunk("host: 127.0.0.1, port: " + conf.sipPort());
        try (var loopback = Loopback.start("loop", conf);
                var caller = RawPhone.at(conf.trunkPort(), loopback)) {
            var refused = caller.request("INVITE", "4003", "Max-Forwards: 5", RawPhone.SDP);
            assertEquals(483, refused.status());
            assertEquals(5, loopback.strowger().count("counter.sip.invite_sent"));
            loopback.strowger().awaitAtRest(Loopback.AT_REST);
        }
    }
}
