package org.strowger.server.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.base.ConfigException;
import org.strowger.sip.Flow;
import org.strowger.sip.core.SipTrunk;
import org.strowger.sip.locate.ServerName;
import org.strowger.sip.registrar.Credentials;
import org.strowger.sip.sdp.Codec;
import org.strowger.sip.trunk.CallerId;
import org.strowger.sip.trunk.Diverting;
import org.strowger.sip.trunk.Failover;
import org.strowger.sip.trunk.Registering;
import org.strowger.sip.trunk.TrunkHost;
import org.strowger.sip.trunk.TrunkLimits;
import org.strowger.sip.trunk.TrunkName;

/** What trunks.yaml may say. */
class TrunkConfTest {

    private static final String EVERYTHING =
            """
            hosts:
                  - {host: 192.0.2.1, port: 5060}
                  - {host: 192.0.2.2, port: 5061, transport: tls, priority: 2, weight: 7}
                domain: sip.carrier.example
                login: {user: me, password: from-the-contract}
                register: {expires-s: 600, keep-alive-s: 29}
                options-s: 30
                failover: {silence-ms: 3000, statuses: [500, 503]}
                limits: {calls: 30, calls-per-second: 5, incoming-per-second: 9}
                overflow: second
                caller-id: {number: "+4930123", asserted: true, from: anonymous}
                diversion: history-info
                codecs: [PCMA]
                numbers:
                  out: {called: [{match: "00(\\\\d+)", to: "+$1"}, {strip: "0", add: "+49"}]}
                  in: {called: [{strip: "+4930123"}]}
              - name: second
                trust: []
                host: 127.0.0.1
                port: 5070
            """;

    @TempDir Path folder;

    @BeforeEach
    void copyTheDefault() throws IOException {
        ConfReaderTest.copyTheDefault(folder);
    }

    private void replace(String file, String good, String bad) throws IOException {
        ConfReaderTest.replace(folder, file, good, bad);
    }

    @Test
    void aTrunkOverTlsNeedsTls() throws IOException {
        replace("strowger", "tls:\n    port: 5061", "md5-only-phones: []");
        replace("trunks", "port: 5070", "port: 5070\n    transport: tls");
        var message =
                String.valueOf(
                        assertThrows(ConfigException.class, () -> ConfReader.read(folder))
                                .getMessage());
        assertTrue(message.matches("(?s).*trunks.yaml:\\d+:16: tls needs sip.tls.*"), message);
    }

    @Test
    void aHostOfAnIpVersionThatTheSwitchHasNotIsWarnedOf() throws IOException {
        replace(
                "trunks",
                "host: 127.0.0.1\n    port: 5070",
                "hosts: [{host: 127.0.0.1, port: 1}, {host: \"2001:db8::5\", port: 1},"
                        + " {host: sip.carrier.example}]");
        assertWarns(":48: trunk peer gets no calls by this host: it is IPv6,");
        replace("strowger", "address: 127.0.0.1\n", "address: \"::1\"\n");
        replace("strowger", "addresses: [127.0.0.1]", "addresses: [127.0.0.1, \"::1\"]");
        assertWarns(":20: trunk peer gets no calls by this host: it is IPv4,");
        replace("strowger", "address: \"::1\"\n", "address: [\"::1\", 127.0.0.1]\n");
        assertEquals(List.of(), ConfReader.read(folder).notes().warnings());
    }

    private void assertWarns(String end) {
        var warnings = ConfReader.read(folder).notes().warnings();
        assertEquals(1, warnings.size(), warnings::toString);
        var line = warnings.getFirst();
        assertTrue(line.matches(".*trunks.yaml:\\d+" + end + " and sip.address is not"), line);
    }

    @Test
    void readsATrunkWithEverything() throws IOException {
        replace("trunks", "host: 127.0.0.1\n    port: 5070", EVERYTHING);
        var conf = ConfReader.read(folder);
        var trunk = conf.trunks().getFirst();
        assertEquals(
                List.of("192.0.2.1:5060", "192.0.2.2:5061"),
                trunk.hosts().stream().map(TrunkHost::text).toList());
        assertEquals(
                new TrunkHost(Flow.Transport.TLS, at("192.0.2.2", 5061), 2, 7),
                trunk.hosts().get(1));
        assertEquals("sip.carrier.example", trunk.domain());
        assertEquals(new Credentials("me", "from-the-contract"), trunk.credentials());
        assertEquals(new Registering("me", 600, 30, 29), trunk.registering());
        assertEquals(30, trunk.checkSeconds());
        assertEquals(new Failover(3_000, 0, Set.of(500, 503), 30), trunk.failover());
        assertEquals(new TrunkLimits(30, 5, 9), trunk.limits());
        assertEquals("second", trunk.overflow());
        assertEquals(
                new CallerId("+4930123", true, CallerId.Shown.NOBODY), trunk.rules().callerId());
        assertEquals(Diverting.HISTORY_INFO, trunk.rules().diverting());
        assertEquals(List.of(Codec.PCMA), trunk.rules().codecs());
        var numbers = trunk.rules().numbers();
        assertEquals("+44163", numbers.outCalled().rewrite("0044163"));
        assertEquals("+49163", numbers.outCalled().rewrite("0163"));
        assertEquals("45", numbers.inCalled().rewrite("+493012345"));
        assertFalse(conf.toString().contains("from-the-contract"), "a password in a text");
    }

    @Test
    void readsNamesOfHosts() throws IOException {
        replace(
                "trunks",
                "host: 127.0.0.1\n    port: 5070",
                "tcp-switch: never\n    hosts: [{host: SIP.Carrier.example},"
                        + " {host: b.example, port: 5070, priority: 2, weight: 3},"
                        + " {host: 192.0.2.1, port: 5060}]");
        replace("strowger", "# dns:", "dns:");
        var conf = ConfReader.read(folder);
        var trunk = conf.trunks().getFirst();
        assertEquals(
                List.of(
                        new TrunkName(new ServerName("sip.carrier.example", 0, null), 1, 1),
                        new TrunkName(new ServerName("b.example", 5_070, null), 2, 3)),
                trunk.names());
        assertEquals(
                List.of("192.0.2.1:5060"), trunk.hosts().stream().map(TrunkHost::text).toList());
        assertFalse(trunk.tcpSwitch());
        assertEquals(new SwitchConf.Dns(at("192.0.2.53", 53), 30), conf.sip().dns());
        replace("strowger", "  dns: {address", "  # dns: {address");
        assertEquals(new SwitchConf.Dns(null, 30), ConfReader.read(folder).sip().dns());
    }

    private static InetSocketAddress at(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    @Test
    void aTrunkOfOldIsReadAsItWas() {
        var trunk = ConfReader.read(folder).trunks().getFirst();
        assertEquals(
                new SipTrunk(
                        "peer",
                        Flow.Transport.UDP,
                        at("127.0.0.1", 5070),
                        List.of(InetAddress.ofLiteral("127.0.0.1"))),
                trunk);
    }
}
