package org.strowger.server.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.base.ConfigException;

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
        assertEquals(
                new SwitchConf.Leads(SwitchConf.Kind.TRUNK, "peer", "4003"),
                conf.numbers().everybody().get("4003"));
        assertEquals(4, conf.numbers().agentsOnly().size());
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
        replace(file, good, bad);
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
        replace("strowger", "address: 127.0.0.1\n  port: 5060", "address: 0.0.0.0\n  port: 5060");
        var message =
                String.valueOf(
                        assertThrows(ConfigException.class, () -> ConfReader.read(folder))
                                .getMessage());
        assertTrue(message.contains("agents.yaml:"), message);
        assertTrue(message.contains("demo password"), message);
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
        while (at >= 0 && text.lastIndexOf('#', at) > text.lastIndexOf('\n', at)) {
            at = text.indexOf(wanted, at + 1);
        }
        return at;
    }
}
