package org.strowger.server.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.ConfigException;
import org.strowger.sip.Flow;

class ConfReaderTest {

    private static final Path DEFAULT = Path.of("../../conf");
    private static final List<String> FILES =
            List.of("strowger", "agents", "queues", "trunks", "numbers");

    @TempDir Path folder;

    @BeforeEach
    void copyTheDefault() throws IOException {
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
        assertEquals(4, conf.numbers().agentsOnly().size());
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
    void readsWhereTlsAndWebSocketsAre() throws IOException {
        var tls = ConfReader.read(folder).sip().tls();
        assertEquals(new SwitchConf.Tls(5061, null, null, null, null), tls);
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
                        5061, folder.resolve("sip.crt"), folder.resolve("sip.key"), null, null),
                conf.sip().tls());
        assertEquals(
                new SwitchConf.Web(0, 8089, Set.of("https://phone.example.com")), conf.sip().web());
        assertEquals(Flow.Transport.TLS, conf.trunks().getFirst().transport());
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
    void aTrunkOverTlsNeedsTls() throws IOException {
        replace("strowger", "tls:\n    port: 5061", "md5-only-phones: []");
        replace("trunks", "port: 5070", "port: 5070\n    transport: tls");
        var message =
                String.valueOf(
                        assertThrows(ConfigException.class, () -> ConfReader.read(folder))
                                .getMessage());
        assertTrue(message.contains("trunks.yaml:18:16: tls needs sip.tls"), message);
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
                "strowger | [127.0.0.1] | [\"::\"] | : | would be told to send to ::",
                "strowger | 127.0.0.1\\n  port: 8080 | 192.0.2.1\\n  port: 8080 | : | on loopback only",
                "strowger | calls: 4000 | calls: 5001 | : | 5001 calls need 10002 RTP ports, two each, but rtp has 10000",
                "strowger | calls: 4000 | calls: 4000\\n  longest-call-minutes: 0 | :69: | minimum value of 1",
                "strowger | calls: 4000 | calls: 4000\\n  longest-call-minutes: ever | :69: | integer expected",
                "strowger | # key: sip.key | key: sip.key | :38:10: | certificate and key belong together",
                "strowger | # client-ca: clients.crt | client-ca: none.crt | :40:16: | there is no such file",
                "strowger | port: 5061 | port: 5060 | :33:11: | this is sip.port already",
                "strowger | # ws: {port: 8088} | ws: {port: 5061} | : | this is sip.tls.port already",
                "strowger | tls:\\n    port: 5061 | wss: {port: 8089} | : | set that, too",
                "strowger | # origins: [\"https://phone.example.com\"] | origins: [phone] | : | pattern",
                "trunks | port: 5070 | port: 5070\\n    transport: ws | : | transport",
                "trunks | port: 5070 | port: 5070\\n  - {name: b, trust: [127.0.0.1], host: 127.0.0.1, port: 1} | : | trunk peer trusts",
                "numbers | \"*14\" | \"4001\" | : | stands under public already",
                "numbers | \"4001\" | \"1001\" | : | 1001 is the id of an agent",
                "numbers | \"*14\" | *14 | : | in quotes",
                "agents | queues: [sales, support] | queues: [sale] | : | there is no queue \"sale\"",
                "agents | id: \"1002\" | id: \"1001\" | : | stands above",
                "agents | sales: 5 | sales: 11 | : | 10",
                "queues | id: support | id: sales | : | stands above",
                "trunks | host: 127.0.0.1 | host: localhost | : | host",
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
