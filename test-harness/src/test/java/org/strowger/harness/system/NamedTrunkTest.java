package org.strowger.harness.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.base.Rfc;
import org.strowger.harness.names.NameServer;
import org.strowger.harness.process.ConfFolder;
import org.strowger.harness.process.Ports;
import org.strowger.harness.sipp.SippRun;

/** A trunk that is a name (RFC 3263), with SIPp as its hosts and a name server of our own. */
@Tag("loopback")
class NamedTrunkTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration TALK = Duration.ofMillis(500);
    private static final int CALLS = 3;

    private static SippRun carrier(Loopback loopback, int port) {
        return loopback.called("uas-trunk", port, CALLS, LIMIT);
    }

    private static void calls(Loopback loopback, String name) {
        var callers =
                loopback.callers("uac-hold", "4003", name)
                        .pause(TALK)
                        .calls(CALLS)
                        .rate(CALLS)
                        .limit(LIMIT)
                        .run();
        Loopback.assertAllSuccessful(callers, CALLS);
    }

    private static String service(int priority, int port) {
        return """
        _sip._udp.carrier.test. 1 IN SRV %d 10 %d gateway.carrier.test.
        gateway.carrier.test. 1 IN A 127.0.0.1
        """
                .formatted(priority, port);
    }

    private static List<String> shown(Loopback loopback, String column) {
        return loopback.strowger().list("trunks").stream()
                .map(host -> host.path(column).asString())
                .toList();
    }

    private static void await(Loopback loopback, String column, List<String> wanted) {
        loopback.strowger()
                .await(
                        () -> shown(loopback, column).equals(wanted),
                        Loopback.SOON,
                        () -> wanted + " in " + loopback.strowger().list("trunks"));
    }

    private static String at(int port) {
        return "127.0.0.1:" + port;
    }

    /**
     * The name alone says neither transport nor server: NAPTR leads to the one, SRV to the other.
     */
    @Test
    @Rfc(number = 3263, section = "4.1")
    void theServiceIsFoundByWhatTheNameSaysOfItsTransports() {
        int port = Ports.free();
        try (var names = NameServer.start()) {
            names.zone(
                    """
                    carrier.test. 1 IN NAPTR 20 50 "s" "SIP+D2U" "" _sip._udp.elsewhere.test.
                    carrier.test. 1 IN NAPTR 10 50 "s" "SIP+D2X" "" _sip._unknown.carrier.test.
                    _sip._udp.elsewhere.test. 1 IN SRV 1 10 %d gateway.elsewhere.test.
                    gateway.elsewhere.test. 1 IN A 127.0.0.1
                    _sip._udp.carrier.test. 1 IN SRV 1 10 %d gateway.elsewhere.test.
                    """
                            .formatted(port, Ports.free()));
            var conf = ConfFolder.create().dns(names.port()).trunk("host: carrier.test");
            try (var loopback = Loopback.start("trunk-naptr", conf);
                    var carrier = carrier(loopback, port)) {
                await(loopback, "host", List.of(at(port)));
                calls(loopback, "naptr");
                Loopback.assertAllSuccessful(carrier.await(), CALLS);
            }
        }
    }

    @Test
    @Rfc(number = 3263, section = "4.2")
    @Rfc(number = 3263, section = "4.3")
    void theNextServiceByPriorityTakesTheCallsOfADeadOne() {
        int dead = Ports.free();
        int alive = Ports.free();
        try (var names = NameServer.start()) {
            names.zone(service(2, alive) + service(1, dead));
            var conf =
                    ConfFolder.create()
                            .dns(names.port())
                            .trunk("host: carrier.test, failover: {silence-ms: 300, rest-s: 60}");
            try (var loopback = Loopback.start("trunk-srv", conf);
                    var carrier = carrier(loopback, alive)) {
                await(loopback, "host", List.of(at(dead), at(alive)));
                assertEquals(List.of("carrier.test", "carrier.test"), shown(loopback, "name"));
                assertFalse(shown(loopback, "found").getFirst().isEmpty());
                calls(loopback, "srv");
                Loopback.assertAllSuccessful(carrier.await(), CALLS);
                assertEquals(List.of("resting", "up"), shown(loopback, "service"));
            }
        }
    }

    @Test
    void callsFollowTheNameAndTheLastAnswerIsKeptWhenThereIsNone() {
        int first = Ports.free();
        int second = Ports.free();
        try (var names = NameServer.start()) {
            var conf = ConfFolder.create().dns(names.port()).trunk("host: carrier.test");
            try (var loopback = Loopback.start("trunk-dns", conf);
                    var before = carrier(loopback, first);
                    var after = carrier(loopback, second)) {
                assertEquals(List.of("unresolved"), shown(loopback, "service"));
                names.zone(service(1, first));
                await(loopback, "host", List.of(at(first)));
                calls(loopback, "before");
                Loopback.assertAllSuccessful(before.await(), CALLS);
                names.zone(service(1, second));
                await(loopback, "host", List.of(at(second)));
                names.broken(true);
                int asked = names.questions();
                var strowger = loopback.strowger();
                strowger.await(
                        () -> names.questions() > asked + 1,
                        Loopback.SOON,
                        () -> "asked again, after " + names.questions());
                calls(loopback, "after");
                Loopback.assertAllSuccessful(after.await(), CALLS);
                long told =
                        strowger.log()
                                .lines()
                                .filter(line -> line.contains("what was found before stays"))
                                .count();
                assertEquals(1, told, strowger::log);
            }
        }
    }
}
