package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
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
    private static final String ABSENT = "1003";

    /** SIPp takes a request that comes again for another one: so not as short as elsewhere. */
    private static final int T1_MILLIS = 200;

    private static final Duration AT_REST = Loopback.atRest(T1_MILLIS);
    private static final Duration TALK = Duration.ofMillis(600);
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private static @Nullable Loopback loopback;

    /**
     * One switch for all: one agent, and two phones that serve no queue. The agent's consultation
     * lives on another media loop than his call.
     */
    @BeforeAll
    static void start() {
        var conf = ConfFolder.create().agents(1).phones(2).rtpLoops(4).t1Millis(T1_MILLIS);
        loopback = Loopback.start("transfer", conf);
    }

    @AfterAll
    static void nothingIsLeft() {
        try (var ended = loopback()) {
            ended.strowger().awaitAtRest(AT_REST);
        }
    }

    private static Loopback loopback() {
        return Objects.requireNonNull(loopback);
    }

    private static List<CallRecord> records(int number, String... callers) {
        return loopback().strowger().awaitRecordsOf(Set.of(callers), number, Loopback.SOON);
    }

    @Rfc(number = 3515, section = "2.4.2")
    @Rfc(number = 3515, section = "2.4.4")
    @Test
    void aBlindTransferConnectsTheCallerWithTheTarget() {
        var stranger = "5551001";
        try (var colleague = phone(COLLEAGUE, "uas-agent");
                var agent = phone(AGENT, "uas-transferor")) {
            Loopback.assertAllSuccessful(caller(stranger).await(), 1);
            Loopback.assertAllSuccessful(agent.await(), 1);
            Loopback.assertAllSuccessful(colleague.await(), 1);
        }
        var record = records(1, stranger).getFirst();
        assertEquals("answered", record.outcome(), record::toString);
        assertEquals(AGENT, record.agent(), record::toString);
        assertEquals(
                List.of(stranger, AGENT, COLLEAGUE),
                record.legs().stream().map(CallRecord.Leg::party).distinct().toList(),
                "a phone of an earlier test, which is gone, is rung too");
    }

    @Rfc(number = 3515, section = "2.4.5")
    @Test
    void afterATransferThatFailsTheAgentHasTheCallerAgain() {
        var stranger = "5551002";
        try (var agent = phone(AGENT, "uas-transferor-refused", ABSENT)) {
            Loopback.assertAllSuccessful(caller(stranger).await(), 1);
            Loopback.assertAllSuccessful(agent.await(), 1);
        }
        var record = records(1, stranger).getFirst();
        assertEquals("answered", record.outcome(), record::toString);
        assertEquals("agent", record.endedBy(), record::toString);
    }

    @Rfc(number = 3515, section = "2.4.3")
    @Rfc(number = 3891, section = "4")
    @Test
    void anAttendedTransferMergesTheConsultationIntoTheCallersCall() {
        var stranger = "5551003";
        try (var colleague = phone(COLLEAGUE, "uas-agent");
                var agent = phone(AGENT, "uas-transferor-attended")) {
            Loopback.assertAllSuccessful(caller(stranger).await(), 1);
            Loopback.assertAllSuccessful(agent.await(), 1);
            Loopback.assertAllSuccessful(colleague.await(), 1);
        }
        var records = records(2, stranger, AGENT);
        var outcomes = records.stream().map(CallRecord::outcome).sorted().toList();
        assertEquals(List.of("answered", "merged-into"), outcomes, records::toString);
        var heard =
                records.stream()
                        .flatMap(record -> record.legs().stream())
                        .filter(leg -> leg.party().equals(COLLEAGUE))
                        .mapToLong(CallRecord.Leg::packetsSent)
                        .sum();
        assertTrue(heard > 0, records::toString); // The agent was silent: it was the caller.
        assertTrue(loopback().strowger().count("counter.media.handedOver") > heard);
    }

    @Rfc(number = 3264, section = "8.4")
    @Rfc(number = 3311, section = "5.2")
    @Rfc(number = 6337, section = "5.3")
    @Test
    void holdAndResumeInEveryWay() {
        try (var agent = phone(AGENT, "uas-holds")) {
            Loopback.assertAllSuccessful(caller("5551004").await(), 1);
            Loopback.assertAllSuccessful(agent.await(), 1);
        }
    }

    private static SippRun caller(String number) {
        return loopback().callers("uac-talk", "4002", number).calls(1).limit(LIMIT).start();
    }

    /** Registers one user, and takes one call there. */
    private static SippRun phone(String user, String scenario) {
        return phone(user, scenario, COLLEAGUE);
    }

    private static SippRun phone(String user, String scenario, String target) {
        var loopback = loopback();
        var password = "demo-" + user;
        var sip = loopback.strowger().sip();
        int port = Ports.free();
        var registered =
                Sipp.scenario("uac-register", loopback.folder(scenario + "-register-" + user))
                        .to(sip)
                        .port(port)
                        .value("expires", 3_600)
                        .users(Map.of(user, password))
                        .calls(1)
                        .limit(LIMIT)
                        .run();
        Loopback.assertAllSuccessful(registered, 1);
        var credentials = "[authentication username=%s password=%s]".formatted(user, password);
        return Sipp.scenario(scenario, loopback.folder(scenario + "-" + port))
                .port(port)
                .media(Ports.media())
                .value("user", user)
                .value("target", target)
                .value("domain", sip.getAddress().getHostAddress() + ":" + sip.getPort())
                .rows(List.of(credentials))
                .pause(TALK)
                .calls(1)
                .limit(LIMIT)
                .start()
                .awaitListening(port, Loopback.SOON);
    }
}
