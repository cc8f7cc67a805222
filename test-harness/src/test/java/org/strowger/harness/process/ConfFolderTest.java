package org.strowger.harness.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ConfFolderTest {

    @TempDir Path folder;

    @Test
    void theFilesSayWhatWasAskedFor() {
        var conf =
                ConfFolder.at(folder)
                        .agents(200)
                        .t1Millis(20)
                        .wrapUpSeconds(2)
                        .offerSeconds(3)
                        .maxWaiting(7)
                        .rtpPorts(10_000, 31_999)
                        .digest("MD5");
        conf.write(folder);

        var sip = yaml("strowger.yaml").path("sip");
        assertEquals(conf.sipPort(), sip.path("port").asInt());
        assertEquals(20, sip.path("t1-ms").asInt());
        assertEquals(31_999, yaml("strowger.yaml").path("rtp").path("to").asInt());
        var agents = yaml("agents.yaml").path("agents");
        assertEquals(200, agents.size());
        assertEquals("1200", agents.path(199).path("id").asString());
        assertEquals("demo-1200", agents.path(199).path("password").asString());
        assertEquals("MD5", agents.path(0).path("digest").path(0).asString());
        var queues = yaml("queues.yaml").path("queues");
        assertEquals(
                List.of("sales", "support"),
                queues.valueStream().map(queue -> queue.path("id").asString()).toList());
        assertEquals(1, queues.path(0).path("needs").path("sales").asInt());
        assertEquals(2, queues.path(1).path("wrap-up-s").asInt());
        assertEquals(3, queues.path(1).path("offer-s").asInt());
        assertEquals(7, queues.path(1).path("max-waiting").asInt());
        var trunk = yaml("trunks.yaml").path("trunks").path(0);
        assertEquals(conf.trunkPort(), trunk.path("port").asInt());
        var numbers = yaml("numbers.yaml");
        assertEquals("hotline", numbers.path("public").path("4000").path("script").asString());
        assertEquals("ready", numbers.path("agents-only").path("*14").path("feature").asString());
    }

    @Test
    void twoOfThemUseDifferentPorts() {
        assertNotEquals(ConfFolder.at(folder).sipPort(), ConfFolder.at(folder).trunkPort());
    }

    private JsonNode yaml(String file) {
        return new YAMLMapper().readTree(folder.resolve(file).toFile());
    }
}
