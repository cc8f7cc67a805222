package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.sipp.Sipp;
import org.strowger.harness.sipp.SippResult;
import org.strowger.harness.sipp.SippRun;

/**
 * Trunks with SIPp as carriers: one that is dead, one that wants a password, one that comes back.
 */
@Tag("loopback")
class TrunkTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration TALK = Duration.ofMillis(500);
    private static final int CALLS = 5;
    private static final String LOGIN = "login: {user: \"4930123\", password: %s}";

    private static SippRun carrier(Loopback loopback, String scenario, int port, int calls) {
        return loopback.called(scenario, port, calls, LIMIT);
    }

    private static SippResult calls(Loopback loopback, String name, int calls) {
        return loopback.callers("uac-hold", "4003", name)
                .pause(TALK)
                .calls(calls)
                .rate(CALLS)
                .limit(LIMIT)
                .run();
    }

    private static String hosts(int... ports) {
        var hosts = new StringBuilder();
        for (int i = 0; i < ports.length; i++) {
            hosts.append(i == 0 ? "" : ", ");
            hosts.append("{host: 127.0.0.1, port: %d, priority: %d}".formatted(ports[i], i));
        }
        return "hosts: [" + hosts + "]";
    }

    private static List<String> services(Loopback loopback) {
        return loopback.strowger().list("trunks").stream()
                .map(host -> host.path("service").asString())
                .toList();
    }

    @Rfc(number = 3263, section = "4.3")
    @Test
    void theNextHostTakesTheCallsOfADeadOne() {
        int dead = Ports.free();
        int alive = Ports.free();
        var conf =
                ConfFolder.create()
                        .trunk(hosts(dead, alive) + ", failover: {silence-ms: 300, rest-s: 60}");
        try (var loopback = Loopback.start("trunk-failover", conf);
                var carrier = carrier(loopback, "uas-trunk", alive, CALLS)) {
            Loopback.assertAllSuccessful(calls(loopback, "failover", CALLS), CALLS);
            Loopback.assertAllSuccessful(carrier.await(), CALLS);
            var records = loopback.strowger().awaitRecords(CALLS, Loopback.SOON);
            records.forEach(record -> assertEquals("answered", record.outcome(), record::toString));
            assertEquals(List.of("resting", "up"), services(loopback));
            long gone = loopback.strowger().count("counter.sip.trunk_failover");
            assertTrue(gone >= 1 && gone < CALLS, "it rested after " + gone);
        }
    }

    /** SIPp as a host that sends every call on to that port. */
    private static SippRun sendsOn(Loopback loopback, int port, int next, int calls) {
        return Sipp.scenario("uas-trunk-redirect", loopback.folder("redirect-" + next))
                .port(port)
                .value("next", next)
                .calls(calls)
                .limit(LIMIT)
                .start()
                .awaitListening(port, Loopback.SOON);
    }

    @Rfc(number = 3261, section = "8.1.3.4")
    @Test
    void aCallIsSentOnWithinTheTrunkAndNowhereElse() {
        int first = Ports.free();
        int second = Ports.free();
        int stranger = Ports.free();
        var conf = ConfFolder.create().trunk(hosts(first, second));
        try (var loopback = Loopback.start("trunk-redirect", conf);
                var carrier = carrier(loopback, "uas-trunk", second, CALLS);
                var fraud = carrier(loopback, "uas-trunk", stranger, 1)) {
            try (var host = sendsOn(loopback, first, second, CALLS)) {
                Loopback.assertAllSuccessful(calls(loopback, "redirect", CALLS), CALLS);
                Loopback.assertAllSuccessful(host.await(), CALLS);
                Loopback.assertAllSuccessful(carrier.await(), CALLS);
            }
            try (var host = sendsOn(loopback, first, stranger, 1)) {
                assertEquals(1, calls(loopback, "fraud", 1).failed());
                Loopback.assertAllSuccessful(host.await(), 1);
            }
            assertTrue(fraud.isAlive(), "nobody has called there");
            var strowger = loopback.strowger();
            assertEquals(CALLS, strowger.count("counter.sip.trunk_redirected"));
            assertEquals(1, strowger.count("counter.sip.trunk_redirect_refused"));
        }
    }

    @Test
    void callsOfATrunkThatComeTooFastHear503() {
        var conf = ConfFolder.create();
        conf.trunk(hosts(conf.trunkPort()) + ", limits: {incoming-per-second: 1}");
        try (var loopback = Loopback.start("trunk-incoming", conf);
                var _ = carrier(loopback, "uas-trunk", conf.trunkPort(), CALLS)) {
            var result = calls(loopback, "too-fast", CALLS);
            long refused = loopback.strowger().count("counter.sip.trunk_limit");
            assertEquals(CALLS, result.failed() + result.successful());
            boolean told = result.failed() > 0 && refused >= result.failed(); // Copies count, too.
            assertTrue(told, result + ": " + refused);
        }
    }

    @Rfc(number = 3261, section = "22.2")
    @Test
    void aCarrierThatWantsAPasswordGetsIt() {
        var conf = ConfFolder.create();
        int port = conf.trunkPort();
        conf.trunk(hosts(port) + ", " + LOGIN.formatted("from-the-contract"));
        try (var loopback = Loopback.start("trunk-digest", conf);
                var carrier = carrier(loopback, "uas-trunk-digest", port, CALLS)) {
            Loopback.assertAllSuccessful(calls(loopback, "digest", CALLS), CALLS);
            Loopback.assertAllSuccessful(carrier.await(), CALLS);
            var strowger = loopback.strowger();
            assertEquals(CALLS, strowger.count("counter.sip.trunk_challenge_answered"));
            assertFalse(strowger.log().contains("from-the-contract"), "a password in the log");
        }
    }

    @Test
    void aWrongPasswordIsToldTheCallerAs403() {
        var conf = ConfFolder.create();
        int port = conf.trunkPort();
        conf.trunk(hosts(port) + ", " + LOGIN.formatted("guess"));
        try (var loopback = Loopback.start("trunk-wrong-password", conf);
                var carrier = carrier(loopback, "uas-trunk-digest", port, 1)) {
            assertEquals(1, calls(loopback, "wrong", 1).failed());
            Loopback.assertAllSuccessful(carrier.await(), 1);
            var record = loopback.strowger().awaitRecords(1, Loopback.SOON).getFirst();
            assertEquals("failed", record.outcome());
        }
    }

    @Test
    void aHostThatDoesNotAnswerOptionsGetsNoCallsUntilItDoes() {
        int first = Ports.free();
        int second = Ports.free();
        var conf = ConfFolder.create().trunk(hosts(first, second) + ", options-s: 1");
        try (var loopback = Loopback.start("trunk-options", conf);
                var always = carrier(loopback, "uas-trunk-options", second, 10_000)) {
            awaitServices(loopback, List.of("down", "up"));
            Loopback.assertAllSuccessful(calls(loopback, "down", CALLS), CALLS);
            assertEquals(0, loopback.strowger().count("counter.sip.trunk_failover"));
            try (var back = carrier(loopback, "uas-trunk-options", first, 10_000)) {
                awaitServices(loopback, List.of("up", "up"));
                Loopback.assertAllSuccessful(calls(loopback, "up", CALLS), CALLS);
                assertTrue(back.isAlive());
            }
            awaitServices(loopback, List.of("down", "up"));
            assertTrue(always.isAlive());
        }
    }

    private static void awaitServices(Loopback loopback, List<String> wanted) {
        loopback.strowger()
                .await(
                        () -> services(loopback).equals(wanted),
                        Loopback.SOON,
                        () -> wanted + " in " + loopback.strowger().list("trunks"));
    }

    @Rfc(number = 3261, section = "10.2.4")
    @Rfc(number = 3261, section = "10.2.2")
    @Test
    void aTrunkIsToldWhereWeAreAndThatWeStop() {
        var conf = ConfFolder.create();
        int port = conf.trunkPort();
        conf.trunk(hosts(port) + ", register: {}, " + LOGIN.formatted("from-the-contract"));
        try (var loopback = Loopback.start("trunk-register", conf);
                var registrar = carrier(loopback, "uas-trunk-register", port, 1)) {
            var strowger = loopback.strowger();
            strowger.await(
                    () ->
                            strowger.metrics().value("strowger_trunk_registered", "trunk", "peer")
                                    == 1,
                    Loopback.SOON,
                    () -> "registered: " + strowger.list("trunks"));
            long sent = strowger.count("counter.sip.sent");
            strowger.await(
                    () -> strowger.count("counter.sip.sent") > sent, // After more than 3 s.
                    Loopback.SOON,
                    () -> "a refresh: " + strowger.counts());
            assertEquals(0, strowger.stop());
            Loopback.assertAllSuccessful(registrar.await(), 1);
        }
    }
}
