package org.strowger.server.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.ConfigException;
import org.strowger.media.MediaRules;
import org.strowger.media.SilenceWatch;
import org.strowger.server.SipSettings;
import org.strowger.sip.Flow;
import org.strowger.sip.registrar.DigestAlgorithm;

class ConfReaderTest {

    private static final Path DEFAULT = Path.of("../../conf");
    private static final List<String> FILES =
            List.of("strowger", "agents", "queues", "trunks", "numbers");

    @TempDir Path folder;

    @BeforeEach
    void copyTheDefault() throws IOException {
        copyTheDefault(folder);
    }

    static void copyTheDefault(Path folder) throws IOException {
        for (var name : FILES) {
            Files.copy(DEFAULT.resolve(name + ".yaml"), folder.resolve(name + ".yaml"));
        }
    }

    @Test
    void readsTheDefault() {
        var conf = ConfReader.read(folder);
        assertEquals(5060, conf.sip().listen().getPort());
        assertEquals(10_000, conf.rtp().ports());
        assertEquals(3, conf.agents().size());
        assertEquals(List.of("MD5", "SHA-256"), conf.agents().getFirst().digest());
        var numbers = folder.resolve("numbers.yaml").toString();
        var trunk = conf.numbers().everybody().get("4003");
        assertTrue(trunk != null && trunk.where().startsWith(numbers + ":"));
        assertEquals(
                new SwitchConf.Leads(SwitchConf.Kind.TRUNK, "peer", "4003", trunk.where()), trunk);
        assertEquals(List.of(), conf.notes().warnings());
        assertEquals(26, conf.numbers().agentsOnly().size());
        assertEquals(240, conf.limits().longestCallMinutes());
    }

    @Test
    void readsTheLongestCall() throws IOException {
        var file = folder.resolve("strowger.yaml");
        var text = Files.readString(file);
        Files.writeString(
                file, text.replace("# longest-call-minutes: 240", "longest-call-minutes: 7"));
        assertEquals(7, ConfReader.read(folder).limits().longestCallMinutes());
    }

    @Test
    void readsHowPacketsAreMarkedAndHowLongAPeerMayBeSilent() throws IOException {
        var conf = ConfReader.read(folder);
        var minute = new SilenceWatch.Limits(60_000_000, 0, 0);
        assertEquals(new MediaRules(46, minute, 30_000_000), conf.rtp().rules());
        assertEquals(24, conf.sip().dscp());
        replace("strowger", "# silent-after-s: 60", "silent-after-s: 5");
        replace("strowger", "# silent-without-rtcp-s: 0", "silent-without-rtcp-s: 7");
        replace("strowger", "# never-heard-after-s: 0", "never-heard-after-s: 9");
        replace("strowger", "# unheard-s: 30", "unheard-s: 0");
        replace("strowger", "# dscp: 46", "dscp: 0");
        replace("strowger", "# dscp: 24", "dscp: 26");
        var changed = ConfReader.read(folder);
        var limits = new SilenceWatch.Limits(5_000_000, 7_000_000, 9_000_000);
        assertEquals(new MediaRules(0, limits, 0), changed.rtp().rules());
        assertEquals(26, changed.sip().dscp());
    }

    @Test
    void readsWhereTlsAndWebSocketsAre() throws IOException {
        var tls = ConfReader.read(folder).sip().tls();
        assertEquals(new SwitchConf.Tls(5061, null, null, null, false, null), tls);
        assertEquals(SwitchConf.Web.NONE, ConfReader.read(folder).sip().web());
        for (var name : List.of("sip.crt", "sip.key")) {
            Files.writeString(folder.resolve(name), "");
        }
        replace("strowger", "# certificate: sip.crt", "certificate: sip.crt");
        replace("strowger", "# key: sip.key", "key: sip.key");
        replace("strowger", "# wss: {port: 8089}", "wss: {port: 8089}");
        replace("strowger", "# origins:", "origins:");
        replace("trunks", "port: 5070", "port: 5070\n    transport: tls");
        var conf = ConfReader.read(folder);
        assertEquals(
                new SwitchConf.Tls(
                        5061,
                        folder.resolve("sip.crt"),
                        folder.resolve("sip.key"),
                        null,
                        false,
                        null),
                conf.sip().tls());
        assertEquals(
                new SwitchConf.Web(0, 8089, Set.of("https://phone.example.com")), conf.sip().web());
        assertEquals(Flow.Transport.TLS, conf.trunks().getFirst().hosts().getFirst().transport());
    }

