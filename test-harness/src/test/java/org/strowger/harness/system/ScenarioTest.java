package org.strowger.harness.system;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.strowger.base.Rfc;
import org.strowger.harness.phone.Phone;
import org.strowger.harness.phone.SipText;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.sipp.Sipp;
import org.strowger.harness.sipp.SippRun;

/** SIPp's callers and carriers whose messages cross ours, come late, or change a session. */
@Tag("loopback")
@TestInstance(Lifecycle.PER_CLASS)
class ScenarioTest {

    /** SIPp takes a request that comes again for another one: so not as short as elsewhere. */
    private static final int T1_MILLIS = 200;

    private static final int SESSION_SECONDS = 4;
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration AT_REST = Loopback.atRest(T1_MILLIS);
    private static final int CALLS = 5;

    private Loopback loopback;

    @BeforeAll
    void start() {
        var conf =
                ConfFolder.create().agents(1).t1Millis(T1_MILLIS).sessionSeconds(SESSION_SECONDS);
        loopback = Loopback.start("scenarios", conf);
    }

    @AfterAll
    void stop() {
        loopback.closeAtRest(AT_REST);
    }

    private Sipp callers(String scenario, String number) {
        return loopback.callers(scenario, number, "5551001").calls(CALLS).rate(CALLS).limit(LIMIT);
    }

    @Rfc(number = 3261, section = "14.1")
    @Rfc(number = 3261, section = "14.2")
    @Test
    void whenBothAskAtOnceBothSay491AndTheSwitchAsksAgain() {
        Loopback.assertAllSuccessful(callers("uac-glare", "4004").run(), CALLS);
    }

    @Rfc(number = 3261, section = "13.2.1")
    @Rfc(number = 3261, section = "14.2")
    @Rfc(number = 3264, section = "5")
    @Rfc(number = 6337, section = "5.2.2")
    @Test
    void whoLeavesTheOfferToTheSwitchGetsOne() {
        Loopback.assertAllSuccessful(callers("uac-late-offer", "4004").run(), CALLS);
    }

    @Rfc(number = 3261, section = "9.2")
    @Test
    void aCancelThatCrossesTheAnswerChangesNothing() {
        Loopback.assertAllSuccessful(callers("uac-cancel-late", "4004").run(), CALLS);
    }

    @Rfc(number = 3261, section = "9.1")
    @Rfc(number = 6026, section = "7.2")
    @Test
    void anAnswerThatCrossesOurCancelIsAcknowledgedAndEnded() {
        int port = loopback.strowger().conf().trunkPort();
        try (var carrier = loopback.called("uas-trunk-crossing", port, CALLS, LIMIT)) {
            Loopback.assertAllSuccessful(callers("uac-cancel-ringing", "4003").run(), CALLS);
            Loopback.assertAllSuccessful(carrier.await(), CALLS);
        }
    }

    @Rfc(number = 3311, section = "5.2")
    @Rfc(number = 3261, section = "12.2.2")
    @Test
    void updateChangesTheSessionAndComesInOrder() {
        Loopback.assertAllSuccessful(callers("uac-update", "4004").run(), CALLS);
    }

    @Rfc(number = 3891, section = "3")
    @Test
    void anAgentTakesHisCallOverAtAnotherPhone() throws IOException {
        var strowger = loopback.strowger();
        try (var desk = RawPeer.open("1001", strowger.sip());
                var caller = Phone.anonymous("5551002", strowger.sip())) {
            desk.register("demo-1001");
            strowger.awaitAgents(1, "ready", Loopback.SOON);
            var call = caller.dial("4002");
            var invite = desk.awaitRequest("INVITE");
            desk.send(RawPeer.withSdp(desk.response(200, invite), desk.sdp(40_010)));
            desk.awaitRequest("ACK");
            try (var mobile = takeOver(desk, invite)) {
                desk.answer("BYE", 200);
                Loopback.assertAllSuccessful(mobile.await(), 1);
            }
            call.awaitEnd(Loopback.SOON);
        }
    }

    private SippRun takeOver(RawPeer desk, SipText invite) {
        var ours = SipText.parameter(invite.first("From"), "tag");
        return loopback.callers("uac-replaces", "1001", "1001")
                .value("callid", invite.first("Call-ID"))
                .value("totag", ours)
                .value("fromtag", desk.tag())
                .rows(List.of("[authentication username=1001 password=demo-1001]"))
                .calls(1)
                .limit(LIMIT)
                .start();
    }
}
