package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.harness.process.CallRecord;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.sipp.Sipp;
import org.strowger.harness.sipp.SippRun;

/** SIPp's agent holds and transfers SIPp's callers, blindly and after a consultation. */
@Tag("loopback")
class TransferCallTest {

    private static final String AGENT = "1001";
    private static final String COLLEAGUE = "1002";
    private static final String STRANGER = "5551001";

    /** SIPp takes a request that comes again for another one: so not as short as elsewhere. */
    private static final int T1_MILLIS = 200;

    private static final Duration AT_REST = Duration.ofMillis(64 * T1_MILLIS).plusSeconds(8);
    private static final Duration TALK = Duration.ofMillis(1_200);
    private static final Duration LIMIT = Duration.ofSeconds(40);

    @Test
    void aBlindTransferConnectsTheCallerWithTheTarget() {
        try (var loopback = start("transfer-blind");
                var colleague = phone(loopback, COLLEAGUE, "uas-agent");
                var agent = phone(loopback, AGENT, "uas-transferor")) {
            Loopback.assertAllSuccessful(caller(loopback).await(), 1);
            Loopback.assertAllSuccessful(agent.await(), 1);
            Loopback.assertAllSuccessful(colleague.await(), 1);
            var record = loopback.strowger().awaitRecords(1, Loopback.SOON).getFirst();
            assertEquals("answered", record.outcome(), record::toString);
            assertEquals(AGENT, record.agent(), record::toString);
            assertEquals(
                    List.of(STRANGER, AGENT, COLLEAGUE),
                    record.legs().stream().map(CallRecord.Leg::party).toList());
            loopback.strowger().awaitAtRest(AT_REST);
        }
    }

    @Test
    void afterATransferThatFailsTheAgentHasTheCallerAgain() {
        try (var loopback = start("transfer-failed");
                var agent = phone(loopback, AGENT, "uas-transferor-refused")) {
            Loopback.assertAllSuccessful(caller(loopback).await(), 1);
            Loopback.assertAllSuccessful(agent.await(), 1);
            var record = loopback.strowger().awaitRecords(1, Loopback.SOON).getFirst();
            assertEquals("answered", record.outcome(), record::toString);
            assertEquals("agent", record.endedBy(), record::toString);
            loopback.strowger().awaitAtRest(AT_REST);
        }
    }

    @Test
    void anAttendedTransferMergesTheConsultationIntoTheCallersCall() {
        try (var loopback = start("transfer-attended");
                var colleague = phone(loopback, COLLEAGUE, "uas-agent");
                var agent = phone(loopback, AGENT, "uas-transferor-attended")) {
            Loopback.assertAllSuccessful(caller(loopback).await(), 1);
            Loopback.assertAllSuccessful(agent.await(), 1);
            Loopback.assertAllSuccessful(colleague.await(), 1);
            var records = loopback.strowger().awaitRecords(2, Loopback.SOON);
            var outcomes = records.stream().map(CallRecord::outcome).sorted().toList();
            assertEquals(List.of("answered", "merged-into"), outcomes, records::toString);
            loopback.strowger().awaitAtRest(AT_REST);
        }
    }

    @Test
    void holdAndResumeInEveryWay() {
        try (var loopback = start("hold");
                var agent = phone(loopback, AGENT, "uas-holds")) {
            Loopback.assertAllSuccessful(caller(loopback).await(), 1);
            Loopback.assertAllSuccessful(agent.await(), 1);
            loopback.strowger().awaitAtRest(AT_REST);
        }
    }

    /** One agent, and a phone that serves no queue. */
    private static Loopback start(String name) {
        return Loopback.start(name, ConfFolder.create().agents(1).phones(1).t1Millis(T1_MILLIS));
    }

    private static SippRun caller(Loopback loopback) {
        return loopback.callers("uac-talk", "4002", STRANGER).calls(1).limit(LIMIT).start();
    }

    /** Registers one user, and takes one call there. */
    private static SippRun phone(Loopback loopback, String user, String scenario) {
        var password = "demo-" + user;
        var sip = loopback.strowger().sip();
        int port = Ports.free();
        var registered =
                Sipp.scenario("uac-register", loopback.folder("register-" + user))
                        .to(sip)
                        .port(port)
                        .value("expires", 3_600)
                        .users(Map.of(user, password))
                        .calls(1)
                        .limit(LIMIT)
                        .run();
        Loopback.assertAllSuccessful(registered, 1);
        var credentials = "[authentication username=%s password=%s]".formatted(user, password);
        return Sipp.scenario(scenario, loopback.folder(scenario))
                .port(port)
                .media(Ports.media())
                .value("user", user)
                .value("target", COLLEAGUE)
                .value("domain", sip.getAddress().getHostAddress() + ":" + sip.getPort())
                .rows(List.of(credentials))
                .pause(TALK)
                .calls(1)
                .limit(LIMIT)
                .start()
                .awaitListening(port, Loopback.SOON);
    }
}