    @Test
    void readsTheAlgorithmsOfADigestInTheirOrder() throws IOException {
        replace("agents", "digest: [MD5, SHA-256]", "digest: [SHA-512-256, SHA-256]");
        var user = SipSettings.core(ConfReader.read(folder)).users().getFirst();
        assertEquals(
                List.of(DigestAlgorithm.SHA_512_256, DigestAlgorithm.SHA_256), user.algorithms());
    }

    @Test
    void readsWhoMustShowACertificate() throws IOException {
        Files.writeString(folder.resolve("clients.crt"), "");
        replace("strowger", "# client-ca:", "client-ca:");
        var issuers = folder.resolve("clients.crt");
        assertEquals(new SwitchConf.Tls(5061, null, null, issuers, false, null), tls());
        replace("strowger", "# client-auth: required", "client-auth: required");
        assertEquals(new SwitchConf.Tls(5061, null, null, issuers, false, null), tls());
        replace("strowger", "client-auth: required", "client-auth: optional");
        assertEquals(new SwitchConf.Tls(5061, null, null, issuers, true, null), tls());
        replace("strowger", "client-auth: optional", "client-auth: off");
        assertEquals(new SwitchConf.Tls(5061, null, null, null, false, null), tls());
    }

    private SwitchConf.@Nullable Tls tls() {
        return ConfReader.read(folder).sip().tls();
    }

