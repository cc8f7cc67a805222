package org.strowger.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {

    private static final String SCHEMA =
            """
            {"type": "object", "additionalProperties": false, "required": ["sip"],
             "properties": {"sip": {"type": "object", "additionalProperties": false,
               "properties": {"port": {"type": "integer", "maximum": 65535}}}}}
            """;

    @TempDir Path folder;

    @Test
    void readsWhatTheSchemaAllows() throws IOException {
        var file = YamlFile.read(write("sip:\n  port: 5060\n"), SCHEMA);
        assertEquals(5060, file.root().at("/sip/port").asInt());
    }

    @Test
    void namesLineAndColumnOfAValueOutOfRange() throws IOException {
        assertWrong("sip:\n  port: 70000\n", ":2:9: ", "65535");
    }

    @Test
    void namesLineOfAnUnknownKey() throws IOException {
        assertWrong("sip:\n  port: 5060\n  prot: 1\n", ":3:", "prot");
    }

    @Test
    void namesLineOfWhatIsNotYaml() throws IOException {
        assertWrong("sip:\n  port: [1\n", ":2:11: ", "not YAML");
    }

    @Test
    void refusesAKeyThatStandsTwice() throws IOException {
        assertWrong("sip:\n  port: 5060\n  port: 5061\n", ":3:", "port");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertWrong("", ":1:1: ", "empty");
    }

    @Test
    void pointsAtAValueThatOnlyItsReaderFindsWrong() throws IOException {
        var file = YamlFile.read(write("sip:\n  port: 5060\n"), SCHEMA);
        var wrong = file.wrong(file.root().at("/sip/port"), "taken");
        var message = String.valueOf(wrong.getMessage());
        assertTrue(message.endsWith("test.yaml:2:9: taken"), message);
    }

    @Test
    void namesTheFileWhenWhatIsWrongStandsNowhere() throws IOException {
        var file = YamlFile.read(write("sip:\n  port: 5060\n"), SCHEMA);
        assertEquals(folder.resolve("test.yaml").toString(), file.where(null));
        for (var nowhere : Arrays.asList(null, file.root().path("none"))) {
            var message = String.valueOf(file.wrong(nowhere, "needed").getMessage());
            assertTrue(message.endsWith("test.yaml: needed"), message);
        }
    }

    @Test
    void refusesAliasesAndAnchors() throws IOException {
        assertWrong("sip: {port: *21}\n", ":1:13: ", "in quotes");
        assertWrong("sip:\n  *21 : 1\n", ":2:3: ", "in quotes");
        assertWrong("sip:\n  port: &a 1\n", ":2:", "in quotes");
        assertWrong("sip: &all\n  port: 1\n", ":", "in quotes");
    }

    private void assertWrong(String yaml, String position, String word) throws IOException {
        var path = write(yaml);
        var message =
                String.valueOf(
                        assertThrows(ConfigException.class, () -> YamlFile.read(path, SCHEMA))
                                .getMessage());
        assertTrue(message.contains(path + position) && message.contains(word), message);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("test.yaml"), yaml);
    }
}