    @Test
    void readsWhereTheCollectorIsAndHidesItsKey() throws IOException {
        assertNull(ConfReader.read(folder).hep());
        replace("strowger", "# trace: {hep", "trace: {hep");
        var hep = ConfReader.read(folder).hep();
        var homer = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 9060);
        assertEquals(new SwitchConf.Hep(homer, 1, "secret"), hep);
        assertFalse(String.valueOf(hep).contains("secret"));
        replace("strowger", ", agent: 1, key: secret", "");
        assertEquals(new SwitchConf.Hep(homer, 1, null), ConfReader.read(folder).hep());
    }

    @Test
    void beyondLoopbackAWebSocketNeedsOrigins() throws IOException {
        for (int agent = 1001; agent <= 1003; agent++) {
            replace("agents", "password: demo-" + agent, "password: secret-" + agent);
        }
        replace("strowger", "address: 127.0.0.1\n  port: 5060", "address: 192.0.2.1\n  port: 5060");
        replace("strowger", "# ws: {port: 8088}", "ws: {port: 8088}");
        var message =
                String.valueOf(
                        assertThrows(ConfigException.class, () -> ConfReader.read(folder))
                                .getMessage());
        assertTrue(message.contains("sip.origins"), message);
        replace("strowger", "# origins:", "origins:");
        assertEquals(8088, ConfReader.read(folder).sip().web().port());
    }

    @Test
    void phonesAreCheckedAsTheirAgentSaysOrElseAsAllAre() throws IOException {
        assertEquals(0, ConfReader.read(folder).agents().getFirst().optionsSeconds());
        replace("strowger", "  # options-s: 0", "  options-s: 30");
        assertEquals(30, ConfReader.read(folder).agents().getFirst().optionsSeconds());
        replace("agents", "- id: \"1001\"", "- id: \"1001\"\n    options-s: 5");
        var agents = ConfReader.read(folder).agents();
        assertEquals(5, agents.getFirst().optionsSeconds());
        assertEquals(30, agents.get(1).optionsSeconds());
    }

    @Test
    void phonesAreToldTheServiceRoute() throws IOException {
        assertEquals(List.of(), ConfReader.read(folder).sip().serviceRoute());
        replace("strowger", "  # service-route:", "  service-route:");
        assertEquals(
                List.of("<sip:edge.example.com;lr>"), ConfReader.read(folder).sip().serviceRoute());
    }

    @Test
    void keepsNoPassword() {
        var agent = ConfReader.read(folder).agents().getFirst();
        assertFalse(agent.toString().contains("demo"));
        // printf 1001:strowger:demo-1001 | md5sum
        assertEquals("5630939f175c7ed1892c41b4b70c4c7f", agent.ha1().get("MD5"));
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "strowger | port: 5060 | port: 70000 | :14:9: | 65535",
                "strowger | port: 5060 | prot: 5060 | : | prot",
                "strowger | address: 127.0.0.1 | address: 1.2.3 | : | address",
                "strowger | to: 29999 | to: 19999 | : | must not be below",
                "strowger | t1-ms: 500 | max-expires-s: 30 | : | max-expires-s (30) must not be below min-expires-s (60)",
                "strowger | t1-ms: 500 | session-expires-s: 60 | :19: | session-expires-s (60) must not be below min-session-s (90)",
                "strowger | address: 127.0.0.1 | address: 0.0.0.0 | :13: | concrete address",
                "strowger | address: 127.0.0.1 | address: [127.0.0.1, 127.0.0.2] | :13:24: | one IPv4 and one IPv6 address are expected, but both are IPv4",
                "strowger | address: 127.0.0.1 | address: [127.0.0.1, \"::\"] | :13:24: | concrete address",
                "strowger | address: 127.0.0.1 | address: [127.0.0.1, \"::1\"] | : | sip.address is IPv6, too: an address of it is expected here",
                "strowger | address: 127.0.0.1 | address: [] | :13: | 1 items",
                "strowger | [127.0.0.1] | [\"::\"] | : | would be told to send to ::",
                "strowger | 127.0.0.1\\n  port: 8080 | 192.0.2.1\\n  port: 8080 | : | on loopback only",
                "strowger | calls: 4000 | calls: 5001 | : | 5001 calls need 10002 RTP ports, two each, but rtp has 10000",
                "strowger | calls: 4000 | calls: 4000\\n  longest-call-minutes: 0 | :105: | minimum value of 1",
                "strowger | calls: 4000 | calls: 4000\\n  longest-call-minutes: ever | :105: | integer expected",
                "strowger | # key: sip.key | key: sip.key | :44:10: | certificate and key belong together",
                "strowger | # client-ca: clients.crt | client-ca: none.crt | :46:16: | there is no such file",
                "strowger | # client-auth: required | client-auth: optional | :47:18: | client-ca",
                "strowger | # client-auth: required | client-auth: maybe | :47:18: | optional",
                "strowger | port: 5061 | port: 5060 | :39:11: | this is sip.port already",
                "strowger | # ws: {port: 8088} | ws: {port: 5061} | : | this is sip.tls.port already",
                "strowger | tls:\\n    port: 5061 | wss: {port: 8089} | : | set that, too",
                "strowger | # origins: [\"https://phone.example.com\"] | origins: [phone] | : | pattern",
                "strowger | # guard: | guard: {deny: [192.0.2.7/24]} | : | the network that begins there is 192.0.2.0/24",
                "strowger | # guard: | guard: {allow: [192.0.2.0/x]} | : | a number of bits is expected",
                "strowger | # guard: | guard: {allow: [192.0.2.7], deny: [192.0.2.7/32]} | : | in allow, too",
                "strowger | # guard: | guard: {deny: [127.0.0.1]} | : | trunk peer is there",
                "strowger | # guard: | guard: {ban-s: 90, longest-ban-s: 60} | : | longest-ban-s (60) must not be below ban-s (90)",
                "strowger | # guard: | guard: {invites-per-s: 0} | : | minimum value of 1",
                "strowger | # guard: | guard: {invites: 1} | : | invites",
                "strowger | # codecs: [PCMU, PCMA, G722, opus] | codecs: [G729] | :87:12: | opus",
                "strowger | # codecs: [PCMU, PCMA, G722, opus] | codecs: [] | :87: | 1 items",
                "strowger | calls: 4000 | calls: 4000\\ntrace: {hep: {address: homer, port: 9060}} | :105:24: | pattern",
                "strowger | calls: 4000 | calls: 4000\\ntrace: {hep: {address: 1.2.3, port: 9060}} | :105:24: | an IPv4 or IPv6 address",
                "strowger | calls: 4000 | calls: 4000\\ntrace: {hep: {address: 0.0.0.0, port: 9060}} | :105:24: | the collector's own address",
                "strowger | calls: 4000 | calls: 4000\\ntrace: {hep: {address: 127.0.0.1}} | :105:14: | port",
                "strowger | calls: 4000 | calls: 4000\\ntrace: {hep: {address: 127.0.0.1, port: 1, agent: -1}} | : | agent",
                "trunks | port: 5070 | port: 5070\\n    transport: ws | : | transport",
                "trunks | port: 5070 | port: 5070\\n  - {name: b, trust: [127.0.0.1], host: 127.0.0.1, port: 1} | : | trunk peer trusts",
                "numbers | \"*14\" | \"4001\" | : | stands under public already",
                "numbers | \"4001\" | \"1001\" | : | 1001 is the id of an agent",
                "numbers | \"*14\" | *14 | : | in quotes",
                "agents | queues: [sales, support] | queues: [sale] | : | there is no queue \"sale\"",
                "agents | id: \"1002\" | id: \"1001\" | : | stands above",
                "agents | sales: 5 | sales: 11 | : | 10",
                "queues | id: support | id: sales | : | stands above",
                "queues | {name}\"} | {nam}\"} | : | there is no {nam}",
                "queues | show: | shows: | : | shows",
                "trunks | host: 127.0.0.1 | host: localhost | :84:11: | full name of a host",
                "trunks | host: 127.0.0.1 | host: sip..example | :84:11: | full name of a host",
                "trunks | host: 127.0.0.1 | host: sip-.example | :84:11: | full name of a host",
                "trunks | host: 127.0.0.1 | host: 300.1.2.3 | :84:11: | an IPv4 or IPv6 address",
                "trunks | host: 127.0.0.1 | host: sip_a.example | :84:11: | pattern",
                "trunks | host: 127.0.0.1\\n    port: 5070 | hosts: [{host: a.example, port: 1}, {host: A.example, port: 1}] | :84: | stand above",
                "trunks | port: 5070 | port: 5070\\n    dtmf: maybe | :86: | inband",
                "strowger | calls: 4000 | calls: 4000\\ntones: xx | :105: | gb",
                "trunks | port: 5070 | port: 5070\\n    tcp-switch: maybe | :86: | never",
                "strowger | # dns: {address: 192.0.2.53, | dns: { | : | its address is expected",
                "trunks | host: 127.0.0.1\\n    port: 5070 | trust: [] | : | Duplicate",
                "trunks | host: 127.0.0.1\\n    port: 5070 | options-s: 5 | : | host and port, or hosts",
                "trunks | port: 5070 | options-s: 5 | : | its port is expected",
                "trunks | port: 5070 | port: 5070\\n    hosts: [{host: 127.0.0.1, port: 1}] | : | and not both",
                "trunks | host: 127.0.0.1\\n    port: 5070 | hosts: [{host: 127.0.0.1, port: 1}, {host: 127.0.0.1, port: 1}] | :84: | stand above",
                "trunks | port: 5070 | port: 5070\\n    register: {} | :86:15: | whom to register",
                "trunks | port: 5070 | port: 5070\\n    caller-id: {from: number} | : | the number to show",
                "trunks | port: 5070 | port: 5070\\n    caller-id: {from: me} | : | anonymous",
                "trunks | port: 5070 | port: 5070\\n    login: {user: me} | : | password",
                "trunks | port: 5070 | port: 5070\\n    overflow: pear | : | there is no trunk \"pear\"",
                "trunks | port: 5070 | port: 5070\\n    overflow: peer | :86:15: | leads back to trunk peer",
                "trunks | port: 5070 | port: 5070\\n    codecs: [G729] | : | PCMA",
                "trunks | port: 5070 | port: 5070\\n    limits: {calls: 0} | : | minimum",
                "trunks | port: 5070 | port: 5070\\n    failover: {statuses: [200]} | : | minimum",
                "trunks | port: 5070 | port: 5070\\n    numbers: {out: {called: [{match: \"(\", to: x}]}} | : | no regular expression",
                "trunks | port: 5070 | port: 5070\\n    numbers: {out: {called: [{match: \"1\", to: \"$1\"}]}} | : | no regular expression",
                "trunks | port: 5070 | port: 5070\\n    numbers: {in: {caller: [{match: \"1\", add: \"2\"}]}} | : | match and to, or strip and add",
                "numbers | queue: support | queue: suport | : | there is no queue \"suport\"",
                "numbers | trunk: peer | trunk: pear | : | there is no trunk \"pear\"",
                "numbers | echo: true | feature: log-in | : | agents-only",
                "numbers | feature: break | feature: brake | : | brake",
            })
    void namesFileLineAndProblem(
            String file, String good, String bad, String position, String problem)
            throws IOException {
        replace(file, good.replace("\\n", "\n"), bad.replace("\\n", "\n"));
        var message =
                String.valueOf(
                        assertThrows(ConfigException.class, () -> ConfReader.read(folder))
                                .getMessage());
        assertTrue(message.contains(folder.resolve(file + ".yaml") + position), message);
        assertTrue(message.matches("(?s).*yaml:\\d+:\\d+: .*"), message);
        assertTrue(message.contains(problem) || problem.equals("brake"), message);
    }

    @Test
    void readsAnAddressOfEachVersion() throws IOException {
        replace("strowger", "address: 127.0.0.1\n", "address: [127.0.0.1, \"::1\"]\n");
        replace("strowger", "addresses: [127.0.0.1]", "addresses: [127.0.0.1, \"::1\"]");
        var conf = ConfReader.read(folder);
        var both = List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));
        assertEquals(both, conf.sip().addresses());
        assertEquals(10_000, conf.rtp().ports(), "calls may all be of one version");
        replace("strowger", "[127.0.0.1, \"::1\"]", "[127.0.0.1, \"2001:db8::1\"]");
        var message =
                String.valueOf(
                        assertThrows(ConfigException.class, () -> ConfReader.read(folder))
                                .getMessage());
        assertTrue(message.contains("demo password"), message);
    }

    @Test
    void staysOnLoopbackWhileADemoPasswordIsInUse() throws IOException {
        replace("strowger", "address: 127.0.0.1\n  port: 5060", "address: 192.0.2.1\n  port: 5060");
        var message =
                String.valueOf(
                        assertThrows(ConfigException.class, () -> ConfReader.read(folder))
                                .getMessage());
        assertTrue(message.contains("agents.yaml:"), message);
        assertTrue(message.contains("demo password"), message);
        for (int agent = 1001; agent <= 1003; agent++) {
            replace("agents", "password: demo-" + agent, "password: secret-" + agent);
        }
        assertEquals(3, ConfReader.read(folder).agents().size());
        replace("agents", "digest: [MD5, SHA-256]", "digest: [MD5]");
        // printf 1001:strowger:demo-1001 | md5sum
        var hash = "ha1: {MD5: \"5630939f175c7ed1892c41b4b70c4c7f\"}";
        replace("agents", "password: secret-1001", hash);
        assertThrows(ConfigException.class, () -> ConfReader.read(folder), "a demo hash");
    }

    @Test
    void tellsTheMistakesOfAllFilesAtOnce() throws IOException {
        replace("strowger", "to: 29999", "to: 19999");
        replace("queues", "id: support", "id: sales");
        var message =
                String.valueOf(
                        assertThrows(ConfigException.class, () -> ConfReader.read(folder))
                                .getMessage());
        assertEquals(2, message.lines().count(), message);
        assertTrue(message.contains("strowger.yaml:") && message.contains("queues.yaml:"), message);
    }

    @Test
    void warnsOfWorkThatNobodyCanGet() throws IOException {
        replace("queues", "needs: {support: 1}", "needs: {support: 6}");
        var warnings = ConfReader.read(folder).notes().warnings();
        assertEquals(4, warnings.size());
        assertTrue(warnings.getFirst().matches(".*agents.yaml:\\d+:\\d+: agent 1001 .*"));
        assertTrue(warnings.getLast().matches(".*queues.yaml:\\d+:\\d+: no agent .* support"));
    }

    @Test
    void takesHashesInPlaceOfAPassword() throws IOException {
        replace("agents", "password: demo-1001", "ha1: {MD5: \"" + "0".repeat(32) + "\"}");
        assertThrows(ConfigException.class, () -> ConfReader.read(folder), "SHA-256 has no hash");
        replace("agents", "digest: [MD5, SHA-256]", "digest: [MD5]");
        assertEquals("0".repeat(32), ConfReader.read(folder).agents().getFirst().ha1().get("MD5"));
    }

    private void replace(String file, String good, String bad) throws IOException {
        replace(folder, file, good, bad);
    }

    static void replace(Path folder, String file, String good, String bad) throws IOException {
        var path = folder.resolve(file + ".yaml");
        var text = Files.readString(path);
        int first = outsideComments(text, good);
        assertTrue(first >= 0, "the default has no " + good);
        Files.writeString(
                path, text.substring(0, first) + bad + text.substring(first + good.length()));
    }

    /** The first place that is not in a comment. */
    private static int outsideComments(String text, String wanted) {
        int at = text.indexOf(wanted);
        while (at >= 0 && text.lastIndexOf('#', at - 1) > text.lastIndexOf('\n', at)) {
            at = text.indexOf(wanted, at + 1);
        }
        return at;
    }
}
